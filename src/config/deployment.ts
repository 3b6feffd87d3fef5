// What a start needs besides settings: the network, the master key, and for a first start the generated ones of both.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Centre, Feed, NetworkFile, WebhookTransport } from '../model/generated/network.js';
import { ConfigurationError } from './configuration-error.js';
import type { Environment, Settings } from './environment.js';
import { resolveFeedAccess, type FeedAccess } from './feeds.js';
import { resolveIssuers, type ResolvedIssuer } from './issuers.js';
import { parseMasterKey } from './master-key.js';
import { loadNetwork, secretSources, type KnownHere } from './network-file.js';
import { quickstartFile } from './quickstart-file.js';
import { sampleNetwork } from './sample-network.js';
import { resolveSecret, type SecretSources } from './secret.js';
import { resolveSigning, type ResolvedSigning } from './signing.js';
import { resolveWebhookTls, type WebhookTls } from './webhook-tls.js';

const PRIVATE = { mode: 0o600 };

/** @throws ConfigurationError listing every problem of the network file with its line. */
function readNetworkFile(file: string, known: KnownHere): NetworkFile {
  const { network, problems } = loadNetwork(file, known);
  if (network) return network;
  throw new ConfigurationError(problems.map(({ line, path, message }) => ({ where: `${file}:${line}${path ? ` ${path}` : ''}`, message })));
}

/** The sample network is made once and kept, so that keys handed to people stay good. */
function sampleOf({ dataDir }: Settings, url: string): NetworkFile {
  const file = join(dataDir, 'sample-network.json');
  if (existsSync(file) && existsSync(quickstartFile(dataDir))) return JSON.parse(readFileSync(file, 'utf8')) as NetworkFile;
  const { network, keys } = sampleNetwork();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(network, null, 2)}\n`, PRIVATE);
  writeFileSync(quickstartFile(dataDir), `${JSON.stringify({ url, keys }, null, 2)}\n`, PRIVATE);
  return network;
}

/** The network this gateway serves. @param url written beside the generated keys. */
export const openNetwork = (settings: Settings, known: KnownHere, url: string): NetworkFile =>
  (settings.networkFile ? readNetworkFile(settings.networkFile, known) : sampleOf(settings, url));

const readKeyFile = (file: string): Buffer => {
  const key = existsSync(file) ? parseMasterKey(readFileSync(file, 'utf8')) : undefined;
  if (!key) throw new ConfigurationError([{ where: 'ALERTBRIDGE_MASTER_KEY_FILE', message: `${file} must hold a master key: 64 hexadecimal digits or the base64 of 32 bytes` }]);
  return key;
};

/** The master key given, or the one generated under DATA_DIR for the embedded database. */
export function openMasterKey({ masterKey, masterKeyFile, dataDir }: Settings): Buffer {
  if (masterKey) return masterKey;
  if (masterKeyFile) return readKeyFile(masterKeyFile);
  const file = join(dataDir, 'master.key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { ...PRIVATE, flag: 'wx', flush: true });
  }
  return readKeyFile(file);
}

const sourcesOf = (settings: Settings, env: Environment): SecretSources => secretSources(settings.networkFile ?? join(settings.dataDir, 'sample-network.json'), env);

/** What is looked up for an entry of the network file stays as it is until that file is read again, which makes new entries. */
const onceFor = <Entry extends object, Found>(look: (entry: Entry) => Found): ((entry: Entry) => Found) => {
  const known = new WeakMap<Entry, { found: Found }>();
  return (entry) => {
    const held = known.get(entry) ?? { found: look(entry) };
    known.set(entry, held);
    return held.found;
  };
};

/** Looks up webhook secrets where the network file says they are, once for every time that file is read. It was checked, so each is there. */
export const createSecretLookup = (settings: Settings, env: Environment): ((transport: WebhookTransport) => string) => {
  const sources = sourcesOf(settings, env);
  return onceFor(({ secret }) => {
    const found = resolveSecret(secret, sources);
    if ('problem' in found) throw new Error(`a webhook secret ${found.problem}`);
    return found.secret;
  });
};

/** The secret that signs alarms, looked up anew each time; undefined where no alarm webhook is set. @throws ConfigurationError where it is not what it has to be. */
export function openAlarmSecret({ alarmSecret }: Settings, env: Environment): (() => string) | undefined {
  if (alarmSecret === undefined) return undefined;
  const read = (): string => {
    const found = resolveSecret(alarmSecret, { env, readFile: (path) => readFileSync(path, 'utf8') });
    if ('problem' in found) throw new ConfigurationError([{ where: 'ALERTBRIDGE_ALARM_SECRET', message: found.problem }]);
    return found.secret;
  };
  read();
  return read;
}

/** Looks up the certificates for calling a webhook, once for every time the network file is read. @throws ConfigurationError where a file has gone bad since. */
export const createTlsLookup = (settings: Settings, env: Environment): ((transport: WebhookTransport) => WebhookTls | undefined) => {
  const sources = sourcesOf(settings, env);
  return onceFor((transport) => {
    const { tls, findings } = resolveWebhookTls(transport, sources);
    if (findings.length > 0) throw new ConfigurationError(findings.map(({ path, message }) => ({ where: `receive.transport ${path}`, message })));
    return tls;
  });
};

/** Looks up what a feed is asked with, once for every time the network file is read. @throws where a file has gone bad since. */
export const createFeedLookup = (settings: Settings, env: Environment): ((feed: Feed) => FeedAccess) => {
  const sources = sourcesOf(settings, env);
  return onceFor((feed) => resolveFeedAccess(feed, sources));
};

/** The issuers of tokens that a network takes, with their keys or where those are. */
export const openIssuers = (network: NetworkFile, settings: Settings, env: Environment): ResolvedIssuer[] => resolveIssuers(network, sourcesOf(settings, env));

/** Looks up by whom a centre may sign, once for every time the network file is read. @throws where a file has gone bad since. */
export const createSigningLookup = (settings: Settings, env: Environment): ((centre: Centre) => ResolvedSigning) => {
  const sources = sourcesOf(settings, env);
  return onceFor(({ signing = {} }) => resolveSigning(signing, sources));
};
