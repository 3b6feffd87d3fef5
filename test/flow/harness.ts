// A gateway as its users meet it: real HTTP, a real database, pretend centres that verify signatures and remember what they got.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Clock } from '../../src/clock.js';
import { readEnvironment } from '../../src/config/environment.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { silentLogger, type Logger } from '../../src/telemetry/log.js';
import { freshPostgres, type EngineName } from '../postgres.js';

export { sleep };
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a pretend centre may answer: a status, a body, a wait before it, or nothing at all. */
export interface Behaviour { status?: number; body?: string; headers?: Record<string, string>; delayMs?: number; hang?: boolean }

export interface Received { id: string; contentType: string; signed: boolean; status: number; body: string; at: number }

export interface Receiver { url: string; secret: string; got: Received[]; behave: (next: (count: number) => Behaviour) => void; close(): Promise<void>; reopen(): Promise<void> }

/** A webhook on loopback. Its behaviour may be changed at any time. */
export async function receiver(): Promise<Receiver> {
  const key = randomBytes(24);
  const got: Received[] = [];
  let decide: (count: number) => Behaviour = () => ({});
  let count = 0;
  const isSigned = (headers: IncomingHttpHeaders, body: Buffer): boolean => {
    const expected = createHmac('sha256', key).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`).update(body).digest('base64');
    return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
  };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      count += 1;
      const { status = 200, body: answer = '', headers = {}, delayMs = 0, hang = false } = decide(count);
      got.push({ id: String(incoming.headers['webhook-id']), contentType: String(incoming.headers['content-type']), signed: isSigned(incoming.headers, body), status, body: body.toString('utf8'), at: performance.now() });
      if (hang) return;
      setTimeout(() => { response.writeHead(status, headers); response.end(answer); }, delayMs);
    });
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in`, secret: `whsec_${key.toString('base64')}`, got,
    behave: (next) => { decide = next; },
    close: () => closeServer(server),
    reopen: () => listen(port),
  };
}

const closeServer = (server: Server): Promise<void> => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); });

export interface CentreSpec { id: string; country?: string; languages?: string[]; adapter?: string; sendAdapter?: string; webhook?: Receiver; statuses?: string[]; senders?: string[]; withhold?: string[]; extracted?: boolean; render?: boolean; transferBasis?: string; /** Further members of `send`. */ send?: object }

const centreEntry = ({ id, country = id.toUpperCase(), languages = ['en'], adapter = 'cap', sendAdapter = adapter, webhook, statuses = ['Actual'], senders, withhold, extracted, render, transferBasis, send = {} }: CentreSpec, keys: Record<string, string>): object => ({
  id, country, name: `National Centre ${country}`, languages, contact: { phone: '+100', email: `desk@${id}.example.org` },
  send: { adapter: sendAdapter, ...(senders ? { senders } : {}), ...send }, ...(transferBasis ? { transferBasis } : {}),
  receive: { adapter, statuses, transport: webhook ? { type: 'webhook', url: webhook.url, secret: webhook.secret } : { type: 'mailbox' }, ...(withhold ? { withhold } : {}), ...(extracted ? { extracted } : {}), ...(render ? { render } : {}) },
  credentials: [{ role: 'centre', name: 'duty desk', keySha256: sha256(keys[id]!) }],
});

/** A network file of these centres and one client of each role. Keys are readable names, so that failures read well. */
export function networkOf(centres: readonly CentreSpec[], routing = 'all'): { file: object; keys: Record<string, string> } {
  const clients = ['liaison', 'operator', 'auditor', 'integrator', 'reporter'];
  const keys = Object.fromEntries([...centres.map(({ id }) => id), ...clients].map((id) => [id, `key-of-${id}-${randomBytes(6).toString('hex')}`]));
  return {
    keys,
    file: {
      gateway: { id: 'gateway.example.eu', allowPrivateAddresses: true }, routing: { default: routing },
      centres: centres.map((centre) => centreEntry(centre, keys)),
      clients: clients.map((role) => ({ id: role, role, keySha256: sha256(keys[role]!), ...(role === 'liaison' ? { countries: ['*'] } : {}), ...(role === 'reporter' ? { country: centres[0]!.country ?? centres[0]!.id.toUpperCase() } : {}) })),
    },
  };
}

export interface Answer<T = any> { status: number; type: string; headers: Record<string, string | string[] | undefined>; text: string; json: T }

export interface Caller { <T = any>(who: string | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: string | Buffer | object, headers?: Record<string, string>): Promise<Answer<T>> }

