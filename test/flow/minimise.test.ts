// What two receivers get of one alert where the network file says nothing of it, and what its origin is told (contract 4 and 8).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Case } from '../../src/model/generated/alert.js';
import { capNow, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
let receipt: any;

const ABOUT: Case = {
  consent: { name: false }, relatedPersons: [{ name: 'Cela Provëza', kind: 'sibling' }], suspects: [{ name: { full: 'Besnik Sajuar' } }],
  children: [{ name: { given: 'Ana', family: 'Shembull' }, dateOfBirth: '2015-05-26', vulnerability: ['epilepsy'] }],
};

beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }]);
  await gateway.changeNetwork(({ centres }) => { Object.assign(centres[2].receive, { health: true, dateOfBirth: true }); });
  const info = { category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: 'Ana is missing.', parameter: [{ valueName: 'PersonRaceCode', value: 'W' }] };
  ({ json: receipt } = await gateway.call('al', 'POST', '/v1/alerts', { identifier: 'Least-1', sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public', info: [info], case: ABOUT }));
});
afterAll(() => gateway.stop());

const bodyFor = async (who: string): Promise<string> => (await gateway.call(who, 'GET', '/v1/inbox?wait=3')).json.items.find((item: any) => item.alert === receipt.id).body;
const readBy = async (who: string) => (await gateway.call(who, 'GET', `/v1/alerts/${receipt.id}`)).json;

describe('an alert with more than a receiver needs', () => {
  test('tells its origin that it names a third person, but not whom', () => {
    expect(receipt.issues).toEqual([expect.objectContaining({ code: 'CHILD_THIRD_PARTY', level: 'warning', path: '/case/relatedPersons/0/name' })]);
    expect(JSON.stringify(receipt)).not.toContain('Cela');
  });

  test('goes without date of birth, health, race and the name that may not be published', async () => {
    const body = await bodyFor('gr');
    for (const secret of ['Ana', 'Shembull', '2015', 'epilepsy', 'PersonRaceCode']) expect([secret, body.includes(secret)]).toEqual([secret, false]);
    expect(body).toContain('Besnik Sajuar');
    expect(body).toContain('<code>urn:alertbridge:changed</code>');
    expect((await readBy('gr')).gateway.withheld.sort()).toEqual(['/case/children/0/dateOfBirth', '/case/children/0/name', '/case/children/0/vulnerability', '/info/0/parameter/0']);
  });

  test('goes with health and date of birth to a centre that is meant to get them, but never with the name', async () => {
    const body = await bodyFor('it');
    expect(body).toContain('2015-05-26');
    expect(body).toContain('epilepsy');
    expect(body).not.toContain('Shembull');
  });

  test('stays whole for its origin', async () => {
    expect(await readBy('al')).toMatchObject({ case: ABOUT });
  });

  const found = async (who: string, query: string): Promise<unknown> => { const { json: { items, next } } = await gateway.call(who, 'GET', `/v1/alerts?limit=1&q=${encodeURIComponent(query)}`); return [items.map((item: any) => item.id), next]; };

  test('is not found by a name that was kept back, so that nobody can try one out, but by all that the caller may read', async () => {
    expect(await found('al', 'Ana Shembull')).toEqual([[receipt.id], null]);
    expect(await found('liaison', 'ana  SHEMBULL')).toEqual([[receipt.id], null]);
    for (const receiver of ['gr', 'it']) {
      expect(await found(receiver, 'Ana Shembull')).toEqual([[], null]);
      expect(await found(receiver, 'Besnik Sajuar')).toEqual([[receipt.id], null]);
      expect(await found(receiver, 'Least-1')).toEqual([[receipt.id], null]);
    }
  });

  test('nor does the number of pages tell of it', async () => {
    const again = { identifier: 'Least-2', sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public', info: [], case: ABOUT };
    expect((await gateway.call('al', 'POST', '/v1/alerts', again)).status).toBe(201);
    await gateway.call('gr', 'GET', '/v1/inbox?wait=3');
    expect(await found('gr', 'Ana Shembull')).toEqual([[], null]);
    const [[latest], next] = await found('gr', 'Besnik Sajuar') as [string[], string];
    expect(latest).not.toBe(receipt.id);
    expect((await gateway.call('gr', 'GET', `/v1/alerts?limit=1&q=Besnik%20Sajuar&after=${next}`)).json).toMatchObject({ items: [{ id: receipt.id }], next: null });
  });
});
