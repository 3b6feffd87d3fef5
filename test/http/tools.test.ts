// The two tools that store nothing: what validate and convert promise (contract 5 and 8).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { adapterFile } from '../adapter/national-documents.js';
import { cap, startTestGateway, type Answer, type TestGateway } from '../flow/harness.js';

let gateway: TestGateway;
beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }]); });
afterAll(() => gateway.stop());

const updateAndCancel = (): any[] => JSON.parse(readFileSync(adapterFile('nl-burgernet/fixtures/update-and-cancel.json'), 'utf8'));
const refusal = (status: number, code: string) => ({ status, type: expect.stringMatching(/^application\/problem\+json/), json: { status, code, detail: expect.any(String) } });

describe('validate', () => {
  const validate = (body: string | Buffer | object, query = '') => gateway.call('reporter', 'POST', `/v1/validate${query}`, body);
  const codes = ({ json }: Answer): string[] => json.issues.map(({ code }: any) => code);

  test('gives the alert in the common model with what was noticed, and stores nothing', async () => {
    const message = cap();
    expect(await validate(message.xml)).toMatchObject({ status: 200, json: { valid: true, adapter: 'cap', alert: { identifier: message.identifier, msgType: 'Alert', gateway: { adapter: 'cap', effectiveStatus: 'Actual' } }, issues: [] } });
    expect((await gateway.call('al', 'POST', '/v1/validate', message.xml)).json.alert.gateway).not.toHaveProperty('receivedAt');
    expect((await gateway.call('liaison', 'GET', '/v1/alerts')).json.items).toEqual([]);
  });

  test('never looks at the present time: what ended long ago is as valid as what is sent next year', async () => {
    for (const sent of ['2011-05-25T10:00:00+02:00', '2091-05-25T10:00:00+02:00']) {
      expect((await validate(cap({ sent, expires: sent.replace('25T', '26T') }).xml)).json).toMatchObject({ valid: true, issues: [] });
      expect((await validate(cap({ sent, expires: null }).xml)).json).toMatchObject({ valid: true });
    }
  });

  test('answers 200 with what is wrong, and where, for a message that breaks rules', async () => {
    const answer = await validate(cap().xml.replace('<urgency>Immediate</urgency>', '<urgency>Now</urgency>'));
    expect(answer).toMatchObject({ status: 200, json: { valid: false, adapter: 'cap' } });
    const issue = answer.json.issues.find(({ level }: any) => level === 'error');
    expect(issue).toMatchObject({ code: expect.stringMatching(/^CAP_/), path: expect.stringContaining('urgency'), message: expect.any(String), line: 2, column: expect.any(Number) });
  });

  test('answers 200 for a document that cannot be read, and 415 only where no format knows it', async () => {
    const broken = await validate('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>');
    expect(broken).toMatchObject({ status: 200, json: { valid: false, adapter: 'cap', alert: null } });
    expect(codes(broken)[0]).toMatch(/^XML_/);
    expect(codes(await validate('<!DOCTYPE alert><alert/>'))).toEqual(['XML_DOCTYPE']);
    expect(await validate('{"identifier":', '?adapter=al')).toMatchObject({ status: 200, json: { valid: false, adapter: 'al', alert: null } });
    expect((await validate('hello')).status).toBe(415);
  });

  test('judges by profiles where asked, and refuses one that is none', async () => {
    const message = cap().xml;
    expect((await validate(message)).json).toMatchObject({ valid: true, issues: [] });
    const judged = await validate(message, '?profile=ipaws,cap-cp');
    expect(judged.json.valid).toBe(false);
    expect(codes(judged)).toEqual(expect.arrayContaining(['PROFILE_IPAWS_01', 'PROFILE_CAPCP_03']));
    expect((await validate(message, '?profile=child-alert-eu')).json).toMatchObject({ valid: true, issues: expect.arrayContaining([expect.objectContaining({ code: 'PROFILE_CHILD_11', level: 'warning', path: '/alert/info[1]', line: 2 })]) });
    expect(await validate(message, '?profile=ipaws,telex')).toMatchObject(refusal(400, 'BAD_REQUEST'));
    expect((await validate(message, '?profile=telex')).json.detail).toContain('ipaws, cap-cp, child-alert-eu');
    expect((await validate(message, '?profile=')).json).toMatchObject({ valid: true, issues: [] });
  });

  test('judges each message of a document that holds several, in their order', async () => {
    const [update, cancel] = updateAndCancel();
    const { json } = await validate([update, { ...cancel, State: 'Perhaps' }]);
    expect(json).toMatchObject({ valid: false, adapter: 'nl-burgernet', alert: { msgType: 'Update' } });
    expect(json.alerts).toHaveLength(2);
    expect(json.alerts.map(({ issues }: any) => issues.some(({ level }: any) => level === 'error'))).toEqual([false, true]);
    expect(json.issues).toEqual(json.alerts[0].issues);
  });
});

