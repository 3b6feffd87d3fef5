// R11: content embedded in a message is not sent on; receivers fetch it from the gateway, with their key and as long as the alert lives.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { cap, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it', withhold: ['child.photo'] }, { id: 'mk', statuses: ['Test'] }]); });
afterAll(() => gateway.stop());

const SHEET = Buffer.from('not really a PDF, but nobody looks');
const PICTURE = Buffer.from('not really a picture');
const SCRIPT = Buffer.from('<script>alert(1)</script>');
const resource = (mimeType: string, content: Buffer, uri: string): string =>
  `<resource><resourceDesc>Photo</resourceDesc><mimeType>${mimeType}</mimeType><uri>${uri}</uri><derefUri>${content.toString('base64')}</derefUri></resource>`;
const RESOURCES = resource('application/pdf', SHEET, 'sheet.pdf') + resource('text/html', SCRIPT, 'page.html') + resource('image/jpeg', PICTURE, 'photo.jpg');

const withResources = (xml: string): string => xml.replace(/(?=<area>|<\/info>)/, RESOURCES);

const fetched = async (who: string, path: string): Promise<{ status: number; type?: string; body: Buffer }> => {
  const { statusCode, headers, body } = await request(gateway.url + path, { headers: { authorization: `Bearer ${gateway.keys[who]}` } });
  return { status: statusCode, type: headers['content-type'] as string, body: Buffer.from(await body.arrayBuffer()) };
};

describe('R11: content embedded in a message', () => {
  let id: string;
  let toGreece: string;
  const contents = (n: number): string => `/v1/alerts/${id}/resources/0/${n}`;

  beforeAll(async () => {
    const { status, json } = await gateway.call('al', 'POST', '/v1/alerts', withResources(cap({ sender: 'desk@al.example.org' }).xml));
    expect(status).toBe(201);
    ({ id } = json);
    toGreece = (await gateway.call('gr', 'GET', '/v1/inbox')).json.items.find((one: any) => one.alert === id).body;
  });

  test('is not sent on: its address is, with size and digest, and the message says that it was changed', () => {
    expect(toGreece).not.toContain('derefUri');
    expect(toGreece).toContain(`<uri>${gateway.url}${contents(0)}</uri>`);
    expect(toGreece).toContain(`<size>${SHEET.length}</size>`);
    expect(toGreece).toContain(`<digest>${createHash('sha1').update(SHEET).digest('hex')}</digest>`);
    expect(toGreece).toContain('<code>urn:alertbridge:changed</code>');
  });

  test('is there for who was sent the address, and for its origin', async () => {
    for (const who of ['gr', 'al', 'liaison']) expect(await fetched(who, contents(0))).toEqual({ status: 200, type: 'application/pdf', body: SHEET });
  });

  test('is shown as what it is only where that is harmless', async () => {
    expect(await fetched('gr', contents(1))).toEqual({ status: 200, type: 'application/octet-stream', body: SCRIPT });
  });

  test('is no way to a picture of a child, which has a link of its own (photos.test.ts)', async () => {
    for (const who of ['gr', 'it']) expect((await fetched(who, contents(2))).status).toBe(404);
    expect(await fetched('al', contents(2))).toMatchObject({ status: 200, body: PICTURE });
  });

  test('is not there for who was sent nothing, or asks for what was not embedded', async () => {
    expect((await fetched('it', contents(1))).status).toBe(200);
    expect((await fetched('mk', contents(0))).status).toBe(404);
    for (const path of [contents(3), `/v1/alerts/${id}/resources/1/0`, `/v1/alerts/${id}/resources/x/y`]) expect((await fetched('gr', path)).status).toBe(404);
  });

  test('stays in the message for its origin', async () => {
    const { json } = await gateway.call('al', 'GET', `/v1/alerts/${id}`);
    expect(json.info[0].resource.map(({ derefUri }: any) => derefUri)).toEqual([SHEET, SCRIPT, PICTURE].map((content) => content.toString('base64')));
  });
});
