// Before all tests: the tests of the command and of the embedded database run what is in dist/, so it has to be what the sources say.
export { buildWhereStale as default } from '../scripts/build-where-stale.mjs';
