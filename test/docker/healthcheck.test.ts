// What the image asks whether the gateway lives, run as the image runs it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authority, serverOf, type Issued } from '../certificates.js';
import { startTestGateway } from '../flow/harness.js';

const PROBE = fileURLToPath(new URL('../../docker/healthcheck.mjs', import.meta.url));
const ca = authority('Test authority');

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'alertbridge-health-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

const put = (name: string, text: string): string => { writeFileSync(join(folder, name), text); return join(folder, name); };

/** Settings of a gateway with this certificate, issued by an authority whose own certificate the container does not have. */
const tls = (name: string, { cert, key }: Issued, more: Record<string, string> = {}): Record<string, string> =>
  ({ ALERTBRIDGE_TLS_CERT_FILE: put(`${name}.pem`, cert), ALERTBRIDGE_TLS_KEY_FILE: put(`${name}.key`, key), ...more });

const probe = (url: string, env: Record<string, string>): Promise<number | null> => new Promise((resolve) => {
  spawn(process.execPath, [PROBE], { env: { ...env, PORT: new URL(url).port }, stdio: 'ignore' }).once('exit', resolve);
});

/** A gateway with these settings, while it lives and after it has stopped. */
const probed = async (settings: Record<string, string>, asked = settings): Promise<(number | null)[]> => {
  const gateway = await startTestGateway([{ id: 'al' }], { env: settings });
  const alive = await probe(gateway.url, asked);
  await gateway.stop();
  return [alive, await probe(gateway.url, asked)];
};

test('a gateway that speaks plain HTTP', async () => { expect(await probed({})).toEqual([0, 1]); });

test('a gateway that speaks TLS, for a name, an address or a family of names', async () => {
  expect(await probed(tls('name', serverOf(ca, { name: 'gateway', dns: ['gateway.example.org'], ip: [] })))).toEqual([0, 1]);
  expect(await probed(tls('family', serverOf(ca, { name: 'family', dns: ['*.example.org'], ip: [] })))).toEqual([0, 1]);
  expect(await probed(tls('address', serverOf(ca, { name: 'address', dns: [], ip: ['127.0.0.1'] })))).toEqual([0, 1]);
});

test('a gateway that lets nobody in without a certificate', async () => {
  const settings = tls('closed', serverOf(ca), { ALERTBRIDGE_TLS_CLIENT_CA_FILE: put('ca.pem', ca.cert), ALERTBRIDGE_TLS_CLIENT_REQUIRED: 'true' });
  expect(await probed(settings)).toEqual([0, 1]);
});

test('whoever shows another certificate is not this gateway', async () => {
  expect(await probed(tls('one', serverOf(ca)), tls('other', serverOf(ca)))).toEqual([1, 1]);
});
