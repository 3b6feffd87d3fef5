// A centre behind TLS with certificates on both sides, from the network file to the alert in its hands, and through a change of certificates.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { authority, clientOf, serverOf, type Issued } from '../certificates.js';
import { cap, eventually, startTestGateway, type TestGateway } from './harness.js';

const theirs = authority('Authority of Greece');
const ours = authority('Authority of the gateway');
const [first, second] = [clientOf(ours, 'gateway'), clientOf(ours, 'gateway', { until: 9.5 })];

/** Fingerprints of the certificates that came with each message. */
const seen: (string | undefined)[] = [];
const desk = createServer({ ...pairOf(serverOf(theirs)), ca: ours.cert, requestCert: true, rejectUnauthorized: true }, (request, response) => {
  if (request.socket instanceof TLSSocket) seen.push(request.socket.getPeerX509Certificate()?.fingerprint256);
  request.resume().on('end', () => response.end());
});

function pairOf({ cert, key }: Issued): { cert: string; key: string } { return { cert, key }; }

let folder: string;
let gateway: TestGateway;
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return `file:${join(folder, name)}`;
};
const show = ({ cert, key }: Issued): { cert: string; key: string } => ({ cert: put('client.pem', cert), key: put('client.key', key) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alertbridge-webhook-tls-'));
  await new Promise<void>((resolve) => { desk.listen(0, '127.0.0.1', resolve); });
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }]);
  await gateway.changeNetwork((network) => {
    network.centres[1].receive.transport = {
      type: 'webhook', url: `https://localhost:${(desk.address() as AddressInfo).port}/`, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      ca: put('ca.pem', theirs.cert).replace('file:', ''), clientCertificate: show(first),
    };
  });
});
afterAll(async () => {
  await gateway.stop();
  desk.closeAllConnections();
  desk.close();
  rmSync(folder, { recursive: true });
});

const sent = async (): Promise<() => Promise<any>> => {
  const { json } = await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
  return async () => (await gateway.call('al', 'GET', `/v1/alerts/${json.id}/status`)).json.deliveries[0];
};
const state = async (of: () => Promise<any>, wanted: string): Promise<boolean> => eventually(async () => (await of()).state === wanted);
const doctor = async (): Promise<Record<string, [string, string]>> =>
  Object.fromEntries((await gateway.call('operator', 'GET', '/v1/doctor')).json.findings.map(({ check, level, message }: any) => [check, [level, message]]));

test('an alert reaches a centre that lets nobody in without a certificate', async () => {
  expect(await state(await sent(), 'delivered')).toBe(true);
  expect(seen).toEqual([first.fingerprint]);
  expect(await doctor()).toMatchObject({ 'certificate shown to gr': ['ok', expect.stringContaining('29 days')], 'centre gr': ['ok', expect.stringContaining('29 days')] });
});

test('a new certificate is shown once the files have been read again, and doctor warns of one that ends soon', async () => {
  show(second);
  expect(await state(await sent(), 'delivered')).toBe(true);
  await gateway.changeNetwork(() => undefined);
  expect(await state(await sent(), 'delivered')).toBe(true);
  expect(seen).toEqual([first.fingerprint, first.fingerprint, second.fingerprint]);
  expect(await doctor()).toMatchObject({ 'certificate shown to gr': ['warning', expect.stringContaining('ends in 9 days')] });
});

test('files that have gone bad change nothing when they are read again, and each is named', async () => {
  const transport = '/centres/1/receive/transport';
  put('client.key', clientOf(ours, 'somebody else').key);
  await expect(gateway.changeNetwork(() => undefined)).rejects.toThrow(new RegExp(`${transport}/clientCertificate/key: does not fit the certificate`));
  expect(await state(await sent(), 'delivered')).toBe(true);
  show(second);
});

test('a centre whose certificate has ended gets nothing: its delivery is held for a human, and doctor says why', async () => {
  desk.setSecureContext({ ...pairOf(serverOf(theirs, { from: -30, until: -2 })), ca: ours.cert });
  await gateway.changeNetwork(() => undefined);
  const delivery = await sent();
  expect(await state(delivery, 'held')).toBe(true);
  expect(await delivery()).toMatchObject({ heldReason: 'receiver', lastError: 'CERTIFICATE' });
  expect(await doctor()).toMatchObject({ 'centre gr': ['error', expect.stringMatching(/CERT_HAS_EXPIRED/)] });
});
