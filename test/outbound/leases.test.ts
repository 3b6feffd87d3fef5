// A worker's own view of its leases: renewed while the attempt runs, given up in time where they cannot be (reliability clauses 9 and 11).
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLeases, type Lease, type Leases } from '../../src/outbound/leases.js';
import { LEASE_SECONDS } from '../../src/store/deliveries.js';

let now: number;
let leases: Leases;
const clock = { now: () => new Date(0), monotonic: () => now };

beforeEach(() => { jest.useFakeTimers(); now = 1_000_000; });
afterEach(() => { leases.close(); jest.useRealTimers(); });

/** Time passes for the timers and for the clock alike. */
const pass = async (milliseconds: number): Promise<void> => {
  for (let passed = 0; passed < milliseconds; passed += 50) { now += 50; await jest.advanceTimersByTimeAsync(50); }
};

/** An attempt that runs until it is broken off; tells how long that took. */
const hold = (lease: Lease): { ended: () => number | undefined; finish: () => void } => {
  const started = now;
  let endedAt: number | undefined;
  let finish = (): void => undefined;
  void leases.hold(lease, ({ signal }) => new Promise<void>((resolve) => { finish = resolve; signal.addEventListener('abort', () => { endedAt = now - started; resolve(); }); }));
  return { ended: () => endedAt, finish };
};

const LEASE: Lease = { id: 'delivery-1', token: 7, claimedAt: 1_000_000 };
const never = new Promise<string[]>(() => undefined);

describe('a lease', () => {
  test('is renewed well before it ends, with its token, for as long as the attempt runs', async () => {
    const asked: number[] = [];
    leases = createLeases(async (held) => { expect(held).toEqual([LEASE]); asked.push(now); return ['delivery-1']; }, clock);
    const attempt = hold(LEASE);
    await pass(20_000);
    expect(attempt.ended()).toBeUndefined();
    asked.reduce((before, at) => { expect(at - before).toBeLessThan(LEASE_SECONDS * 1_000 / 2); return at; }, 1_000_000);
  });

  test('is not renewed any more once the attempt is over, however it ended', async () => {
    let asked = 0;
    leases = createLeases(async () => { asked += 1; return []; }, clock);
    expect(await leases.hold(LEASE, async () => 'done')).toBe('done');
    await expect(leases.hold(LEASE, async () => { throw new Error('failed'); })).rejects.toThrow('failed');
    await pass(10_000);
    expect(asked).toBe(0);
  });

  test.each([
    ['says that another worker holds it', async () => []], ['fails', async () => { throw new Error('no connection'); }], ['does not answer at all', () => never],
  ] as [string, () => Promise<string[]>][])('ends the attempt before others may take it, where the database %s', async (_, renew) => {
    leases = createLeases(renew, clock);
    const attempt = hold(LEASE);
    await pass(LEASE_SECONDS * 1_000);
    expect(attempt.ended()).toBeDefined();
    expect(attempt.ended()!).toBeLessThanOrEqual(LEASE_SECONDS * 1_000);
  });

  test('survives a database that is away for a moment', async () => {
    let asked = 0;
    leases = createLeases(async () => { asked += 1; if (asked === 1) throw new Error('no connection'); return ['delivery-1']; }, clock);
    const attempt = hold(LEASE);
    await pass(20_000);
    expect(attempt.ended()).toBeUndefined();
  });

  test('is given up at once by a process that was stopped for a minute', async () => {
    leases = createLeases(async () => ['delivery-1'], clock);
    const attempt = hold(LEASE);
    await pass(2_000);
    now += 60_000;
    await pass(550);
    expect(attempt.ended()).toBeDefined();
  });

  test('counts from when the claim was asked for, and is known to be gone before any timer has run', async () => {
    leases = createLeases(async () => ['delivery-1'], clock);
    now += 60_000;
    const [fresh, stale] = await Promise.all([now, LEASE.claimedAt].map((claimedAt, token) => leases.hold({ ...LEASE, token, claimedAt }, async ({ stillOurs }) => stillOurs())));
    expect([fresh, stale]).toEqual([true, false]);
  });

  test('of one delivery is judged apart from the others', async () => {
    leases = createLeases(async () => ['delivery-1'], clock);
    const [kept, lost] = [hold(LEASE), hold({ id: 'delivery-2', token: 8, claimedAt: 1_000_000 })];
    await pass(6_000);
    expect([kept.ended(), lost.ended() !== undefined]).toEqual([undefined, true]);
  });

  test('ends with all the others when the worker gives up', async () => {
    leases = createLeases(async () => ['delivery-1', 'delivery-2'], clock);
    const attempts = [hold(LEASE), hold({ id: 'delivery-2', token: 8, claimedAt: 1_000_000 })];
    leases.abandon();
    expect(attempts.map(({ ended }) => ended())).toEqual([0, 0]);
  });
});
