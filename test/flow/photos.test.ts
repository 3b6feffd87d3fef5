// Pictures of children through the public door: taken from the origin, cleaned, shown by links of each recipient's own that die, every showing logged.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import sharp from 'sharp';
import { request } from 'undici';
import type { Clock } from '../../src/clock.js';
import { gifBomb, hugePng, laden, noise, SECRETS, silhouette } from '../photos/made-up-photos.js';
import { feedServer, type FeedServer } from './feed-server.js';
import { signXml } from '../sign-xml.js';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';
import { childAlert, embedded, linked, type PhotoSpec } from './photo-case.js';

let gateway: TestGateway;
let pictures: FeedServer;
let hook: Receiver;
let laterMs = 0;
const clock: Clock = { now: () => new Date(Date.now() + laterMs), monotonic: () => performance.now() };
const LINK_MINUTES = 5;

beforeAll(async () => {
  [pictures, hook] = await Promise.all([feedServer(), receiver()]);
  gateway = await startTestGateway([
    { id: 'al', adapter: 'cap-json' }, { id: 'gr', adapter: 'cap-json' }, { id: 'mk', adapter: 'cap', webhook: hook }, { id: 'it', adapter: 'cap-json', withhold: ['child.photo'] },
  ], { clock, env: { ALERTBRIDGE_PHOTO_LINK_MINUTES: String(LINK_MINUTES) } });
});
afterAll(async () => { await gateway.stop(); await Promise.all([pictures.close(), hook.close()]); });

const submit = async (spec: PhotoSpec): Promise<{ id: string; alert: any }> => {
  const alert = childAlert(spec);
  const { status, json, text } = await gateway.call('al', 'POST', '/v1/alerts?adapter=cap-json', alert);
  expect([status, status === 201 ? '' : text]).toEqual([201, '']);
  return { id: json.id, alert };
};

const statesOf = async (id: string, who = 'al'): Promise<any[]> => (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).json.photos;
const settled = async (id: string): Promise<any[]> => {
  expect(await eventually(async () => (await statesOf(id)).every(({ state }) => state !== 'waiting'), 30_000)).toBe(true);
  return statesOf(id);
};
const readBy = async (who: string, id: string): Promise<any> => (await gateway.call(who, 'GET', `/v1/alerts/${id}`)).json;
const linkFor = async (who: string, id: string): Promise<string> => (await readBy(who, id)).info[0].resource[0].uri;

interface Shown { status: number; headers: Record<string, any>; body: Buffer; code?: string }
const show = async (link: string, query = ''): Promise<Shown> => {
  const { statusCode, headers, body } = await request(link + query);
  const bytes = Buffer.from(await body.arrayBuffer());
  return { status: statusCode, headers, body: bytes, ...(statusCode >= 400 ? { code: JSON.parse(bytes.toString('utf8')).code } : {}) };
};
const reads = async (id: string): Promise<any[]> => (await gateway.call('auditor', 'GET', `/v1/disclosures?alert=${id}`)).json.items.filter(({ what }: any) => what === 'photo').map(({ who, channel }: any) => `${who} by ${channel}`);

