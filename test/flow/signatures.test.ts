// Signed messages through the door: what the network file records of a centre's keys decides between a finding and a refusal.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authority, issue } from '../certificates.js';
import { signXml, takesEcdsa, x509Data } from '../sign-xml.js';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ca = authority('Authority of Kosovo');
const desk = issue({ name: 'desk', by: ca });
const [wanted, other] = ['P-256', 'P-256'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve }));

let gateway: TestGateway;
let gr: Receiver;

beforeAll(async () => {
  gr = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'xk' }, { id: 'me' }, { id: 'gr', webhook: gr }]);
  writeFileSync(join(gateway.dataDir, 'ca.pem'), ca.cert);
  await gateway.changeNetwork(({ centres: [al, xk, me] }) => {
    al.signing = { keys: [rsa.publicKey.export({ type: 'spki', format: 'pem' })] };
    xk.signing = { keys: ['ca.pem'] };
    me.signing = { required: true, keys: [wanted!.publicKey.export({ format: 'jwk' })] };
  });
});
afterAll(async () => { await gateway.stop(); await gr.close(); });

const submit = async (who: string, xml: string | Buffer): Promise<{ status: number; issues: string[]; text: string }> => {
  const { status, json, text } = await gateway.call(who, 'POST', '/v1/alerts', xml);
  return { status, issues: json.issues.filter(({ code }: any) => code.startsWith('SIGNATURE')).map(({ code, level, path, line }: any) => `${level} ${code} ${path} ${typeof line}`), text };
};

describe('where signatures are not required', () => {
  test('a good one by a recorded key is accepted without a word, and leaves as it came', async () => {
    const alert = cap();
    const xml = signXml(alert.xml, { key: rsa.privateKey });
    expect(await submit('al', xml)).toMatchObject({ status: 201, issues: [] });
    expect(await eventually(() => gr.got.some(({ body }) => body === xml))).toBe(true);
  });

  test('a good one by a certificate of a recorded authority too', async () => {
    expect(await submit('xk', signXml(cap().xml, { key: desk.privateKey, keyInfo: x509Data(desk.cert) }))).toMatchObject({ status: 201, issues: [] });
  });

  test('a changed message, and one by a stranger, are accepted with a warning at the Signature', async () => {
    const xml = signXml(cap().xml, { key: rsa.privateKey });
    expect(await submit('al', xml.replace('red jacket', 'blue jacket'))).toMatchObject({ status: 201, issues: ['warning SIGNATURE_INVALID /alert/Signature number'] });
    expect(await submit('al', signXml(cap().xml, { key: stranger.privateKey }))).toMatchObject({ status: 201, issues: ['warning SIGNATURE_INVALID /alert/Signature number'] });
    const unknown = issue({ name: 'desk', by: authority('Unknown') });
    expect(await submit('xk', signXml(cap().xml, { key: unknown.privateKey, keyInfo: x509Data(unknown.cert) }))).toMatchObject({ status: 201, issues: ['warning SIGNATURE_UNVERIFIED /alert/Signature number'] });
  });

  test('a centre without recorded keys hears that nothing was checked', async () => {
    expect(await submit('gr', signXml(cap().xml, { key: rsa.privateKey }))).toMatchObject({ status: 201, issues: ['warning SIGNATURE_UNVERIFIED /alert/Signature number'] });
  });

  test('a weak one is good, with a warning', async () => {
    expect(await submit('al', signXml(cap().xml, { key: rsa.privateKey, hash: 'sha1' }))).toMatchObject({ status: 201, issues: ['warning SIGNATURE_WEAK /alert/Signature number'] });
  });

  test('a good one is good in another encoding too', async () => {
    const xml = signXml(cap().xml.replace('red jacket', 'r\u00e9d jacket'), { key: rsa.privateKey }).replace('encoding="UTF-8"', 'encoding="ISO-8859-1"');
    expect(await submit('al', Buffer.from(xml, 'latin1'))).toMatchObject({ status: 201, issues: [] });
  });

  test('no signature is no finding', async () => { expect(await submit('al', cap().xml)).toMatchObject({ status: 201, issues: [] }); });
});

