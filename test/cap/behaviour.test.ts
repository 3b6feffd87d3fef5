// The rules about what is done with a message, not about what stands in it: each seen through the door it is kept at.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CAP_RULES, RULE_IDS } from '../../src/cap/rule-table.js';
import { adapterFile } from '../adapter/national-documents.js';
import { cap, capNow, eventually, receiver, startTestGateway, type Answer, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';
import { signXml } from '../sign-xml.js';

let gateway: TestGateway;
let gr: Receiver;
/** Counts who asks it for an entity. */
let outside: Receiver;

beforeAll(async () => {
  [gr, outside] = await Promise.all([receiver(), receiver()]);
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'mk', withhold: ['child.photo'] }, { id: 'rs', statuses: ['Actual', 'Exercise', 'Test'] }]);
});
afterAll(async () => { await gateway.stop(); await Promise.all([gr.close(), outside.close()]); });

const submit = ({ xml }: { xml: string }): Promise<Answer> => gateway.call('al', 'POST', '/v1/alerts', xml);
const validate = async (body: string | object): Promise<any> => (await gateway.call('integrator', 'POST', '/v1/validate', body)).json;
const convert = (body: string, query: string): Promise<Answer> => gateway.call('integrator', 'POST', `/v1/convert?${query}`, body);
const stateOf = async (id: string): Promise<string> => (await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json.state;
const brief = (issues: any[]): string[] => issues.map(({ level, code }) => `${level} ${code}`);
const receivedBy = ({ got }: Receiver, identifier: string) => got.filter(({ body }) => body.includes(`<identifier>${identifier}<`));
const arrived = (identifier: string): Promise<boolean> => eventually(() => receivedBy(gr, identifier).length > 0);
const inbox = async (who: string, identifier: string): Promise<any[]> => (await gateway.call(who, 'GET', '/v1/inbox')).json.items.filter(({ body }: any) => body.includes(identifier));

/** A message of several info blocks, each with its language as an element, and its headline. */
const spoken = (...blocks: [language: string, headline: string][]): string => {
  const { xml } = cap();
  const info = /<info>.*<\/info>/.exec(xml)![0];
  return xml.replace(info, blocks.map(([language, headline]) => info.replace('<language>en</language>', language).replace('Missing child, 11 years', headline)).join(''));
};

const PHOTO = Buffer.from('a picture of nobody');
const SHA_1 = createHash('sha1').update(PHOTO).digest('hex');
const embedding = (more: string): string =>
  cap().xml.replace('<area>', `<resource><resourceDesc>Photo</resourceDesc><mimeType>image/jpeg</mimeType>${more.replace('…', `<derefUri>${PHOTO.toString('base64')}</derefUri>`)}</resource><area>`);

describe('The document', () => {
  test('D08: a DOCTYPE is refused, and nothing it names is fetched or put in', async () => {
    const xml = cap().xml.replace('<alert', `<!DOCTYPE alert [<!ENTITY far SYSTEM "${outside.url}"><!ENTITY near "secret">]><alert`).replace('red jacket', '&far;&near;');
    const judged = await validate(xml);
    expect(judged).toMatchObject({ valid: false, alert: null, issues: [{ code: 'XML_DOCTYPE', level: 'error' }] });
    expect((await submit({ xml })).status).toBe(400);
    expect(outside.got).toEqual([]);
  });
});

describe('The alert', () => {
  test('A12: a draft is refused on submission, and is no fault of the message as such', async () => {
    const draft = cap({ status: 'Draft' });
    expect(await validate(draft.xml)).toMatchObject({ valid: true, issues: [] });
    expect(await submit(draft)).toMatchObject({ status: 422, json: { code: 'INVALID', issues: [{ code: 'CAP_A12', level: 'error', path: '/alert/status' }] } });
  });
});

describe('The info', () => {
  test('I02: a block without a language, or with an empty one, is the English one where a language is chosen', async () => {
    for (const none of ['', '<language/>']) {
      const xml = spoken(['<language>nl</language>', 'Vermist kind'], [none, 'A child is missing']);
      expect((await convert(xml, 'to=nl-burgernet&lang=en')).text).toContain('A child is missing');
      expect((await convert(xml, 'to=nl-burgernet&lang=nl')).text).toContain('Vermist kind');
      expect((await convert(xml, 'to=cap')).text).not.toContain('en-US');
      expect((await convert(xml, 'to=al')).json.tekstet.map(({ gjuha }: any) => gjuha)).toEqual(['nl', 'en-US']);
    }
  });

  test('I03: several blocks of one language all travel, in order, and the first speaks for them', async () => {
    const xml = spoken(['<language>nl</language>', 'Eerste bericht'], ['<language>nl</language>', 'Tweede bericht']);
    expect((await convert((await convert(xml, 'to=cap-json')).text, 'to=cap')).text.match(/Eerste bericht|Tweede bericht/g)).toEqual(['Eerste bericht', 'Tweede bericht']);
    const { text } = await convert(xml, 'to=nl-burgernet&lang=nl');
    expect(text).toContain('Eerste bericht');
    expect(text).not.toContain('Tweede bericht');
  });

  test('I11: Very Likely is Likely from CAP 1.0, and a fault in CAP 1.2', async () => {
    const likely = cap().xml.replace('>Observed<', '>Very Likely<');
    const { alert } = await validate(likely.replace('urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0'));
    expect(alert.info[0].certainty).toBe('Likely');
    expect(brief((await validate(likely)).issues)).toEqual(['error CAP_I10']);
  });

  test('I23: headline, description, instruction and area may be missing, and the message is relayed', async () => {
    const message = cap();
    const xml = message.xml.replace(/<(headline|description|area)>.*<\/\1>/g, '');
    expect(await validate(xml)).toMatchObject({ valid: true, issues: [] });
    expect(await submit({ xml })).toMatchObject({ status: 201 });
    expect(await arrived(message.identifier)).toBe(true);
  });
});

describe('The resource', () => {
  test('R10: content that others embed is read, and none is embedded in what is written here', async () => {
    expect(await validate(embedding('…'))).toMatchObject({ valid: true, issues: [] });
    const national = readFileSync(adapterFile('al/fixtures/alert.json'), 'utf8');
    const { text } = await convert(national, 'to=cap');
    expect(text).toContain('<resource>');
    expect(text).not.toContain('<derefUri>');
  });

  test.each([
    ['both are right', `<size>${PHOTO.length}</size>…<digest>${SHA_1}</digest>`, []],
    ['the digest is right in base64', `…<digest>${Buffer.from(SHA_1, 'hex').toString('base64')}</digest>`, []],
    ['the digest is right in capitals', `…<digest>${SHA_1.toUpperCase()}</digest>`, []],
    ['the content is not there', `<size>5</size><uri>https://al.example.org/7.jpg</uri><digest>${SHA_1}</digest>`, []],
    ['the size is another', `<size>${PHOTO.length + 1}</size>…<digest>${SHA_1}</digest>`, ['warning CAP_R13 size']],
    ['the digest is another', `<size>${PHOTO.length}</size>…<digest>${'0'.repeat(40)}</digest>`, ['warning CAP_R13 digest']],
    ['both are others', `<size>1</size>…<digest>${'0'.repeat(40)}</digest>`, ['warning CAP_R13 size', 'warning CAP_R13 digest']],
  ])('R13: where %s, size and digest of embedded content are found to be', async (_what, more, found) => {
    const { valid, issues } = await validate(embedding(more));
    expect(valid).toBe(true);
    expect(issues.map(({ level, code, path }: any) => `${level} ${code} ${path.split('/').at(-1)}`)).toEqual(found);
  });
});

describe('The area', () => {
  test('G17: the value of a geocode is text in every form, with its leading zeros', async () => {
    const { xml } = cap({ area: '<areaDesc>A</areaDesc><circle>41.33,19.82 20</circle><geocode><valueName>SAME</valueName><value>006017</value></geocode>' });
    const json = await convert(xml, 'to=cap-json');
    expect(json.json.info[0].area[0].geocode).toEqual([{ valueName: 'SAME', value: '006017' }]);
    expect((await convert(json.text, 'to=cap')).text).toContain('<value>006017</value>');
  });
});

describe('Signatures', () => {
  const signed = (message: CapMessage): string => signXml(message.xml, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey });

  test('S01: a signed message is valid, and leaves byte for byte', async () => {
    const message = cap();
    const xml = signed(message);
    expect(await validate(xml)).toMatchObject({ valid: true, issues: [{ level: 'warning', code: 'SIGNATURE_UNVERIFIED' }] });
    await submit({ xml });
    expect(await arrived(message.identifier)).toBe(true);
    expect(receivedBy(gr, message.identifier)[0]!.body).toBe(xml);
  });

  test('S02: a signature that cannot be verified is no reason to turn a message away', async () => {
    const answer = await submit({ xml: signed(cap()) });
    expect(answer.status).toBe(201);
    expect(brief(answer.json.issues)).toEqual(['warning SIGNATURE_UNVERIFIED']);
  });

  test('S03: an encrypted message has no place in the schema, and is refused', async () => {
    const xml = cap().xml.replace('<info>', '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/><info>');
    expect(brief((await validate(xml)).issues)).toEqual(['error CAP_D05']);
  });
});

