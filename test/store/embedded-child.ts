// A process of its own that writes to an embedded database until it is killed; run by embedded.test.ts with what is to be tried as its argument.
import { statSync, writeSync } from 'node:fs';
import { openEmbedded } from '../../src/store/embedded.js';

const [directory, commits = 'endless'] = process.argv.slice(2);

/** Straight to the pipe: nothing that was said is lost when the process dies. */
const say = (...words: (string | number)[]): void => { writeSync(1, `${words.join(' ')}\n`); };

/** Flushes to disk so far, where they are written down (disk/counting.mjs). */
const flushes = (): number => (process.env.TEST_SYNC_LOG ? statSync(process.env.TEST_SYNC_LOG).size : 0);

try {
  const database = await openEmbedded(directory!);
  await database.query('create table if not exists written (n int primary key)');
  const [{ highest, rows }] = await database.query<{ highest: number; rows: number }>('select coalesce(max(n), 0) as highest, count(*) as rows from written', []) as [{ highest: number; rows: number }];
  say('found', highest, rows);
  const end = commits === 'endless' ? Infinity : highest + Number(commits);
  for (let n = highest + 1; n <= end; n += 1) {
    await database.transaction((sql) => sql.query('insert into written values ($1)', [n]));
    say('committed', n, flushes());
  }
  await database.close();
} catch (cause) {
  say('failed', (cause as Error).message);
  process.exit(1);
}
