// The message that tells of an end carries no identity, whoever receives it and however late; one that carries none anyway leaves as it came.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cap, eventually, receiver, startTestGateway, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';

let gateway: TestGateway;
let gr: Receiver;

beforeAll(async () => {
  gr = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'rs' }, { id: 'gr', webhook: gr }, { id: 'mk', extracted: true }]);
  // What is said of a case depends on what of it can still be read.
  await gateway.changeNetwork((network) => { network.gateway.eraseAfterHours = 24; });
});
afterAll(async () => { await gateway.stop(); await gr.close(); });


const CASE = { children: [{ name: { given: 'Ana', family: 'Shembulli', full: 'Ana Shembulli' }, age: { value: 11, unit: 'year' }, dateOfBirth: '2015-03-02' }], suspects: [{ name: { full: 'Besnik Provëza' }, relation: 'father' }], vehicles: [{ plate: 'AA 123 BB' }] };

/** In the common model, where the case is a block of its own. */
const message = (who: string, msgType: string, references: CapMessage[], more: object): { plain: CapMessage; body: string } => {
  const plain = cap({ sender: `desk@${who}.example.org`, msgType, references });
  const { identifier, sender, sent } = plain;
  const info = { language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', headline: 'A child', area: [{ areaDesc: 'Tirana', circle: ['41.33,19.82 20'] }] };
  const body = { identifier, sender, sent, status: 'Actual', msgType, scope: 'Public', ...(references.length > 0 ? { references: references.map((one) => ({ sender: one.sender, identifier: one.identifier, sent: one.sent })) } : {}), info: [info], ...more };
  return { plain, body: JSON.stringify(body) };
};
const submit = async (who: string, body: string): Promise<any> => {
  const { status, json, text } = await gateway.call(who, 'POST', '/v1/alerts', body, { 'content-type': 'application/json' });
  if (status !== 201) throw new Error(`${status} ${text}`);
  return json;
};
const got = async ({ identifier }: CapMessage): Promise<string> => {
  await eventually(() => gr.got.some(({ body }) => body.includes(`<identifier>${identifier}<`)));
  return gr.got.find(({ body }) => body.includes(`<identifier>${identifier}<`))?.body ?? 'never came';
};
const TELLING = /Ana|Shembulli|Besnik|Provëza|2015-03-02|AA ?123|ANA/;

const live = async (who: string): Promise<CapMessage> => {
  const { plain, body } = message(who, 'Alert', [], { case: CASE });
  await submit(who, body);
  expect(await got(plain)).toMatch(/Ana/);
  return plain;
};

test('names, dates, plates and suspects of the case go out of the note and texts of a Cancel, and out of its own case', async () => {
  const alert = await live('al');
  const { plain, body } = message('al', 'Cancel', [alert], {
    note: 'ANA SHEMBULLI was found safe at the house of B. Provëza, in the car AA-123-BB; thank you.', info: undefined, case: { ...CASE, outcome: { result: 'found-safe' } },
  });
  const { id } = await submit('al', body);
  const text = await got(plain);
  expect(text).not.toMatch(TELLING);
  expect(text).toMatch(/was found safe at the house of/);
  expect(text).toContain('urn:alertbridge:changed');
  // Read over the API it is the same; its origin reads what it wrote.
  expect((await gateway.call('gr', 'GET', `/v1/alerts/${id}`)).text).not.toMatch(TELLING);
  expect((await gateway.call('al', 'GET', `/v1/alerts/${id}`)).text).toMatch(TELLING);
});

test('a Cancel without a case of its own says nothing that the earlier messages said of who it was', async () => {
  const alert = await live('al');
  const { plain, body } = message('al', 'Cancel', [alert], { note: 'Ana is well. Besnik is in custody.', info: undefined });
  await submit('al', body);
  expect(await got(plain)).toContain('<note>[withheld] is well. [withheld] is in custody.</note>');
});

test('an Update that says that the child was found is such a message; one that says nothing of that is not', async () => {
  const alert = await live('al');
  const update = message('al', 'Update', [alert], { case: CASE });
  await submit('al', update.body);
  expect(await got(update.plain)).toMatch(/Ana/);
  const found = message('al', 'Update', [alert], { note: 'Ana is home.', case: { ...CASE, outcome: { result: 'found-safe' } } });
  await submit('al', found.body);
  expect(await got(found.plain)).not.toMatch(TELLING);
});

test('a Cancel that names nobody leaves without a sign of having been changed', async () => {
  const alert = await live('al');
  const { plain, body } = message('al', 'Cancel', [alert], { note: 'The child was found. Thank you.', info: undefined });
  await submit('al', body);
  const text = await got(plain);
  expect([text.includes('<note>The child was found. Thank you.</note>'), text.includes('urn:alertbridge:changed')]).toEqual([true, false]);
});

test('where what it ends is erased already, whoever fetches it later reads our words instead of anybody\'s', async () => {
  const alert = await live('rs');
  await gateway.call('mk', 'GET', '/v1/inbox?limit=500');
  const { body } = message('rs', 'Cancel', [alert], { note: 'Anushka is with her aunt.', info: undefined });
  const { id } = await submit('rs', body);
  const first = (await gateway.call('rs', 'GET', '/v1/alerts?limit=2')).json.items[1].id as string;
  expect(await eventually(async () => (await gateway.call('rs', 'GET', `/v1/alerts/${first}`)).status === 410)).toBe(true);
  const item = (await gateway.call('mk', 'GET', '/v1/inbox?limit=500')).json.items.find((one: any) => one.alert === id);
  expect(item.body).toContain('<note>The alert has ended and what it said has been erased, so the words of the sender are not passed on.</note>');
});