export const createCaller = (url: string, keys: Record<string, string>): Caller => async (who, method, path, body, headers = {}) => {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  const response = await request(url + path, {
    method, body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
    headers: { ...(who === undefined ? {} : { authorization: `Bearer ${keys[who] ?? who}` }), ...(body === undefined ? {} : { 'content-type': isText ? 'application/cap+xml' : 'application/json' }), ...headers },
  });
  const text = await response.body.text();
  let json: unknown;
  try { json = JSON.parse(text); } catch { json = undefined; }
  return { status: response.statusCode, type: String(response.headers['content-type'] ?? ''), headers: response.headers, text, json: json as any };
};

export interface TestGateway { databaseUrl?: string; /** Edits the network file and has it read again. */ changeNetwork(edit: (network: any) => void): Promise<void>; url: string; keys: Record<string, string>; call: Caller; dataDir: string; stop(): Promise<void>; restart(): Promise<void> }

/** Starts a gateway in this process on a fresh database of the engine named. */
export async function startTestGateway(centres: readonly CentreSpec[], options: { engine?: EngineName; routing?: string; log?: Logger; env?: Record<string, string>; clock?: Clock } = {}): Promise<TestGateway> {
  const { engine = 'embedded', routing, log = silentLogger(), env = {}, clock } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'alertbridge-flow-'));
  const { file, keys } = networkOf(centres, routing);
  writeFileSync(join(dataDir, 'network.json'), JSON.stringify(file));
  const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
  const environment = { PORT: '0', DATA_DIR: dataDir, NETWORK_FILE: join(dataDir, 'network.json'), ...(postgres ? { DATABASE_URL: postgres.url, ALERTBRIDGE_MASTER_KEY: sha256(dataDir) } : {}), ...env };
  const open = (): Promise<Gateway> => startGateway(readEnvironment(environment), environment, log, { ...(clock ? { clock } : {}) });
  let gateway = await open();
  const started: TestGateway = {
    url: gateway.url, keys, dataDir, call: createCaller(gateway.url, keys),
    databaseUrl: postgres?.url,
    changeNetwork: async (edit) => {
      edit(file);
      writeFileSync(join(dataDir, 'network.json'), JSON.stringify(file));
      gateway.reload();
      await sleep(50);
    },
    restart: async () => { await gateway.stop(); gateway = await open(); started.url = gateway.url; started.call = createCaller(gateway.url, keys); },
    stop: async () => { await gateway.stop(); await postgres?.drop(); rmSync(dataDir, { recursive: true, force: true }); },
  };
  return started;
}

/** A moment as CAP writes it. */
export const capNow = (plusSeconds = 0): string => `${new Date(Date.now() + plusSeconds * 1_000).toISOString().slice(0, 19)}-00:00`;

let serial = 0;

export interface CapSpec { identifier?: string; sender?: string; sent?: string; status?: string; msgType?: string; references?: CapMessage[]; incidents?: string; headline?: string; description?: string; expires?: string | null; note?: string; addresses?: string; area?: string }
export interface CapMessage { identifier: string; sender: string; sent: string; xml: string }

/** A fictional child alert as CAP 1.2; every call is another message. */
export function cap(spec: CapSpec = {}): CapMessage {
  serial += 1;
  const { identifier = `T-${process.pid}-${Date.now()}-${serial}`, sender = 'desk@al.example.org', sent = capNow(), status = 'Actual', msgType = 'Alert', references = [], incidents, headline = 'Missing child, 11 years',
    description = 'Girl of 11 in a red jacket, last seen at the bus station of Shembull.', expires = capNow(3_600), note, addresses, area = '<areaDesc>Tirana</areaDesc><circle>41.33,19.82 20</circle>' } = spec;
  const info = msgType === 'Alert' || msgType === 'Update'
    ? `<info><language>en</language><category>Rescue</category><event>Child abduction</event><responseType>Monitor</responseType><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>${expires === null ? '' : `<expires>${expires}</expires>`}<senderName>National centre</senderName><headline>${headline}</headline><description>${description}</description><contact>116000</contact><area>${area}</area></info>` : '';
  const triplets = references.map((reference) => `${reference.sender},${reference.identifier},${reference.sent}`).join(' ');
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>${sender}</sender><sent>${sent}</sent><status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>${addresses ? `<addresses>${addresses}</addresses>` : ''}${note ? `<note>${note}</note>` : ''}${triplets ? `<references>${triplets}</references>` : ''}${incidents ? `<incidents>${incidents}</incidents>` : ''}${info}</alert>`;
  return { identifier, sender, sent, xml };
}

/** Waits for a condition of the outside world; fails the test by returning false. */
export async function eventually(test: () => boolean | Promise<boolean>, ms = 10_000, every = 25): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    if (await test()) return true;
    await sleep(every);
  }
  return test();
}
