// Many callers, one statement: each gets its own answer, whoever shared the batch.
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBatch } from '../../src/outbound/batch.js';

describe('a batch', () => {
  test('gives every caller the answer to its own item', async () => {
    const double = createBatch(async (items: number[]) => items.map((item) => item * 2));
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  });

  test('takes those who call together, and those who come meanwhile into the next', async () => {
    const batches: number[][] = [];
    let done = (): void => undefined;
    const hold = new Promise<void>((resolve) => { done = resolve; });
    const call = createBatch(async (items: number[]) => { batches.push(items); await hold; return items; });
    const first = [1, 2].map(call);
    // The first batch has left and is not back when the others come, however slow the machine is.
    while (batches.length === 0) await sleep(1);
    const second = [3, 4].map(call);
    done();
    await Promise.all([...first, ...second]);
    expect(batches).toEqual([[1, 2], [3, 4]]);
  });

  test('is never larger than its limit, one at a time', async () => {
    const sizes: number[] = [];
    let running = 0;
    const call = createBatch(async (items: number[]) => { running += 1; expect(running).toBe(1); sizes.push(items.length); await sleep(1); running -= 1; return items; }, 3);
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map(call));
    expect(sizes).toEqual([3, 3, 1]);
  });

  test('that fails fails for all in it, and for nobody after it', async () => {
    let calls = 0;
    const call = createBatch(async (items: number[]) => { calls += 1; if (calls === 1) throw new Error('no connection'); return items; });
    expect((await Promise.allSettled([1, 2].map(call))).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await call(3)).toBe(3);
  });
});
