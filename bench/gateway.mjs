// The gateway as an operator runs it: dist/ in processes of its own, with a network of as many centres as a benchmark asks for.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { now } from './statistics.mjs';

export const MAIN = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** Countries of the receiving centres; AL sends. */
const COUNTRIES = 'GR IT MK RS ME HR SI AT DE FR BE NL LU CH PL CZ SK HU RO BG ES PT IE DK SE FI EE'.split(' ');
export const MOST_CENTRES = COUNTRIES.length;

const centre = (country, keySha256, receive) => ({
  id: country.toLowerCase(), country, name: `National Centre ${country}`, languages: ['en'], contact: { phone: '+100', email: `desk@${country.toLowerCase()}.example.org` },
  send: { adapter: 'cap' }, receive, credentials: [{ role: 'centre', name: 'desk', keySha256 }],
});

const mailbox = (statuses) => ({ adapter: 'cap', statuses, transport: { type: 'mailbox' } });
const webhook = (url) => ({ adapter: 'cap', statuses: ['Actual'], transport: { type: 'webhook', url, secret: `whsec_${randomBytes(24).toString('base64')}` } });

/** A network of AL and these receivers: addresses of webhooks, or a number of mailboxes. */
export function networkOf({ urls = [], mailboxes = 0 }) {
  const key = randomBytes(24).toString('hex');
  const keySha256 = (text) => createHash('sha256').update(text).digest('hex');
  const receivers = [...urls.map(webhook), ...Array.from({ length: mailboxes }, () => mailbox(['Actual']))];
  return {
    key,
    file: {
      gateway: { id: 'gateway.example.eu', allowPrivateAddresses: true }, routing: { default: 'all' },
      centres: [centre('AL', keySha256(key), mailbox(['Test'])), ...receivers.map((receive, n) => centre(COUNTRIES[n], keySha256(randomBytes(24)), receive))],
    },
  };
}

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

/** Ready as the contract says it, asked once the process has said so itself. */
const confirmed = async (url) => {
  const { statusCode, body } = await request(`${url}/readyz`);
  await body.dump();
  if (statusCode !== 200) throw new Error(`the gateway calls itself ready, and /readyz answers ${statusCode}`);
};

/** One process. `readyMs`: from just before node was started until /readyz answered. */
async function startProcess(engine, { role, networkFile, profileTo }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(join(engine.dataDir, `gateway-${role}-${port}.log`), 'a');
  const { DATABASE_URL: _database, REDIS_URL: _redis, NODE_ENV: _env, ...inherited } = process.env;
  const env = { ...inherited, ...engine.env, PORT: String(port), ...(networkFile ? { NETWORK_FILE: networkFile } : {}) };
  const started = now();
  const child = spawn(process.execPath, [...(profileTo ? ['--cpu-prof', '--cpu-prof-dir', profileTo] : []), MAIN, 'serve', '--role', role], { env, stdio: ['ignore', log, 'pipe'] });
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  await new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`the gateway was not ready in time: ${said}`)), READY_WITHIN_MS);
    child.stderr.on('data', (chunk) => { said += chunk; if (said.includes('is ready')) { clearTimeout(late); resolve(); } });
    ended.then((code) => { clearTimeout(late); reject(new Error(`the gateway ended with ${code}: ${said}`)); });
  });
  await confirmed(url);
  return { url, role, pid: child.pid, readyMs: now() - started, stop: async () => { child.kill('SIGTERM'); return ended; } };
}

/**
 * Starts the processes an engine is run with. Alerts go to `url`.
 * @param network as `networkOf` makes it; without one, the sample network.
 * @param profileTo folder for processor profiles, written when the gateway stops.
 */
export async function startGateway(engine, { network, profileTo } = {}) {
  const networkFile = network && join(engine.dataDir, 'network.json');
  if (network) writeFileSync(networkFile, JSON.stringify(network.file));
  const processes = [];
  for (const role of engine.roles) processes.push(await startProcess(engine, { role, networkFile, profileTo }));
  return {
    url: processes[0].url, key: network?.key, readyMs: processes[0].readyMs, pids: processes.map(({ pid }) => pid),
    stop: () => Promise.all(processes.map(({ stop }) => stop())),
  };
}
