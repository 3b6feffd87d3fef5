// National rules as callers meet them: with the centres, and as advice and criteria in the status of an alert (contract 5).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Case } from '../../src/model/generated/alert.js';
import { capNow, startTestGateway, type TestGateway } from '../flow/harness.js';

let gateway: TestGateway;
let id: string;

const ABOUT: Case = { category: 'parental-abduction', children: [{ name: { full: 'Ana Shembull' }, age: { value: 11, unit: 'year' } }], criteria: [{ id: 'danger', met: true, by: 'Besnik' }] };

beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'fr' }, { id: 'lu' }, { id: 'zz', country: 'NZ' }]);
  const info = { category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed' };
  const alert = { identifier: 'Rules-1', sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public', info: [info], case: ABOUT };
  ({ id } = (await gateway.call('al', 'POST', '/v1/alerts', alert)).json);
});
afterAll(() => gateway.stop());

const statusFor = async (who: string) => (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).json;

test('a centre is shown with the rules of its country, or with null where nothing is written of it', async () => {
  const { items } = (await gateway.call('integrator', 'GET', '/v1/centres')).json;
  const rules = Object.fromEntries(items.map((item: any) => [item.id, item.rules]));
  expect(rules.fr).toMatchObject({ system: 'Alerte Enlèvement', duration: { hours: 3 }, confidence: 'A' });
  expect(rules.al.system).toBeNull();
  expect(rules.zz).toBeNull();
});

describe('the status of an alert', () => {
  test('advises for each delivery what the receiver\'s rules say', async () => {
    const deliveries = Object.fromEntries((await statusFor('al')).deliveries.map((delivery: any) => [delivery.centre, delivery]));
    expect(deliveries.fr.advice).toEqual({ hours: 3, maxHours: 3, repetition: [{ untilHour: 3, everyMinutes: 15 }], channels: [{ kind: 'cell-broadcast', name: 'FR-ALERT : Kidnapping Alert' }], endMessage: null, confidence: 'A' });
    expect(deliveries.lu.advice).toMatchObject({ hours: null, repetition: [] });
    expect(deliveries.zz).not.toHaveProperty('advice');
  });

  test('shows the origin all criteria, and a receiver its own and the origin\'s', async () => {
    const countries = async (who: string) => (await statusFor(who)).criteria.map(({ country, role }: any) => `${role} ${country}`);
    expect(await countries('al')).toEqual(['origin AL', 'receiver FR', 'receiver LU', 'receiver NZ']);
    expect(await countries('operator')).toEqual(['origin AL', 'receiver FR', 'receiver LU', 'receiver NZ']);
    await gateway.call('lu', 'GET', '/v1/inbox');
    expect(await countries('lu')).toEqual(['origin AL', 'receiver LU']);
  });

  test('judges them from the case, in codes only', async () => {
    const { criteria } = await statusFor('auditor');
    const of = (country: string) => criteria.find((one: any) => one.country === country);
    expect(of('FR')).toMatchObject({ basis: 'national', items: [{ id: 'minor', verdict: 'met', from: 'age' }, { id: 'abduction', verdict: 'met', from: 'category' }, { id: 'danger', verdict: 'met', from: 'criteria' }, { id: 'information', verdict: 'unknown', from: null }] });
    expect(of('LU').items.at(-1)).toEqual({ id: 'not-excluded', verdict: 'not met', from: 'category' });
    expect(JSON.stringify(criteria)).not.toMatch(/Ana|Shembull|Besnik|11/);
  });
});
