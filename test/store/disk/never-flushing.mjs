// Loaded before the embedded database: as if a later version of it no longer asked for anything to be flushed.
import { PGlite } from '@electric-sql/pglite';

const { create } = PGlite;
PGlite.create = (options) => create.call(PGlite, { ...options, startParams: [...options.startParams, '-F'] });
