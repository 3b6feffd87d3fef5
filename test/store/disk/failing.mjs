// Loaded before the embedded database: a disk that takes what is written and, after a while, no longer keeps it.
import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fdatasyncSync } = fs;
fs.fdatasyncSync = (file) => {
  if (readFileSync(process.env.TEST_DISK_STATE, 'utf8') === 'failing') throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  fdatasyncSync(file);
};
syncBuiltinESMExports();
