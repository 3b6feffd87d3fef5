// Formats for a centre's own channels, on the whole way: encoded for the country and by the confirmed status of each delivery.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { cap, startTestGateway, type TestGateway } from './harness.js';

const CENTRES = [
  { id: 'al' }, { id: 'gr', adapter: 'cell-broadcast', sendAdapter: 'cap', extracted: true }, { id: 'de', adapter: 'cell-broadcast', sendAdapter: 'cap', extracted: true }, { id: 'it', adapter: 'atom', sendAdapter: 'cap' },
  { id: 'mk', adapter: 'geojson', sendAdapter: 'cap' }, { id: 'me', adapter: 'denm', sendAdapter: 'cap' }, { id: 'hr', adapter: 'edxl-de', sendAdapter: 'cap' },
];

describe.each(ENGINES)('an alert for other channels on the %s engine', (engine) => {
  let gateway: TestGateway;
  beforeAll(async () => { gateway = await startTestGateway(CENTRES, { engine }); });
  afterAll(() => gateway.stop());

  const item = async (centre: string, alert: string): Promise<any> => (await gateway.call(centre, 'GET', '/v1/inbox?wait=3')).json.items.find((one: any) => one.alert === alert);

  test('comes to each in its own format, with what its country makes of it', async () => {
    const { xml, identifier } = cap({ headline: 'Child abducted, 11 years' });
    const sent = await gateway.call('al', 'POST', '/v1/alerts', xml.replace('</certainty>', '</certainty><eventCode><valueName>SAME</valueName><value>CAE</value></eventCode>'));
    expect(sent).toMatchObject({ status: 201 });
    const { id } = sent.json;
    const [greek, german, italian, macedonian, montenegrin, croatian] = await Promise.all(CENTRES.slice(1).map(({ id: centre }) => item(centre, id)));
    expect(bodyOf(greek)).toMatchObject({ warning: identifier, status: 'Actual', channel: { country: 'GR', state: 'available' }, messages: [{ messageIdentifier: 4379 }] });
    expect(bodyOf(german)).toMatchObject({ warning: identifier, channel: { country: 'DE', state: 'disabled' } });
    expect(italian).toMatchObject({ contentType: 'application/atom+xml', body: expect.stringContaining(`<identifier>${identifier}</identifier>`) });
    expect([macedonian.contentType, bodyOf(macedonian)]).toMatchObject(['application/geo+json', { type: 'FeatureCollection', features: [{ properties: { identifier } }] }]);
    expect(bodyOf(montenegrin)).toMatchObject({ denm: { situation: { eventType: { causeCode: 15, subCauseCode: 5 } } } });
    expect(croatian.body).toContain('<distributionStatus>Actual</distributionStatus>');
  });

  test('confirmed as real in spite of a sign of a test goes out as real', async () => {
    const { xml } = cap({ headline: '***TEST*** Child missing, 11 years' });
    const { json } = await gateway.call('al', 'POST', '/v1/alerts', xml);
    expect(json.deliveries).toContainEqual(expect.objectContaining({ centre: 'gr', state: 'held' }));
    expect(json.issues.filter(({ code }: { code: string }) => code === 'ROUTE_NOT_CARRIED').map(({ message }: { message: string }) => message)).toEqual([expect.stringContaining('centre me ')]);
    await gateway.call('al', 'POST', `/v1/alerts/${json.id}/confirm`, { status: 'Actual' });
    expect(bodyOf(await item('gr', json.id))).toMatchObject({ status: 'Actual', messages: [{ messageIdentifier: 4379 }] });
    expect((await item('hr', json.id)).body).toContain('<distributionStatus>Actual</distributionStatus>');
  });
});

const bodyOf = ({ body }: { body: unknown }): unknown => (typeof body === 'string' ? JSON.parse(body) : body);
