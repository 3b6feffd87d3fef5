// What every queue has to keep, whatever it is made of (reliability clauses 4, 6 and 12).
import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hint, Queue } from '../../src/queue/queue.js';

const hint = (id: string, lane = 'gr', priority = 1): Hint => ({ id, lane, priority });

/** Work that begins when it is handed out and ends when the test says so. */
function createHands() {
  const begun: Hint[] = [];
  const under = new Map<string, { resolve: () => void; reject: (cause: Error) => void }>();
  const end = (how: 'resolve' | 'reject') => async (id: string): Promise<void> => {
    await until(() => under.has(id));
    under.get(id)![how](new Error('the handler failed'));
    under.delete(id);
  };
  return {
    begun, finish: end('resolve'), fail: end('reject'), ids: () => begun.map(({ id }) => id),
    handle: (one: Hint): Promise<void> => new Promise((resolve, reject) => { begun.push(one); under.set(one.id, { resolve, reject }); }),
    finishAll: () => { for (const { resolve } of under.values()) resolve(); under.clear(); },
  };
}

const PATIENCE_MS = 5_000;
/** Long enough for whatever should not happen to have happened. */
const MOMENT_MS = 60;

async function until(holds: () => boolean): Promise<void> {
  for (const started = Date.now(); !holds();) {
    if (Date.now() - started > PATIENCE_MS) throw new Error('it never came to that');
    await sleep(2);
  }
}

/** @param createQueue makes an empty queue of its own for each test. */
export const queueContract = (title: string, createQueue: () => Queue | Promise<Queue>): void => {
  describe(title, () => {
    let queue: Queue;
    let hands: ReturnType<typeof createHands>;
    const start = async (perLane = 1): Promise<void> => { hands = createHands(); queue = await createQueue(); queue.work(hands.handle, perLane); };
    afterEach(async () => { hands.finishAll(); await queue.close(); });

    test('hands out what is pushed, as it was pushed', async () => {
      await start();
      await queue.push([{ ...hint('a'), probe: true }]);
      await until(() => hands.begun.length === 1);
      expect(hands.begun).toEqual([{ id: 'a', lane: 'gr', priority: 1, probe: true }]);
    });

    test('hands out what was pushed before there was a worker', async () => {
      hands = createHands();
      queue = await createQueue();
      await queue.push([hint('a')]);
      queue.work(hands.handle, 1);
      await until(() => hands.begun.length === 1);
    });

    test('clause 4: goes by priority inside a lane, and first come first served inside a priority', async () => {
      await start();
      await queue.push([hint('running')]);
      await until(() => hands.begun.length === 1);
      await queue.push([hint('update 1', 'gr', 2), hint('rest', 'gr', 3), hint('alert 1'), hint('update 2', 'gr', 2), hint('cancel', 'gr', 0), hint('alert 2')]);
      const order = ['running', 'cancel', 'alert 1', 'alert 2', 'update 1', 'update 2', 'rest'];
      for (const [index, id] of order.entries()) {
        await until(() => hands.begun.length > index);
        await hands.finish(id);
      }
      expect(hands.ids()).toEqual(order);
    });

    test('clause 6: a lane whose work hangs delays no other lane', async () => {
      await start();
      await queue.push([...Array.from({ length: 20 }, (_, index) => hint(`stuck ${index}`, 'gr')), ...Array.from({ length: 5 }, (_, index) => hint(`free ${index}`, 'it'))]);
      for (const id of [0, 1, 2, 3, 4].map((index) => `free ${index}`)) await hands.finish(id);
      expect(hands.ids().filter((id) => id.startsWith('stuck'))).toEqual(['stuck 0']);
    });

    test('clause 6: works at so many of a lane at once and no more, in every lane', async () => {
      await start(3);
      await queue.push(['gr', 'it'].flatMap((lane) => Array.from({ length: 5 }, (_, index) => hint(`${lane} ${index}`, lane))));
      await until(() => hands.begun.length === 6);
      await sleep(MOMENT_MS);
      expect(hands.ids().sort()).toEqual(['gr 0', 'gr 1', 'gr 2', 'it 0', 'it 1', 'it 2']);
      await hands.finish('gr 1');
      await until(() => hands.begun.length === 7);
      expect(hands.ids().at(-1)).toBe('gr 3');
    });

    test('takes a second hint for what waits or is under way as nothing new', async () => {
      await start();
      await queue.push([hint('a'), hint('b'), hint('b')]);
      await until(() => hands.begun.length === 1);
      await queue.push([hint('a'), hint('b')]);
      await hands.finish('a');
      await hands.finish('b');
      await sleep(MOMENT_MS);
      expect(hands.ids()).toEqual(['a', 'b']);
    });

    test('hands out anew what is pushed again after it was finished', async () => {
      await start();
      await queue.push([hint('a')]);
      await hands.finish('a');
      await sleep(MOMENT_MS);
      await queue.push([hint('a')]);
      await until(() => hands.begun.length === 2);
      expect(hands.ids()).toEqual(['a', 'a']);
    });

    test('goes on with the lane after a handler has failed', async () => {
      await start();
      await queue.push([hint('a'), hint('b')]);
      await hands.fail('a');
      await until(() => hands.begun.length === 2);
      expect(hands.ids()).toEqual(['a', 'b']);
    });

    test('clause 11: closing waits for what is under way and hands out nothing more', async () => {
      await start();
      await queue.push([hint('a'), hint('b')]);
      await until(() => hands.begun.length === 1);
      let closed = false;
      const closing = queue.close().then(() => { closed = true; });
      await sleep(MOMENT_MS);
      expect(closed).toBe(false);
      await hands.finish('a');
      await closing;
      await sleep(MOMENT_MS);
      expect(hands.ids()).toEqual(['a']);
    });

    test('says that it is healthy', async () => {
      await start();
      expect(await queue.healthy()).toBe(true);
    });
  });
};
