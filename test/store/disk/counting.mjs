// Loaded before the embedded database: writes down every flush to disk that really reaches the operating system.
import fs, { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fdatasyncSync } = fs;
fs.fdatasyncSync = (file) => { fdatasyncSync(file); appendFileSync(process.env.TEST_SYNC_LOG, '.'); };
syncBuiltinESMExports();
