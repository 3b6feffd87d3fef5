// The queue inside the gateway keeps the contract of every queue, and its memory is bounded.
import { expect, test } from '@jest/globals';
import { createInProcessQueue } from '../../src/queue/in-process.js';
import { queueContract } from './contract.js';

queueContract('the queue inside the gateway', createInProcessQueue);

test('clause 16: forgets hints that a lane has no room for, takes them again when it has, and other lanes do not notice', async () => {
  const queue = createInProcessQueue();
  const handled: string[] = [];
  const hints = (lane: string, count: number) => Array.from({ length: count }, (_, index) => ({ id: `${lane} ${index}`, lane, priority: 1 }));
  await queue.push([...hints('gr', 1_500), ...hints('it', 10)]);
  queue.work(async ({ id }) => { handled.push(id); }, 8);
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect([handled.filter((id) => id.startsWith('gr')).length, handled.filter((id) => id.startsWith('it')).length]).toEqual([1_000, 10]);

  await queue.push([{ id: 'gr 1400', lane: 'gr', priority: 1 }]);
  await queue.close();
  expect(handled.at(-1)).toBe('gr 1400');
});
