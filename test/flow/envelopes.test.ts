// Envelopes on the whole way in: each alert in them accepted or refused by itself, held where its envelope says test, never an empty success.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { atom, bare, contentObject, edxl, embedded, entry } from '../cap/envelope-sample.js';
import { ENGINES } from '../postgres.js';
import { cap, eventually, startTestGateway, type TestGateway } from './harness.js';

const SIGNATURE = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue></Signature>';

describe.each(ENGINES)('an envelope on the %s engine', (engine) => {
  let gateway: TestGateway;
  beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }], { engine }); });
  afterAll(() => gateway.stop());

  const post = (xml: string) => gateway.call('al', 'POST', '/v1/alerts', xml);
  const inbox = async (alert: string): Promise<any> => (await gateway.call('gr', 'GET', '/v1/inbox?wait=3')).json.items.find((item: any) => item.alert === alert);

  test('of EDXL-DE with one good and one bad alert has the good one relayed and the bad one refused, with its place', async () => {
    const [good, bad] = [cap(), cap()];
    const answer = await post(edxl(contentObject(bare(good.xml)) + contentObject(bare(bad.xml).replace('<scope>Public</scope>', '<scope>Private</scope>'))));
    expect(answer).toMatchObject({
      status: 201,
      json: { items: [
        { http: 201, receipt: { key: { identifier: good.identifier }, issues: [] } },
        { http: 422, problem: { code: 'INVALID', issues: [{ code: 'CAP_A22', path: '/EDXLDistribution/contentObject[2]/xmlContent/embeddedXMLContent/alert' }] } },
      ] },
    });
    const { id } = answer.json.items[0].receipt;
    expect(await inbox(id)).toMatchObject({ contentType: 'application/cap+xml', body: expect.stringContaining(`<identifier>${good.identifier}</identifier>`) });
    const { json } = await gateway.call('al', 'GET', `/v1/alerts/${id}`);
    expect(json.gateway).toMatchObject({ adapter: 'edxl-de', envelope: { format: 'edxl-de', id: 'D-2026-0007', sender: 'desk@al.example.org' }, effectiveStatus: 'Actual' });
  });

  test('that says Test holds a real alert in it until its origin confirms, and nothing else', async () => {
    const [real, drill] = [cap(), cap({ status: 'Test' })];
    const { status, json: { items } } = await post(edxl(contentObject(bare(real.xml), bare(drill.xml)), { status: 'Test' }));
    expect(status).toBe(201);
    expect(items[0].receipt).toMatchObject({ status: 'Actual', deliveries: [{ centre: 'gr', state: 'held' }], issues: [{ code: 'STATUS_CONFLICT', level: 'warning' }] });
    expect(items[0].receipt.issues[0].message).toContain('/EDXLDistribution/distributionStatus: Test');
    expect(items[1].receipt).toMatchObject({ status: 'Test', deliveries: [], issues: [{ code: 'ROUTE_NOBODY' }] });
    await gateway.call('al', 'POST', `/v1/alerts/${items[0].receipt.id}/confirm`, { status: 'Actual' });
    expect(await eventually(async () => (await inbox(items[0].receipt.id)) !== undefined)).toBe(true);
  });

  test('may carry one alert twice, and an alert that came by itself before', async () => {
    const [one, other] = [cap(), cap()];
    await post(other.xml);
    const { status, json } = await post(atom(entry(embedded(bare(one.xml)), 'a'), entry(embedded(bare(one.xml)), 'b'), entry(embedded(bare(other.xml)), 'c'), entry(embedded(bare(one.xml).replace('red jacket', 'blue jacket')), 'd')));
    expect(status).toBe(201);
    expect(json.items.map(({ http }: any) => http)).toEqual([201, 200, 200, 409]);
    expect(json.items[1].receipt.id).toBe(json.items[0].receipt.id);
  });

  test('lets a signed alert out without its signature, and without the alerts beside it', async () => {
    const [signed, other] = [cap(), cap()];
    const { json: { items } } = await post(edxl(contentObject(bare(signed.xml).replace('</alert>', `${SIGNATURE}</alert>`), bare(other.xml))));
    expect(items[0].receipt.issues).toMatchObject([{ code: 'SIGNATURE_ENVELOPED', level: 'warning' }]);
    const { body } = await inbox(items[0].receipt.id);
    expect(body).toContain(signed.identifier);
    expect(body).not.toMatch(new RegExp(`Signature|EDXL|${other.identifier}`));
  });

  test('takes the empty list of a quiet day for what it is', async () => {
    expect(await post('[]')).toMatchObject({ status: 200, json: { items: [] } });
  });

  test.each([
    ['a feed of links', atom(entry('<link href="https://al.example.org/7"/>')), 422, 'INVALID', ['FEED_LINKED', 'FEED_EMPTY']],
    ['an envelope without content', edxl(''), 422, 'INVALID', ['FEED_EMPTY']],
    ['an envelope with a DOCTYPE', edxl('').replace('<EDXL', '<!DOCTYPE x><EDXL'), 400, 'UNREADABLE', ['XML_DOCTYPE']],
  ])('is no success without an alert: %s', async (_what, xml, status, code, issues) => {
    const answer = await post(xml);
    expect(answer).toMatchObject({ status, json: { code } });
    expect((answer.json.issues ?? []).map((issue: any) => issue.code)).toEqual(issues);
  });
});
