// Profiles of a centre (send.profiles): what it sends is held against them on arrival, and nothing is lost over them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }]);
  await gateway.changeNetwork(({ centres: [al] }) => { al.send.profiles = ['ipaws', 'cap-cp']; });
});
afterAll(() => gateway.stop());

const submit = async (who: string, sender: string): Promise<any> => (await gateway.call(who, 'POST', '/v1/alerts', cap({ sender }).xml));
const profileIssues = (issues: any[]): any[] => issues.filter(({ code }) => code.startsWith('PROFILE_'));

describe('What arrives from a centre with profiles', () => {
  test('is accepted and delivered, and what breaks a profile is a warning in the receipt', async () => {
    const { status, json } = await submit('al', 'desk@al.example.org');
    expect([status, json.deliveries.map(({ centre }: any) => centre)]).toEqual([201, ['gr']]);
    const found = profileIssues(json.issues);
    expect(found.map(({ code }: any) => code)).toEqual(expect.arrayContaining(['PROFILE_IPAWS_01', 'PROFILE_CAPCP_03']));
    expect(new Set(found.map(({ level }: any) => level))).toEqual(new Set(['warning']));
    expect(found.every(({ path, line }: any) => path.startsWith('/alert') && line === 2)).toBe(true);
  });

  test('is not what arrives from others', async () => {
    const { status, json } = await submit('gr', 'desk@gr.example.org');
    expect([status, profileIssues(json.issues)]).toEqual([201, []]);
  });
});
