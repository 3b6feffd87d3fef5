// What every queue has to keep, whatever it is made of (reliability clause 12). It may lose a hint, so nothing here says that it must not when its engine fails.
import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hint, Queue } from '../../src/queue/queue.js';
import { eventually } from '../flow/harness.js';

export const hint = (id: string, lane = 'gr', priority = 1): Hint => ({ id, lane, priority });

/** Long enough for whatever should not happen to have happened. */
const MOMENT_MS = 200;

/** The processes of one deployment: each has a queue of its own, on one engine. */
export interface Deployment { process(): Queue; dispose(): Promise<void> }

/** @param separate accepting and delivering may be processes of their own. */
export const queueContract = (title: string, { deploy, separate }: { deploy: () => Promise<Deployment>; separate: boolean }): void => {
  describe(title, () => {
    let deployment: Deployment;
    const opened: Queue[] = [];
    const open = (): Queue => { const queue = deployment.process(); opened.push(queue); return queue; };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
      await deployment.dispose();
    });

    /** A process that listens, and one that pushes: the same where the engine knows only one. Returns once they hear each other. */
    const pair = async (): Promise<{ push: Queue; listener: Queue; heard: Hint[] }> => {
      deployment = await deploy();
      const listener = open();
      const push = separate ? open() : listener;
      const heard: Hint[] = [];
      listener.listen((hints) => { heard.push(...hints); });
      expect(await eventually(() => { push.push([hint('first')]); return heard.length > 0; }, 10_000, 100)).toBe(true);
      await sleep(MOMENT_MS);
      heard.splice(0);
      return { push, listener, heard };
    };

    test('tells the listener what is pushed, as it was pushed', async () => {
      const { push, heard } = await pair();
      push.push([{ ...hint('a', 'gr', 0), probe: true }, hint('b', 'it', 3)]);
      expect(await eventually(() => heard.length === 2)).toBe(true);
      expect(heard).toEqual([{ id: 'a', lane: 'gr', priority: 0, probe: true }, { id: 'b', lane: 'it', priority: 3 }]);
    });

    test('takes a whole fan-out of many alerts at once', async () => {
      const { push, heard } = await pair();
      const ids = Array.from({ length: 540 }, (_, index) => `0193f4c1-7d5e-7a3b-9c1d-${String(index).padStart(12, '0')}`);
      push.push(ids.map((id, index) => hint(id, `centre-with-a-rather-long-name-${index % 27}`)));
      expect(await eventually(() => heard.length >= ids.length)).toBe(true);
      expect(heard.map(({ id }) => id).sort()).toEqual(ids);
    });

    test('says nothing where nothing is pushed', async () => {
      const { push, heard } = await pair();
      push.push([]);
      await sleep(MOMENT_MS);
      expect(heard).toEqual([]);
    });

    test('tells at least one of several listeners of each hint', async () => {
      const { push, heard } = await pair();
      if (separate) open().listen((hints) => { heard.push(...hints); });
      const ids = Array.from({ length: 50 }, (_, index) => `id-${index}`);
      for (const id of ids) push.push([hint(id)]);
      expect(await eventually(() => new Set(heard.map(({ id }) => id)).size === ids.length)).toBe(true);
    });

    test('tells nobody anything once it is closed', async () => {
      const { push, listener, heard } = await pair();
      await listener.close();
      push.push([hint('a')]);
      await sleep(MOMENT_MS);
      expect(heard).toEqual([]);
    });

    test('closes while nobody ever listened', async () => {
      deployment = await deploy();
      const queue = open();
      queue.push([hint('a')]);
      await queue.close();
    });

    test('says that it is healthy', async () => {
      const { push, listener } = await pair();
      expect(await Promise.all([push.healthy(), listener.healthy()])).toEqual([true, true]);
    });
  });
};
