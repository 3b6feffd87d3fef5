// The commands against a gateway behind TLS: whom they trust, what they show, and what they say when it does not work.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authority, clientOf, serverOf, type Issued } from '../certificates.js';
import { cap, eventually, startTestGateway, type TestGateway } from '../flow/harness.js';
import { tlsCaller } from '../http/tls-caller.js';
import { run, start, type Ended } from './command.js';

const [servers, people] = [authority('Authority of servers'), authority('Authority of callers')];
const server = serverOf(servers);
const holders = { al: clientOf(people, 'al'), operator: clientOf(people, 'operator'), auditor: clientOf(people, 'auditor') };

let folder: string;
let gateway: TestGateway;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const pair = (name: string, { cert, key }: Issued): string[] => [file(`${name}.pem`, cert), file(`${name}.key`, key)];
const as = (who: keyof typeof holders): string[] => {
  const [cert, key] = pair(who, holders[who]);
  return ['--url', gateway.url, '--ca', file('servers.pem', servers.cert), '--cert', cert!, '--cert-key', key!];
};
const send = (...options: string[]): Promise<Ended> => run(['send', file('message.xml', cap().xml), ...options]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alertbridge-cli-tls-'));
  const [cert, key] = pair('gateway', server);
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }], { env: { ALERTBRIDGE_TLS_CERT_FILE: cert!, ALERTBRIDGE_TLS_KEY_FILE: key!, ALERTBRIDGE_TLS_CLIENT_CA_FILE: file('people.pem', people.cert) } });
  await gateway.changeNetwork((network) => {
    network.centres[0].credentials[0].certificateSha256 = holders.al.fingerprint;
    for (const id of ['operator', 'auditor'] as const) network.clients.find((client: any) => client.id === id).certificateSha256 = holders[id].fingerprint;
  });
});
afterAll(async () => { await gateway.stop(); rmSync(folder, { recursive: true }); });

describe('with a client certificate and no key', () => {
  test('send and status do what its holder may', async () => {
    const sent = await send(...as('al'));
    expect(sent).toMatchObject({ code: 0, err: '' });
    expect(await run(['status', JSON.parse(sent.out).id, ...as('al')])).toMatchObject({ code: 0, out: expect.stringContaining('GR gr') });
    expect(await send(...as('auditor'))).toMatchObject({ code: 1, err: expect.stringContaining('NOT_ALLOWED') });
  });

  test('audit verify and doctor do, too', async () => {
    expect(await run(['audit', 'verify', ...as('auditor')])).toMatchObject({ code: 0, out: expect.stringContaining('whole') });
    const doctor = await run(['doctor', ...as('operator')], { NETWORK_FILE: join(gateway.dataDir, 'network.json'), DATA_DIR: gateway.dataDir });
    expect(doctor).toMatchObject({ code: 0, out: expect.stringMatching(/^ok +certificate of the gateway: is good for 29 days/m) });
  });
});

test('a key alone is enough where the gateway is trusted', async () => {
  expect(await send('--url', gateway.url, '--ca', file('servers.pem', servers.cert), '--key', gateway.keys.al!)).toMatchObject({ code: 0 });
});

test.each<[string, () => string[], number, RegExp]>([
  ['a gateway of an authority nobody named', () => ['--url', gateway.url, '--key', 'k'], 3, /cannot be reached .*--ca/],
  ['a gateway under another name', () => {
    const [cert, key] = pair('named', server);
    return ['--url', gateway.url.replace('127.0.0.1', '[::ffff:127.0.0.1]'), '--ca', file('servers.pem', servers.cert), '--cert', cert!, '--cert-key', key!];
  }, 3, /cannot be reached .*another name/],
  ['plain http to a gateway with TLS', () => ['--url', gateway.url.replace('https', 'http'), '--key', 'k'], 3, /cannot be reached .*https:/],
  ['a certificate without its key', () => ['--url', gateway.url, '--cert', pair('al', holders.al)[0]!], 2, /--cert and --cert-key go together/],
  ['a certificate with the key of another', () => ['--url', gateway.url, '--cert', pair('al', holders.al)[0]!, '--cert-key', pair('auditor', holders.auditor)[1]!], 2, /has to fit/],
  ['a file that is no PEM', () => ['--url', gateway.url, '--key', 'k', '--ca', file('nonsense', 'nonsense')], 2, /--ca takes a file in PEM/],
  ['a file that is not there', () => ['--url', gateway.url, '--key', 'k', '--ca', '/no/such/ca'], 2, /\/no\/such\/ca cannot be read/],
  ['nothing that says who is calling', () => ['--url', gateway.url], 2, /--key, or --cert/],
])('%s ends in one sentence', async (_, options, expected, sentence) => {
  const { code, out, err } = await send(...options());
  expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: expected, out: '', lines: 1 });
  expect(err).toMatch(sentence);
});

test('doctor examines the certificate before a gateway is started with it', async () => {
  const [cert] = pair('expired', serverOf(servers, { from: -30, until: -2 }));
  const { code, out } = await run(['doctor'], { ALERTBRIDGE_TLS_CERT_FILE: cert!, ALERTBRIDGE_TLS_KEY_FILE: pair('other', server)[1]!, DATA_DIR: join(folder, 'none') });
  expect([code, out]).toEqual([1, expect.stringMatching(/ERROR +ALERTBRIDGE_TLS_CERT_FILE: .*ended on[^]*ERROR +ALERTBRIDGE_TLS_KEY_FILE: .*does not fit/)]);
});

test('a sandbox with certificates lets in the gateway and nobody else', async () => {
  const [cert, key] = pair('centre', serverOf(servers));
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const sandbox = start(['sandbox', '--centre', 'gr', '--port', '0', '--secret', secret, '--tls-cert', cert!, '--tls-key', key!, '--client-ca', file('people.pem', people.cert)]);
  try {
    expect(await sandbox.says(/listens on https:\S+/)).toBe(true);
    const url = /listens on (\S+)/.exec(sandbox.err())![1]!;
    const caller = tlsCaller(gateway.url, { ca: servers.cert });
    const showing = (clientCertificate?: object): Promise<void> => gateway.changeNetwork((network) => {
      network.centres[1].receive.transport = { type: 'webhook', url, secret, ca: servers.cert, ...(clientCertificate ? { clientCertificate } : {}) };
    });
    const some = (state: string): Promise<boolean> => eventually(async () => (await caller.get(`/v1/deliveries?centre=gr&state=${state}`, gateway.keys.operator)).json.items.length > 0, 40_000);
    await showing();
    expect((await send(...as('al'))).code).toBe(0);
    expect([await some('held'), sandbox.out()]).toEqual([true, '']);
    await showing({ cert: holders.operator.cert, key: holders.operator.key });
    expect((await send(...as('al'))).code).toBe(0);
    expect(await some('delivered')).toBe(true);
    await caller.close();
    expect(sandbox.out()).toContain('"signed":true');
  } finally { sandbox.kill(); await sandbox.ended; }
}, 120_000);
