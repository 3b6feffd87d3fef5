// Clause 12: whatever happens to Redis, the queue neither hangs nor stops for good; hints get through again by themselves.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createBullQueue } from '../../src/queue/bullmq.js';
import type { Queue } from '../../src/queue/queue.js';
import { eventually } from '../flow/harness.js';
import { privateRedis, redisMissing, type PrivateRedis } from '../redis.js';
import { hint } from './contract.js';

(redisMissing ? describe.skip : describe)('the queue, when its Redis', () => {
  let redis: PrivateRedis;
  let changes: boolean[];
  let heard: string[];
  const queues: Queue[] = [];

  const open = (): Queue => {
    const queue = createBullQueue({ url: redis.url, name: 'faults', changed: (up) => { changes.push(up); } });
    queues.push(queue);
    return queue;
  };
  const listening = (): Queue => { const queue = open(); queue.listen((hints) => { heard.push(...hints.map(({ id }) => id)); }); return queue; };
  /** Hints may be lost while Redis is away; what counts is that later ones get through. */
  const getsThrough = (queue: Queue, id: string): Promise<boolean> => eventually(() => { queue.push([hint(id)]); return heard.includes(id); }, 20_000, 100);

  beforeEach(async () => { redis = await privateRedis(); changes = []; heard = []; });
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.close()));
    await redis.dispose();
  });

  test('is absent at the start: says so once, and works once it is there', async () => {
    const [push, worker] = [open(), listening()];
    push.push([hint('lost')]);
    expect(await eventually(async () => !await push.healthy() && changes.length === 2)).toBe(true);
    expect(changes).toEqual([false, false]);
    await redis.start();
    expect(await getsThrough(push, 'later')).toBe(true);
    expect(await Promise.all([push.healthy(), worker.healthy()])).toEqual([true, true]);
    expect(changes).toEqual([false, false, true, true]);
  });

  test('is flushed', async () => {
    await redis.start();
    const [push] = [open(), listening()];
    expect(await getsThrough(push, 'before')).toBe(true);
    await redis.command('FLUSHALL');
    expect(await getsThrough(push, 'after')).toBe(true);
  });

  test('is killed, and starts empty a while later', async () => {
    await redis.start();
    const [push] = [open(), listening()];
    expect(await getsThrough(push, 'before')).toBe(true);
    await redis.signal('SIGKILL');
    expect(await eventually(async () => !await push.healthy())).toBe(true);
    push.push([hint('lost')]);
    await redis.start();
    expect(await getsThrough(push, 'after')).toBe(true);
    expect(heard).not.toContain('lost');
  });

  test('is killed and started again and again', async () => {
    await redis.start();
    const [push] = [open(), listening()];
    for (const round of ['one', 'two', 'three']) {
      expect(await getsThrough(push, round)).toBe(true);
      await redis.signal('SIGKILL');
      await redis.start();
    }
    expect(await getsThrough(push, 'four')).toBe(true);
  });

  test('does not answer: it is not healthy, nobody waits, closing does not hang', async () => {
    await redis.start();
    const [push, worker] = [open(), listening()];
    expect(await getsThrough(push, 'before')).toBe(true);
    await redis.signal('SIGSTOP');
    push.push([hint('stuck')]);
    expect(await push.healthy()).toBe(false);
    expect(await eventually(() => changes.includes(false))).toBe(true);
    await worker.close();
    await redis.signal('SIGCONT');
    const again = listening();
    expect(await getsThrough(again, 'after')).toBe(true);
  });

  test('has no memory left: says so, and goes on when it has', async () => {
    await redis.start();
    const [push] = [open(), listening()];
    expect(await getsThrough(push, 'before')).toBe(true);
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    push.push([hint('refused')]);
    expect(await eventually(() => changes.at(-1) === false)).toBe(true);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    expect(await getsThrough(push, 'after')).toBe(true);
    expect(changes.at(-1)).toBe(true);
  });

  test('has no worker at all: what is kept for them stays bounded', async () => {
    await redis.start();
    const push = open();
    expect(await eventually(() => push.healthy())).toBe(true);
    const jobs = async (): Promise<number> => Number(await redis.command('ZCARD', 'alertbridge:faults:prioritized'));
    expect(await eventually(async () => { for (let i = 0; i < 500; i += 1) push.push([hint(`${i}`)]); return await jobs() >= 2_000; })).toBe(true);
    // The backlog is looked up every two seconds.
    expect(await eventually(async () => {
      const before = await jobs();
      push.push([hint('one too many')]);
      return await push.healthy() && await jobs() === before;
    }, 10_000, 200)).toBe(true);
  });
});
