// After npm ci: a working command. npx runs this again when it is first used in a checkout, which must not cost another build.
import { buildWhereStale } from './build-where-stale.mjs';

buildWhereStale();
