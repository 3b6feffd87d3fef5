// What a process keeps of alerts in memory: an alert that is erased while somebody reads it is gone for the reader, and no failure.
import { expect, test } from '@jest/globals';
import { createAlertReader } from '../../src/store/alert-reader.js';
import type { Sql } from '../../src/store/database.js';
import type { SealedStore } from '../../src/store/sealed.js';

const ALERT = Buffer.from(JSON.stringify({ identifier: 'A-1' }));

/** A store that answers when it is told to, and in which the alert can be erased. */
function slowStore() {
  let [isErased, answer] = [false, (): void => undefined];
  const opened = new Promise<void>((resolve) => { answer = resolve; });
  const sealed: SealedStore = { read: async () => { await opened; return isErased ? undefined : ALERT; }, write: () => Promise.resolve(false) };
  const sql = { query: () => Promise.resolve([{ signed: true }]) } as unknown as Sql;
  return { reader: createAlertReader(sealed, sealed, sql), answer, erase: () => { isErased = true; } };
}

test('an alert forgotten while it is being read is not there any more', async () => {
  const { reader, answer, erase } = slowStore();
  const reading = reader.read('a');
  erase();
  reader.forget('a');
  answer();
  expect(await reading).toBeUndefined();
  expect(await reader.read('a')).toBeUndefined();
});

test('an alert kept while it is being read is read', async () => {
  const { reader, answer } = slowStore();
  const reading = reader.read('a');
  reader.keep('a', ALERT, true);
  answer();
  expect(await reading).toEqual({ identifier: 'A-1' });
  expect(await reader.isSigned('a')).toBe(true);
});
