// A migrated, empty database made by the build and copied by a first start, which would else take six seconds to make one.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = ['../../embedded-template', '../../dist/embedded-template'].map((place) => fileURLToPath(new URL(place, import.meta.url)));

/** Folder of the template, or undefined where the program was not built: the first start then creates the database itself. */
export const embeddedTemplate = (): string | undefined => places.find((place) => existsSync(place));