describe('a picture by link', () => {
  let id: string;
  let uri: string;
  beforeAll(async () => {
    uri = pictures.url('/children/ana.jpg');
    pictures.publish('/children/ana.jpg', await laden(), { 'content-type': 'text/plain' });
    ({ id } = await submit({ resource: [linked(uri, { size: 9, digest: 'ab'.repeat(20) })], photos: [{ uri, digest: 'cd'.repeat(32) }] }));
    await settled(id);
  });

  test('is fetched once, whatever its content type says, and its state is told in codes', async () => {
    expect(pictures.statuses('/children/ana.jpg')).toEqual([200]);
    expect(await statesOf(id, 'operator')).toEqual([{ place: 0, path: '/info/0/resource/0', state: 'kept', code: null, placeholder: null, attempts: 1, nextAttemptAt: null, width: 300, height: 400, bytes: expect.any(Number) }]);
  });

  test('leaves as a link of the recipient\'s own, with size and digest of the cleaned picture; the origin\'s address goes nowhere', async () => {
    const alert = await readBy('gr', id);
    expect(JSON.stringify(alert)).not.toContain('/children/ana.jpg');
    const [{ uri: link, ...resource }] = alert.info[0].resource;
    expect(link.startsWith(`${gateway.url}/v1/photos/`)).toBe(true);
    const { body } = await show(link);
    const digest = (algorithm: string): string => createHash(algorithm).update(body).digest('hex');
    expect(resource).toEqual({ resourceDesc: 'Photo', mimeType: 'image/jpeg', size: body.length, digest: digest('sha1') });
    expect(alert.case.children[0].photos).toEqual([{ uri: expect.stringContaining('/v1/photos/'), mimeType: 'image/jpeg', digest: digest('sha256') }]);
    expect(alert.code).toContain('urn:alertbridge:changed');
  });

  test('is shown without a byte of what was hidden in it, and so that nothing on the way keeps it', async () => {
    const link = await linkFor('gr', id);
    const full = await show(link);
    const small = await show(link, '?size=thumbnail');
    for (const { body } of [full, small]) expect(SECRETS.filter((secret) => body.includes(secret))).toEqual([]);
    expect([(await sharp(full.body).metadata()).width, (await sharp(small.body).metadata()).height]).toEqual([300, 320]);
    expect(full.headers).toMatchObject({
      'content-type': 'image/jpeg', 'cache-control': 'private, no-store', 'content-disposition': 'inline; filename="photo.jpg"', 'x-content-type-options': 'nosniff', 'x-robots-tag': expect.stringContaining('noindex'), 'referrer-policy': 'no-referrer',
    });
  });

  test('is logged each time, with who was shown what', async () => {
    const { id: other } = await submit({ resource: [linked(uri)] });
    await settled(other);
    const [link, liaison] = [await linkFor('gr', other), (await readBy('mk', other)).info[0].resource[0].uri];
    await show(link);
    await show(link, '?size=thumbnail');
    await show(liaison);
    await show(link, '?size=huge');
    expect(await eventually(async () => (await reads(other)).length === 3) && await reads(other)).toEqual(['gr by link', 'gr by link', 'mk by link']);
  });

  test('stays as it was for its origin', async () => {
    const alert = await readBy('al', id);
    expect(alert.info[0].resource).toEqual([linked(uri, { size: 9, digest: 'ab'.repeat(20) })]);
    expect(alert.case.children[0].photos).toEqual([{ uri, digest: 'cd'.repeat(32) }]);
    expect((await gateway.call('al', 'GET', `/v1/alerts/${id}`, undefined, { accept: 'application/vnd.alertbridge.original' })).text).toContain(uri);
  });

  test('reaches a webhook as a link, and a centre that may have no photos not at all', async () => {
    expect(await eventually(() => hook.got.some(({ body }) => body.includes('/v1/photos/')))).toBe(true);
    const { body } = hook.got.find((one) => one.body.includes('/v1/photos/'))!;
    expect(body).not.toContain('/children/ana.jpg');
    expect((await show(/<uri>([^<]+)<\/uri>/.exec(body)![1]!)).status).toBe(200);
    const toItaly = JSON.stringify((await gateway.call('it', 'GET', '/v1/inbox')).json.items.find((item: any) => item.alert === id));
    expect(toItaly).not.toMatch(/v1\/photos|ana\.jpg|urn:alertbridge:photo/);
  });
});

describe('an embedded picture', () => {
  test('is taken out of the message, once for all its places, and leaves as a link', async () => {
    const content = await laden();
    const { id } = await submit({ resource: [embedded(content), { resourceDesc: 'Page', mimeType: 'text/html', derefUri: Buffer.from('<p>hello</p>').toString('base64') }], photos: [{ uri: 'photo.jpg' }, { uri: `data:image/jpeg;base64,${content.toString('base64')}` }] });
    expect(await settled(id)).toMatchObject([{ place: 0, state: 'kept' }]);
    const alert = await readBy('gr', id);
    expect(JSON.stringify(alert)).not.toMatch(/derefUri|data:image/);
    const links = [alert.info[0].resource[0].uri, ...alert.case.children[0].photos.map(({ uri }: any) => uri)];
    for (const link of links) expect((await show(link)).status).toBe(200);
    // What is no picture is fetched as before.
    expect((await gateway.call('gr', 'GET', new URL(alert.info[0].resource[1].uri).pathname)).text).toBe('<p>hello</p>');
    expect((await gateway.call('gr', 'GET', `/v1/alerts/${id}/resources/0/0`)).status).toBe(404);
    expect((await readBy('al', id)).info[0].resource[0].derefUri).toBe(content.toString('base64'));
  });

  test('of an alert about no child is left alone', async () => {
    const { id } = await submit({ resource: [linked('https://maps.example.org/map.png')], case: undefined, headline: 'Storm warning', event: 'Storm' } as PhotoSpec);
    expect(await statesOf(id)).toEqual([]);
    expect(await linkFor('gr', id)).toBe('https://maps.example.org/map.png');
  });
});

