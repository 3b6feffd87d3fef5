// Bounds in memory: places for requests, and bytes for their bodies (reliability clause 16).
import { describe, expect, test } from '@jest/globals';
import { createBudget } from '../../src/http/budget.js';
import { createGate, type Place } from '../../src/http/gate.js';

/** Whether it is a place's turn, once everything that can follow has followed. */
const turns = async (...places: Place[]): Promise<boolean[]> => {
  const begun = places.map(() => false);
  places.forEach((place, index) => { void place.work().then(() => { begun[index] = true; }); });
  await new Promise((resolve) => { setImmediate(resolve); });
  return begun;
};
const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('a gate', () => {
  test('lets in so many at one time, and so many of one caller', () => {
    const gate = createGate({ atWork: 1, open: 3, perCaller: 2 });
    const first = gate.enter('al');
    expect([first, gate.enter('al'), gate.enter('al'), gate.enter('gr'), gate.enter('it')].map(Boolean)).toEqual([true, true, false, true, false]);
    first!.leave();
    first!.leave();
    expect([gate.enter('it'), gate.enter('nl')].map(Boolean)).toEqual([true, false]);
  });

  test('lets so many work at one time, first come, first served', async () => {
    const gate = createGate({ atWork: 2, open: 9, perCaller: 9 });
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((caller) => gate.enter(caller)!) as [Place, Place, Place, Place];
    const order: string[] = [];
    for (const [name, place] of Object.entries({ a, b, c, d })) void place.work().then(() => order.push(name));
    await settle();
    expect(order).toEqual(['a', 'b']);
    b.leave();
    await settle();
    expect(order).toEqual(['a', 'b', 'c']);
    a.rest();
    await settle();
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  test('passes over who left while waiting, and does not keep it waiting', async () => {
    const gate = createGate({ atWork: 1, open: 9, perCaller: 9 });
    const [a, b, c] = ['a', 'b', 'c'].map((caller) => gate.enter(caller)!) as [Place, Place, Place];
    const [, waitedB, waitedC] = [a.work(), b.work(), c.work()];
    b.leave();
    await waitedB;
    a.leave();
    await waitedC;
    expect(await turns(gate.enter('d')!)).toEqual([false]);
  });

  test('gives a resting place its turn back when there is one', async () => {
    const gate = createGate({ atWork: 1, open: 9, perCaller: 9 });
    const [a, b] = [gate.enter('a')!, gate.enter('b')!];
    await a.work();
    a.rest();
    await b.work();
    expect(await turns(a)).toEqual([false]);
    b.leave();
    expect(await turns(gate.enter('c')!)).toEqual([false]);
    a.leave();
  });
});

test('a budget has so many bytes in all and so many for one caller, and takes all of a request or nothing', () => {
  const budget = createBudget({ total: 10, perCaller: 6 });
  expect([budget.take('al', 6), budget.take('al', 1), budget.take('gr', 5), budget.take('gr', 4)]).toEqual([true, false, false, true]);
  budget.give('al', 6);
  expect([budget.take('it', 7), budget.take('it', 6)]).toEqual([false, true]);
});