describe('Processing', () => {
  test('S04: a message keeps sender, identifier and time wherever it goes, and says where something was left out', async () => {
    const message = cap();
    const xml = message.xml.replace('<area>', '<resource><resourceDesc>Photo</resourceDesc><mimeType>image/jpeg</mimeType><size>9</size><uri>https://al.example.org/7.jpg</uri></resource><area>');
    await submit({ xml });
    expect(await arrived(message.identifier)).toBe(true);
    const bodies = [receivedBy(gr, message.identifier)[0]!.body, (await inbox('mk', message.identifier))[0].body as string];
    for (const body of bodies) expect(body.match(/<(identifier|sender|sent)>[^<]*/g)).toEqual([`<identifier>${message.identifier}`, `<sender>${message.sender}`, `<sent>${message.sent}`]);
    expect(bodies.map((body) => [body.includes('7.jpg'), body.includes('/v1/photos/'), body.includes('urn:alertbridge:changed')])).toEqual([[false, true, true], [false, false, true]]);
  });

  test('S05: sender, identifier and time are one message, which is relayed once; another time is another message', async () => {
    const message = cap({ sent: capNow(-60) });
    const first = await submit(message);
    const again = await submit(message);
    expect([first.status, again.status, again.json.duplicate, again.json.id]).toEqual([201, 200, true, first.json.id]);
    const later = await submit(cap({ identifier: message.identifier }));
    expect([later.status, later.json.id === first.json.id]).toEqual([201, false]);
  });

  test('S06: an Update replaces and a Cancel ends every message it names', async () => {
    const two = [cap(), cap()];
    const ids = await Promise.all(two.map(async (message) => (await submit(message)).json.id));
    const update = cap({ msgType: 'Update', references: two });
    const { json } = await submit(update);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['superseded', 'superseded']);
    await submit(cap({ msgType: 'Cancel', references: [...two, update] }));
    expect(await stateOf(json.id)).toBe('cancelled');
  });

  test('S07: a Cancel that comes before what it ends is relayed with a warning, twice is once, and what it ends stays ended', async () => {
    const target = cap();
    const cancel = cap({ msgType: 'Cancel', references: [target] });
    const early = await submit(cancel);
    expect([early.status, ...brief(early.json.issues)]).toEqual([201, 'warning CAP_S07']);
    expect((await submit(cancel)).json).toMatchObject({ id: early.json.id, duplicate: true });
    const { json } = await submit(target);
    expect(await stateOf(json.id)).toBe('cancelled');
  });

  test('S08: a test goes only where tests are wanted, and what says both waits for its origin', async () => {
    const drill = await submit(cap({ status: 'Test' }));
    expect(drill.json.deliveries.map(({ centre }: any) => centre)).toEqual(['rs']);
    const doubtful = await submit(cap({ headline: 'TEST: Missing child' }));
    expect(brief(doubtful.json.issues)).toEqual(['warning STATUS_CONFLICT']);
    expect(doubtful.json.deliveries.every(({ state }: any) => state === 'held')).toBe(true);
  });
});

describe('The table of rules', () => {
  /** R11 has its tests with the way out, where content is taken out (test/flow/embedded-content.test.ts). */
  const ELSEWHERE = ['R11'];

  test('has a test here for each rule about what is done with a message', () => {
    const titles = new Set([...readFileSync(new URL(import.meta.url), 'utf8').matchAll(/\('([A-Z]\d\d): /g)].map(([, id]) => id!));
    expect([...titles, ...ELSEWHERE].sort()).toEqual(RULE_IDS.filter((id) => CAP_RULES[id].level === 'B').sort());
  });
});