describe('what is no picture', () => {
  const behaviours: [string, string, () => Promise<Buffer> | Buffer][] = [
    ['svg', 'NOT_A_PICTURE', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')], ['html', 'NOT_A_PICTURE', () => Buffer.from('<!doctype html>')],
    ['text.jpg', 'NOT_A_PICTURE', () => Buffer.from('no picture')], ['bomb.gif', 'TOO_MANY_PIXELS', () => gifBomb()], ['huge.png', 'TOO_MANY_PIXELS', () => hugePng(60_000, 60_000)],
    ['large.jpg', 'TOO_LARGE', async () => Buffer.concat([await noise(), Buffer.alloc(10 * 1024 * 1024)])], ['empty.jpg', 'EMPTY', () => Buffer.alloc(0)],
  ];

  test('is refused with a code, shown to nobody, and told to people once', async () => {
    for (const [name, , make] of behaviours) pictures.publish(`/bad/${name}`, await make(), { 'content-type': 'image/jpeg' });
    const { id } = await submit({ resource: behaviours.map(([name]) => linked(pictures.url(`/bad/${name}`))) });
    expect((await settled(id)).map(({ state, code }) => [state, code])).toEqual(behaviours.map(([, code]) => ['failed', code]));
    const alert = await readBy('gr', id);
    for (const { uri } of alert.info[0].resource) expect(await show(uri)).toMatchObject({ status: 404, code: 'PHOTO_FAILED' });
    expect(await reads(id)).toEqual([]);
    const { timeline } = (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json;
    expect(timeline.filter(({ type }: any) => type === 'photo.failed').map(({ detail }: any) => detail.error).sort()).toEqual(behaviours.map(([, code]) => code).sort());
  }, 60_000);

  test('embedded and cut off, without an address, or one too many: failed for good as well', async () => {
    const cut = await submit({ resource: [embedded((await noise()).subarray(0, 5_000)), linked('ftp://example.org/ana.jpg')], photos: [{ uri: 'photo-of-ana.jpg' }] });
    expect((await settled(cut.id)).map(({ code }) => code)).toEqual(['DAMAGED', 'NO_ADDRESS', 'NO_ADDRESS']);
    const many = await submit({ resource: Array.from({ length: 30 }, (_, n) => linked(`ftp://example.org/${n}.jpg`)) });
    const states = await settled(many.id);
    expect([states.length, states.at(-1).code]).toEqual([21, 'TOO_MANY']);
    expect(JSON.stringify(await readBy('gr', many.id))).not.toContain('ftp://');
  });

  test('but comes later: a server that fails, redirects or cuts off is asked again', async () => {
    pictures.misbehave('/late.jpg', (response) => response.writeHead(503).end());
    pictures.misbehave('/moved.jpg', (response) => response.writeHead(302, { location: pictures.url('/children/ana.jpg') }).end());
    const { id } = await submit({ resource: [linked(pictures.url('/late.jpg')), linked(pictures.url('/moved.jpg'))] });
    expect(await eventually(async () => (await statesOf(id)).every(({ code }) => code !== null))).toBe(true);
    expect(await statesOf(id)).toMatchObject([{ state: 'waiting', code: 'HTTP_503', nextAttemptAt: expect.any(String) }, { state: 'waiting', code: 'HTTP_302' }]);
    pictures.publish('/late.jpg', await noise());
    expect(await eventually(async () => (await statesOf(id))[0].state === 'kept', 15_000)).toBe(true);
    expect((await statesOf(id))[0].attempts).toBe(2);
  }, 60_000);
});

describe('links', () => {
  let id: string;
  beforeAll(async () => {
    pictures.publish('/links.jpg', await noise());
    ({ id } = await submit({ resource: [linked(pictures.url('/links.jpg'))] }));
    await settled(id);
  });

  test('are personal: no two recipients have the same, and each reading gives a fresh one', async () => {
    const first = await linkFor('gr', id);
    laterMs = 2_000;
    const [again, other] = [await linkFor('gr', id), (await gateway.call('mk', 'GET', `/v1/alerts/${id}`)).json.info[0].resource[0].uri];
    laterMs = 0;
    expect(new Set([first, again, other]).size).toBe(3);
  });

  test('die: after their time they are 410 and say how to get another, which works', async () => {
    const link = await linkFor('gr', id);
    laterMs = LINK_MINUTES * 60_000 - 2_000;
    expect((await show(link)).status).toBe(200);
    laterMs = LINK_MINUTES * 60_000 + 1_000;
    const dead = await show(link);
    expect(dead).toMatchObject({ status: 410, code: 'PHOTO_LINK_ENDED' });
    expect(dead.body.toString()).toContain('GET /v1/alerts/{id}');
    expect((await show(await linkFor('gr', id))).status).toBe(200);
    laterMs = 0;
  });

  test('altered or made up they are 403', async () => {
    const link = await linkFor('gr', id);
    const swapped = link.endsWith('A') ? 'B' : 'A';
    for (const forged of [`${gateway.url}/v1/photos/x`, link.slice(0, -1), link.slice(0, -1) + swapped, `${link}A`]) expect(await show(forged)).toMatchObject({ status: 403, code: 'PHOTO_LINK_INVALID' });
  });

  test('end with the consent: an Update that takes it back holds for the links of before', async () => {
    const { id: before, alert } = await submit({ resource: [linked(pictures.url('/links.jpg'))] });
    await settled(before);
    const link = await linkFor('gr', before);
    expect((await show(link)).status).toBe(200);
    const { id: after } = await submit({ msgType: 'Update', references: [{ sender: alert.sender, identifier: alert.identifier, sent: alert.sent }], resource: [linked(pictures.url('/links.jpg'))], consent: { photo: false } });
    expect(await show(link)).toMatchObject({ status: 403, code: 'PHOTO_WITHHELD' });
    expect((await readBy('gr', after)).info[0].resource ?? []).toEqual([]);
  });

  test('end when the network file withholds photos from the centre, and with its place in it', async () => {
    const link = await linkFor('gr', id);
    await gateway.changeNetwork((network) => { network.centres[1].receive.withhold = ['child.photo']; });
    expect(await show(link)).toMatchObject({ status: 403, code: 'PHOTO_WITHHELD' });
    await gateway.changeNetwork((network) => { delete network.centres[1].receive.withhold; });
    expect((await show(link)).status).toBe(200);
  });

  test('end when the child is found: after the Cancel nothing is shown', async () => {
    const { id: cancelled, alert } = await submit({ resource: [linked(pictures.url('/links.jpg'))] });
    await settled(cancelled);
    const link = await linkFor('gr', cancelled);
    const cancel = { ...childAlert({ msgType: 'Cancel', references: [{ sender: alert.sender, identifier: alert.identifier, sent: alert.sent }] }), case: undefined, info: undefined };
    expect((await gateway.call('al', 'POST', '/v1/alerts?adapter=cap-json', cancel)).status).toBe(201);
    expect(await show(link)).toMatchObject({ status: 410, code: 'PHOTO_LINK_ENDED' });
  });
});

describe('a picture that is not here yet', () => {
  test('is waited for', async () => {
    const photo = await noise();
    pictures.misbehave('/slow.jpg', (response) => { setTimeout(() => response.writeHead(200).end(photo), 2_000); });
    const { id } = await submit({ resource: [linked(pictures.url('/slow.jpg'))] });
    expect((await show(await linkFor('gr', id))).status).toBe(200);
  });

  test('is 503 after ten seconds, with the time to ask again', async () => {
    pictures.misbehave('/never.jpg', () => undefined);
    const { id } = await submit({ resource: [linked(pictures.url('/never.jpg'))] });
    const [started, answer] = [performance.now(), await show(await linkFor('gr', id))];
    expect([answer.status, answer.code, answer.headers['retry-after']]).toEqual([503, 'PHOTO_WAITING', '30']);
    expect(performance.now() - started).toBeGreaterThan(9_000);
  }, 30_000);

  test('delays no delivery, and no picture of another origin, however its server drips', async () => {
    pictures.misbehave('/drip.jpg', (response) => { response.writeHead(200); const timer = setInterval(() => response.write('x'), 500); response.once('close', () => clearInterval(timer)); });
    const began = performance.now();
    const { id } = await submit({ resource: Array.from({ length: 12 }, (_, n) => linked(pictures.url(`/drip.jpg?${n}`))), headline: 'Missing: Drin Shembull, 7' });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await eventually(() => hook.got.some(({ body }) => body.includes('Drin')), 3_000)).toBe(true);
    pictures.publish('/greek.jpg', await noise());
    const alert = { ...childAlert({ resource: [linked(pictures.url('/greek.jpg'))] }), sender: 'desk@gr.example.org' };
    const { json } = await gateway.call('gr', 'POST', '/v1/alerts?adapter=cap-json', alert);
    expect(await eventually(async () => (await statesOf(json.id, 'gr'))[0].state === 'kept', 5_000)).toBe(true);
    expect((await statesOf(id)).every(({ state }) => state === 'waiting')).toBe(true);
  }, 30_000);
});

describe('a picture that stands for a missing photo', () => {
  test('is marked where the case lists it, by what the origin said, its address or its content, and is shown all the same', async () => {
    pictures.publish('/img/geen-foto.jpg', await noise());
    pictures.publish('/img/1.jpg', await silhouette());
    for (const path of ['/img/2.jpg', '/img/3.jpg']) pictures.publish(path, await noise());
    const { id } = await submit({ photos: [{ uri: pictures.url('/img/geen-foto.jpg') }, { uri: pictures.url('/img/1.jpg') }, { uri: pictures.url('/img/2.jpg'), placeholder: true }, { uri: pictures.url('/img/3.jpg') }] });
    expect((await settled(id)).map(({ placeholder }) => placeholder)).toEqual(['address', 'content', 'declared', null]);
    const { photos } = (await readBy('gr', id)).case.children[0];
    expect(photos.map(({ placeholder = false }: any) => placeholder)).toEqual([true, true, true, false]);
    for (const { uri } of photos) expect((await show(uri)).status).toBe(200);
  });

  test('is known by its third case of one origin, also in the cases before', async () => {
    pictures.publish('/img/stock.jpg', await noise(300, 300, 90));
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { id } = await submit({ photos: [{ uri: pictures.url('/img/stock.jpg') }] });
      ids.push(id);
      expect((await settled(id))[0].placeholder).toBe(n < 2 ? null : 'repeated');
    }
    expect((await statesOf(ids[0]!))[0].placeholder).toBe('repeated');
  });
});

