// The queues that ship, each held to the contract.
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createInProcessQueue } from '../../src/queue/in-process.js';
import { createNotifyQueue } from '../../src/queue/notify.js';
import { openNotifications } from '../../src/store/notifications.js';
import { openPostgres } from '../../src/store/postgres.js';
import { eventually } from '../flow/harness.js';
import { ENGINES, freshPostgres } from '../postgres.js';
import { REDIS_URL, redisMissing, removeKeys } from '../redis.js';
import { hint, queueContract } from './contract.js';

const nothing = (): void => undefined;

queueContract('the queue in the process', { separate: false, deploy: async () => ({ process: createInProcessQueue, dispose: async () => undefined }) });

if (!redisMissing) queueContract('the queue on Redis', {
  separate: true,
  deploy: async () => {
    const name = `test-${randomUUID()}`;
    return { process: () => createBullQueue({ url: REDIS_URL, name, changed: nothing }), dispose: () => removeKeys(`alertbridge:${name}:*`) };
  },
});

if (ENGINES.includes('postgres')) {
  const deploy = async () => {
    const { url, drop } = await freshPostgres();
    const database = openPostgres(url, nothing, 2);
    return { database, url, process: () => createNotifyQueue(openNotifications(url, database)), dispose: async () => { await database.close(); await drop(); } };
  };
  queueContract('the queue on LISTEN/NOTIFY', { separate: true, deploy });

  test('the queue on LISTEN/NOTIFY listens again by itself after its connection was broken', async () => {
    const { database, process, dispose } = await deploy();
    const [push, listener] = [process(), process()];
    const heard: string[] = [];
    listener.listen((hints) => { heard.push(...hints.map(({ id }) => id)); });
    const gets = (id: string): Promise<boolean> => eventually(() => { push.push([hint(id)]); return heard.includes(id); }, 15_000, 100);
    expect(await gets('before')).toBe(true);
    const [row] = await database.query<{ ended: boolean }>(`select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = current_database() and query like 'listen %'`, []);
    expect(row).toEqual({ ended: true });
    expect(await eventually(async () => !await listener.healthy())).toBe(true);
    expect(await gets('after')).toBe(true);
    expect(await listener.healthy()).toBe(true);
    await Promise.all([push.close(), listener.close()]);
    await dispose();
  });
}

test('the queue in the process keeps what is pushed before anybody listens', () => {
  const queue = createInProcessQueue();
  queue.push([hint('a')]);
  const heard: string[] = [];
  queue.listen((hints) => { heard.push(...hints.map(({ id }) => id)); });
  expect(heard).toEqual(['a']);
});
