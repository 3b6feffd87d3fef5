// The tolerant door: a real alert is not lost over its spelling, its sender is told, and what leaves is written well.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'mk' }]);
  await gateway.changeNetwork(({ centres }) => { centres.find(({ id }: any) => id === 'mk').send.strict = true; });
});
afterAll(() => gateway.stop());

const badlySpelt = (sender: string): string => cap({ sender }).xml.replace(/<status>(\w+)<\/status>/, '<status id="1"> $1 </status>').replace(/<sent>([^<]*)[+-]\d\d:\d\d<\/sent>/, '<sent>$1Z</sent>');

describe('A message that is only spelt wrongly', () => {
  test('is accepted with warnings, noted, and delivered as CAP wants it', async () => {
    const { status, json } = await gateway.call('al', 'POST', '/v1/alerts', badlySpelt('desk@al.example.org'));
    expect(status).toBe(201);
    const told = json.issues.filter(({ code }: any) => /CAP_(?:A08|D06|D09)/.test(code)).map(({ code, level }: any) => `${level} ${code}`);
    expect(told.sort()).toEqual(['warning CAP_A08', 'warning CAP_D06', 'warning CAP_D09']);
    const { json: alert } = await gateway.call('al', 'GET', `/v1/alerts/${json.id}`);
    expect(alert.gateway.repairs.map(({ path }: any) => path).sort()).toEqual(['/sent', '/status', '/status']);
    const [item] = (await gateway.call('gr', 'GET', '/v1/inbox')).json.items.filter((one: any) => one.alert === json.id);
    expect(item.body).toContain('<status>Actual</status>');
    expect(item.body).toMatch(/<sent>[^<]*-00:00<\/sent>/);
    expect((await gateway.call('al', 'POST', '/v1/validate', item.body)).json).toMatchObject({ valid: true });
  });

  test('is refused where the centre wants its own mistakes refused, and by validate', async () => {
    const { status, json } = await gateway.call('mk', 'POST', '/v1/alerts', badlySpelt('desk@mk.example.org'));
    expect([status, json.issues.filter(({ level }: any) => level === 'error').map(({ code }: any) => code).sort()]).toEqual([422, ['CAP_A08', 'CAP_D06', 'CAP_D09']]);
    expect((await gateway.call('al', 'POST', '/v1/validate', badlySpelt('desk@al.example.org'))).json).toMatchObject({ valid: false });
  });
});