test('a signed alert leaves byte for byte, unless it shows pictures of a child: those are links, and the signature goes', async () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const picture = '<resource><resourceDesc>Photo</resourceDesc><mimeType>image/jpeg</mimeType><uri>https://origin.example.org/signed.jpg</uri></resource>';
  const [plain, pictured] = [cap().xml, cap().xml.replace(/(?=<area>)/, picture)].map((xml) => signXml(xml, { key }));
  for (const xml of [plain, pictured]) expect((await gateway.call('al', 'POST', '/v1/alerts', xml)).status).toBe(201);
  const bodyOf = (xml: string): string | undefined => hook.got.find(({ body }) => body.includes(/<identifier>.*?<\/identifier>/.exec(xml)![0]))?.body;
  expect(await eventually(() => bodyOf(plain!) !== undefined && bodyOf(pictured!) !== undefined)).toBe(true);
  expect(bodyOf(plain!)).toBe(plain);
  expect([/origin\.example\.org|Signature/.test(bodyOf(pictured!)!), bodyOf(pictured!)!.includes('urn:alertbridge:changed'), bodyOf(pictured!)!.includes('/v1/photos/')]).toEqual([false, true, true]);
});

test('a picture in every version of one case is no placeholder', async () => {
  pictures.publish('/img/same.jpg', await noise(320, 240, 100));
  const photos = [{ uri: pictures.url('/img/same.jpg') }];
  const { alert } = await submit({ photos });
  const references = [{ sender: alert.sender, identifier: alert.identifier, sent: alert.sent }];
  for (let n = 0; n < 3; n += 1) {
    const { id } = await submit({ msgType: 'Update', references, photos });
    expect(await settled(id)).toMatchObject([{ state: 'kept', placeholder: null }]);
  }
});

test('no picture, word or address is left readable in the database folder', async () => {
  const grep = (text: string): string => { try { return execFileSync('grep', ['-rlaF', text, gateway.dataDir], { encoding: 'utf8' }); } catch { return ''; } };
  expect(['/children/ana.jpg', 'Zamira Shembull', 'JFIF'].map(grep)).toEqual(['', '', '']);
});