describe('convert', () => {
  const convert = (body: string | object, query: string) => gateway.call('integrator', 'POST', `/v1/convert?${query}`, body);

  test('from CAP to CAP keeps everything', async () => {
    const source = cap({ description: 'Two\n lines &amp; Ελληνικά', note: 'a note', incidents: 'one "two three"', area: '<areaDesc>A</areaDesc><polygon>41,20 41,21 42,21 41,20</polygon><geocode><valueName>NUTS3</valueName><value>AL022</value></geocode><altitude>100.5</altitude>' }).xml;
    const converted = await convert(source, 'to=cap');
    expect(converted).toMatchObject({ status: 200, type: expect.stringContaining('application/cap+xml') });
    expect(converted.headers['alertbridge-losses']).toBe('0');
    const model = async (xml: string) => { const { gateway: _, ...alert } = (await gateway.call('integrator', 'POST', '/v1/validate', xml)).json.alert; return alert; };
    expect(await model(converted.text)).toEqual(await model(source));
    expect((await convert((await convert(source, 'to=cap-json')).text, 'to=cap')).text).toBe(converted.text);
  });

  test('looks at no clock, and counts what a format loses', async () => {
    const old = cap({ sent: '2011-05-25T10:00:00+02:00', expires: '2011-05-26T10:00:00+02:00', note: 'a note that Burgernet has no place for' }).xml;
    const converted = await convert(old, 'to=nl-burgernet&lang=nl');
    expect(converted).toMatchObject({ status: 200, json: [expect.objectContaining({ State: 'Actual', Type: 'Alert' })] });
    expect(Number(converted.headers['alertbridge-losses'])).toBeGreaterThan(0);
  });

  test('turns several messages into several', async () => {
    const several = updateAndCancel();
    expect((await convert(several, 'to=cap-json')).json.map(({ msgType }: any) => msgType)).toEqual(['Update', 'Cancel']);
    expect(await convert(several, 'to=cap')).toMatchObject(refusal(422, 'ENCODE_FAILED'));
  });

  test('judges what it would have to guess instead of converting it, and refuses formats nobody has', async () => {
    const judged = (code: string) => ({ status: 200, json: { valid: false, adapter: 'cap', alert: null, issues: expect.arrayContaining([expect.objectContaining({ code })]) } });
    expect(await convert(cap().xml.replace(/<identifier>[^<]*<\/identifier>/, ''), 'to=cap-json')).toMatchObject(judged('CAP_A01'));
    expect(await convert('<alert', 'to=cap')).toMatchObject(judged('XML_MALFORMED'));
    expect(await convert(cap().xml, 'to=telex')).toMatchObject(refusal(415, 'UNKNOWN_FORMAT'));
  });
});

describe('render', () => {
  const first = readFileSync(new URL('../../examples/first-alert.xml', import.meta.url));
  const render = (body: string | Buffer, query: string) => gateway.call('integrator', 'POST', `/v1/render?${query}`, body);

  test('writes the facts of a case in the languages asked for, each once', async () => {
    const { status, json } = await render(first, 'lang=el,%20sq,el-GR');
    expect([status, json.items.map(({ language }: any) => language)]).toEqual([200, ['el', 'sq']]);
    expect(json.items[0]).toMatchObject({ review: 'draft', headline: 'Απαγωγή παιδιού: Ana Shembull, 8 ετών', description: expect.stringContaining('AA 000 ZZ (Αλβανία)') });
  });

  test('names the languages there are where none is asked for, or one that is none', async () => {
    for (const query of ['', 'lang=', 'lang=hy']) expect(await render(first, query)).toMatchObject({ ...refusal(400, 'BAD_REQUEST'), json: { status: 400, code: 'BAD_REQUEST', detail: expect.stringContaining('Known are bg, bs, cnr,') } });
  });

  test('has nothing to write from where there is no case, where nobody is looked for, and where rules are broken', async () => {
    expect(await render(cap({ headline: 'Please look out', description: 'Call the desk.' }).xml, 'lang=el')).toMatchObject(refusal(422, 'ENCODE_FAILED'));
    expect(await render(first.toString('utf8').replace('<scope>Public</scope>', '<scope>Everybody</scope>'), 'lang=el')).toMatchObject(refusal(422, 'INVALID'));
    expect(await render('hello', 'lang=el')).toMatchObject(refusal(415, 'UNKNOWN_FORMAT'));
  });
});