describe('where signatures are required', () => {
  test('a good one is accepted', async () => {
    expect(await submit('me', signXml(cap().xml, { key: wanted!.privateKey }))).toMatchObject({ status: 201, issues: [] });
  });

  test('a missing, changed or strange one is refused, and the next good one of the same message is not', async () => {
    const alert = cap();
    const good = signXml(alert.xml, { key: wanted!.privateKey });
    expect(await submit('me', alert.xml)).toMatchObject({ status: 422, issues: ['error SIGNATURE_MISSING /alert number'] });
    expect(await submit('me', good.replace('red jacket', 'blue jacket'))).toMatchObject({ status: 422, issues: ['error SIGNATURE_INVALID /alert/Signature number'] });
    expect(await submit('me', signXml(alert.xml, { key: other!.privateKey }))).toMatchObject({ status: 422, issues: ['error SIGNATURE_INVALID /alert/Signature number'] });
    expect(await submit('me', good.replace('</Signature>', '<Object/></Signature>'))).toMatchObject({ status: 422, issues: ['error SIGNATURE_UNVERIFIED /alert/Signature number'] });
    expect(await submit('me', good)).toMatchObject({ status: 201, issues: [] });
  });

  test('a message in a format that has no signatures is refused', async () => {
    const { status, json } = await gateway.call('me', 'POST', '/v1/alerts', JSON.stringify({ identifier: 'X', sender: 'desk@me.example.org' , status: 'Actual', msgType: 'Alert' }), { 'content-type': 'application/json' });
    expect(status).toBe(422);
    expect(json.issues.length).toBeGreaterThan(0);
  });
});

test('a changed key counts as soon as the network file is read again', async () => {
  const signed = (): string => signXml(cap().xml, { key: desk.privateKey });
  expect((await submit('al', signed())).issues).toEqual(['warning SIGNATURE_INVALID /alert/Signature number']);
  await gateway.changeNetwork(({ centres: [al] }) => { al.signing.keys.push(createPublicKey(desk.privateKey).export({ type: 'spki', format: 'pem' })); });
  expect((await submit('al', signed())).issues).toEqual([]);
});

describe('a centre that wants what it gets signed', () => {
  const published = async (): Promise<JsonWebKey> => (await gateway.call('gr', 'GET', '/v1/centres')).json.gateway.xmlPublicKey;
  const arrived = async (identifier: string): Promise<string> => {
    expect(await eventually(() => gr.got.some(({ body }) => body.includes(identifier)))).toBe(true);
    return gr.got.find(({ body }) => body.includes(identifier))!.body;
  };

  test('gets it by the key that the gateway publishes and keeps', async () => {
    expect(await published()).toBeUndefined();
    await gateway.changeNetwork(({ centres }) => { centres[3].receive.sign = true; });
    const key = await published();
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256' });
    expect(key).not.toHaveProperty('d');
    const alert = cap();
    await submit('al', alert.xml);
    const body = await arrived(alert.identifier);
    expect(takesEcdsa(body, createPublicKey({ key, format: 'jwk' }))).toBe(true);
    await gateway.restart();
    expect(await published()).toEqual(key);
  });

  test('gets what the origin signed as the origin signed it', async () => {
    const alert = cap();
    const xml = signXml(alert.xml, { key: rsa.privateKey });
    await submit('al', xml);
    expect(await arrived(alert.identifier)).toBe(xml);
  });

  test('needs a format that has a place for signatures', async () => {
    await expect(gateway.changeNetwork(({ centres }) => { centres[2].receive = { ...centres[2].receive, adapter: 'cap-json', sign: true }; })).rejects.toThrow(/receive\/sign/);
    await gateway.changeNetwork(({ centres }) => { delete centres[2].receive.sign; });
  });
});

describe('where nobody is known, as in validate', () => {
  const judge = async (xml: string | Buffer): Promise<{ valid: boolean; found: string[] }> => {
    const { json } = await gateway.call('gr', 'POST', '/v1/validate', xml);
    return { valid: json.valid, found: json.issues.map(({ code, level }: any) => `${level} ${code}`) };
  };
  const signed = (): string => signXml(cap().xml, { key: desk.privateKey, keyInfo: x509Data(desk.cert) });

  test('a signature is never good, and never makes a message invalid', async () => {
    expect(await judge(signed())).toEqual({ valid: true, found: ['warning SIGNATURE_UNVERIFIED'] });
  });

  test('a message that was changed afterwards is seen to be', async () => {
    expect(await judge(signed().replace('<status>Actual', '<status>Test'))).toMatchObject({ valid: true, found: expect.arrayContaining(['warning SIGNATURE_INVALID']) });
  });
});
