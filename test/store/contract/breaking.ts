// Contract of the store: the breaker of each centre, which throttles and never drops (reliability clause 6).
import { describe, expect, test } from '@jest/globals';
import type { Acceptance } from '../../../src/store/accept.js';
import { BREAKER_OPENS_AT, readCentreHealth, tallyAttempts, type CentreHealth } from '../../../src/store/centre-states.js';
import type { Database } from '../../../src/store/database.js';
import { claimDeliveries, dueDeliveries } from '../../../src/store/deliveries.js';
import type { Engine } from '../engines.js';
import { claimAll, deliveryTo, firstTo, fresh, idOf, stateOf, stored } from '../sample-acceptance.js';

const MANY = 1_000;

export const breaking = (database: () => Database, engine: Engine): void => {
  const fail = (centre: string, failures = 1) => tallyAttempts(database(), [{ centre, failures, reached: false }]);
  const reach = (centre: string) => tallyAttempts(database(), [{ centre, failures: 0, reached: true }]);
  const health = async (centre: string): Promise<CentreHealth> => (await readCentreHealth(database())).find((row) => row.centre === centre)!;
  const probesOf = async (centre: string): Promise<string[]> => (await dueDeliveries(database(), MANY)).probes.filter((probe) => probe.centre === centre).map(({ id }) => id);
  const letProbeTimeCome = (centre: string) => database().query('update centre_state set next_probe_at = now() where centre = $1', [centre]);
  const broken = async (): Promise<{ centre: string; alerts: Acceptance[] }> => {
    const centre = fresh('gr');
    const alerts = await stored(database(), firstTo([centre]), firstTo([centre]));
    await fail(centre, BREAKER_OPENS_AT);
    return { centre, alerts };
  };

  describe('clause 6: the breaker', () => {
    test('opens at the fifth failure in a row and says so once', async () => {
      const centre = fresh('gr');
      const answers = [];
      for (let failure = 1; failure <= 7; failure += 1) answers.push(await fail(centre));
      expect(answers.map(({ down }) => down)).toEqual([[], [], [], [], [centre], [], []]);
      expect((await health(centre)).openSince).not.toBeNull();
      expect(await database().query('select type from audit_entry where centre = $1', [centre])).toEqual([{ type: 'centre.down' }]);
    });

    test('opens by five failures of one batch as well', async () => {
      expect(await fail(fresh('gr'), 5)).toMatchObject({ down: [expect.any(String)], up: [] });
    });

    test('counts failures in a row only: one success begins anew', async () => {
      const centre = fresh('gr');
      await fail(centre, 4);
      expect(await reach(centre)).toEqual({ down: [], up: [] });
      expect(await fail(centre, 4)).toEqual({ down: [], up: [] });
      expect(await health(centre)).toMatchObject({ failures: 4, openSince: null });
    });

    test('counts centres apart, in one statement', async () => {
      const [gr, it] = [fresh('gr'), fresh('it')];
      await reach(it);
      expect(await tallyAttempts(database(), [{ centre: gr, failures: 5, reached: false }, { centre: it, failures: 4, reached: true }])).toEqual({ down: [gr], up: [] });
    });

    test('open, lets nothing pass but a probe, and drops nothing', async () => {
      const { centre, alerts } = await broken();
      expect(await claimAll(database(), ...alerts)).toEqual([]);
      expect((await dueDeliveries(database(), MANY)).due.filter((due) => due.centre === centre)).toEqual([]);
      expect(await Promise.all(alerts.map((alert) => stateOf(database(), alert)))).toEqual(['queued', 'queued']);
    });

    test('lets the oldest due delivery out as the probe, once in ten seconds', async () => {
      const { centre, alerts: [oldest] } = await broken();
      expect(await probesOf(centre)).toEqual([]);
      await letProbeTimeCome(centre);
      expect(await probesOf(centre)).toEqual([idOf(oldest!)]);
      expect(await probesOf(centre)).toEqual([]);
      const [{ seconds }] = await database().query<{ seconds: number }>('select extract(epoch from next_probe_at - now())::float8 as seconds from centre_state where centre = $1', [centre]) as [{ seconds: number }];
      expect(seconds).toBeGreaterThan(5);
      expect(seconds).toBeLessThanOrEqual(10);
    });

    if (engine.concurrent) test('hands the probe to one of several sweeps at the same moment', async () => {
      const { centre } = await broken();
      await letProbeTimeCome(centre);
      expect((await Promise.all(Array.from({ length: 8 }, () => probesOf(centre)))).flat()).toHaveLength(1);
    });

    test('lets the probe be claimed, and only the probe', async () => {
      const { alerts: [probe, other] } = await broken();
      const claimed = await claimDeliveries(database(), [idOf(probe!), idOf(other!)], [idOf(probe!)]);
      expect(claimed.map(({ id }) => id)).toEqual([idOf(probe!)]);
    });

    test('closes at the first success, says so once, and makes everything that waits due', async () => {
      const { centre, alerts } = await broken();
      await database().query(`update delivery set state = 'retrying', attempts = 9, due_at = now() + interval '15 minutes' where centre = $1`, [centre]);
      expect(await reach(centre)).toEqual({ down: [], up: [centre] });
      expect(await reach(centre)).toEqual({ down: [], up: [] });
      expect(await claimAll(database(), ...alerts)).toHaveLength(2);
      expect(await database().query('select type from audit_entry where centre = $1 order by id', [centre])).toEqual([{ type: 'centre.down' }, { type: 'centre.up' }]);
    });

    test('tells every centre that came back, however many there are', async () => {
      const centres = Array.from({ length: 27 }, () => fresh('gr'));
      const tally = (reached: boolean) => tallyAttempts(database(), centres.map((centre) => ({ centre, failures: reached ? 0 : 5, reached })));
      expect((await tally(false)).down.sort()).toEqual(centres);
      expect((await tally(true)).up.sort()).toEqual(centres);
    });

    test('of a centre that an operator paused lets no probe out', async () => {
      const { centre } = await broken();
      await letProbeTimeCome(centre);
      await database().query('update centre_state set paused = true where centre = $1', [centre]);
      expect(await probesOf(centre)).toEqual([]);
    });

    test('has nothing to do with other centres', async () => {
      const { centre } = await broken();
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(fresh('it')), deliveryTo(centre)] }));
      expect(await claimAll(database(), alert)).toHaveLength(1);
    });
  });
};
