// A centre that asked for it reads a child alert in its own language, beside what the origin wrote and marked as ours (contract 8).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { cap, capNow, startTestGateway, type TestGateway } from './harness.js';

const FIRST = readFileSync(new URL('../../examples/first-alert.xml', import.meta.url), 'utf8');

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway([
    { id: 'al' }, { id: 'gr', languages: ['el', 'en-GB'], render: true }, { id: 'mk', languages: ['mk', 'sq'], render: true }, { id: 'rs', languages: ['hy', 'sr-RS'], render: true }, { id: 'it', languages: ['it'] },
    { id: 'hr', languages: ['hr'], render: true, withhold: ['child.name', 'vehicle.plate'], statuses: ['Actual', 'Exercise'] }, { id: 'am', languages: ['hy'], render: true },
  ]);
});
afterAll(() => gateway.stop());

let serial = 0;
const submit = async (edit: (xml: string) => string = (xml) => xml): Promise<string> => {
  serial += 1;
  const fresh = FIRST.replace(/<sent>.*<\/sent>/, `<sent>${capNow()}</sent>`).replace('EXAMPLE-2026-0001', `RENDER-${serial}`).replace('example-case-1', `case-${serial}`);
  const { status, json } = await gateway.call('al', 'POST', '/v1/alerts', edit(fresh));
  expect(status).toBe(201);
  return json.id;
};
const received = async (who: string, id: string): Promise<string> => (await gateway.call(who, 'GET', '/v1/inbox')).json.items.find((one: any) => one.alert === id).body;
const infosOf = (xml: string): string[] => xml.match(/<info>[^]*?<\/info>/g) ?? [];
const parameter = (name: string, value: string): RegExp => new RegExp(`<valueName>urn:alertbridge:${name}</valueName>\\s*<value>${value}</value>`);

describe('receive.render', () => {
  test('adds one block, last, in the first language of the centre that is written here', async () => {
    const id = await submit();
    for (const [who, tag, headline] of [['mk', 'mk', 'Киднапирано дете: Ana Shembull, 8 години'], ['rs', 'sr-Cyrl', 'Отето дете: Ana Shembull, 8 година']] as const) {
      const xml = await received(who, id);
      const [origins, ours, ...more] = infosOf(xml);
      expect([more, origins]).toEqual([[], expect.stringContaining('<headline>Ana Shembull, 8, taken from a playground in Tirana</headline>')]);
      for (const element of [`<language>${tag}</language>`, `<headline>${headline}</headline>`, '<event>Child abduction</event>', '<urgency>Immediate</urgency>', '<severity>Extreme</severity>', '<circle>41.33,19.82 20</circle>']) expect(ours).toContain(element);
      expect(ours).toMatch(parameter('rendered', `AlertBridge ${tag} draft`));
      expect(ours).not.toContain('machine-translated');
      expect(xml).toContain('<code>urn:alertbridge:changed</code>');
    }
  });

  test('adds nothing where the alert is in one of the languages, where none is written here, where it was not asked for, and where there is no case', async () => {
    const id = await submit();
    for (const who of ['gr', 'it', 'am']) {
      expect(infosOf(await received(who, id))).toHaveLength(1);
      expect(await received(who, id)).not.toContain('urn:alertbridge:changed');
    }
    const { json } = await gateway.call('al', 'POST', '/v1/alerts', cap({ description: 'Without a case' }).xml);
    expect(infosOf(await received('mk', json.id))).toHaveLength(1);
  });

  test('says nothing of what the centre may not read', async () => {
    const [, ours] = infosOf(await received('hr', await submit()));
    expect(ours).toContain('<headline>Oteto dijete: 8 godina</headline>');
    expect(ours).not.toMatch(/Ana|Shembull|AA 000 ZZ/);
  });

  test('marks an exercise at the head of each text', async () => {
    const [, ours] = infosOf(await received('hr', await submit((xml) => xml.replace('<status>Actual</status>', '<status>Exercise</status>'))));
    for (const name of ['headline', 'description', 'instruction']) expect(ours).toContain(`<${name}>VJEŽBA`);
  });

  test.each([
    ['the tag of the language', (xml: string) => xml.replace('<language>en</language>', '<language>en-t-sq</language>'), 'en-t-sq'],
    ['a tag of private use', (xml: string) => xml.replace('<language>en</language>', '<language>en-x-mtfrom-sq</language>'), 'en-x-mtfrom-sq'],
    ['a parameter', (xml: string) => xml.replace('<parameter>', '<parameter><valueName>TranslatedField</valueName><value>GOOGLE|headline</value></parameter><parameter>'), 'GOOGLE\\|headline'],
  ])('tells that the origin had words of a machine, by %s', async (_, edit, value) => {
    const [origins, ours] = infosOf(await received('mk', await submit(edit)));
    expect(ours).toMatch(parameter('machine-translated', value));
    expect(origins).not.toContain('machine-translated');
  });

  test('is what the API shows the centre as well, and nobody else', async () => {
    const id = await submit();
    const languages = async (who: string): Promise<string[]> => (await gateway.call(who, 'GET', `/v1/alerts/${id}`)).json.info.map(({ language }: any) => language);
    expect([await languages('mk'), await languages('al'), await languages('it')]).toEqual([['en', 'mk'], ['en'], ['en']]);
  });
});
