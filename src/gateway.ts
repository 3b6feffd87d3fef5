// The only file that wires: every port is made here and passed on as an argument.
import { loadFormats } from './adapter/load-formats.js';
import { readReceipt } from './cap/read-receipt.js';
import { systemClock, type Clock } from './clock.js';
import { findCentre, principalsOf } from './config/centres.js';
import { createFeedLookup, createSecretLookup, createSigningLookup, createTlsLookup, openAlarmSecret, openIssuers, openMasterKey, openNetwork } from './config/deployment.js';
import { settingWarnings, type Environment, type Settings } from './config/environment.js';
import { readListenerTls } from './config/listener-tls.js';
import { readNationalRules } from './config/national-rules.js';
import { startPoller } from './feeds/poller.js';
import { loadGeography } from './geo/geography.js';
import { createAdmission } from './http/admission.js';
import { alertRoutes } from './http/alert-routes.js';
import { createApp } from './http/app.js';
import { auditRoutes } from './http/audit-routes.js';
import type { FindPrincipal } from './http/authenticate.js';
import { decisionRoutes } from './http/decision-routes.js';
import { erasureRoutes } from './http/erasure-routes.js';
import { CHAINED, eventRoutes } from './http/event-routes.js';
import { holdRoutes } from './http/hold-routes.js';
import { inboxRoutes } from './http/inbox-routes.js';
import { createListener } from './http/listener.js';
import { messageRoutes } from './http/message-routes.js';
import { networkRoutes } from './http/network-routes.js';
import { operatorRoutes } from './http/operator-routes.js';
import { openApi } from './http/openapi.js';
import { proposalRoutes } from './http/proposal-routes.js';
import type { Route } from './http/route.js';
import { statisticsRoutes } from './http/statistics-routes.js';
import { statusRoutes } from './http/status-routes.js';
import { systemRoutes } from './http/system-routes.js';
import { photoRoutes } from './http/photo-routes.js';
import { toolRoutes } from './http/tool-routes.js';
import type { SignatureRules } from './inbound/check-signature.js';
import { keepErasing } from './erasure/erase.js';
import { openJournal } from './erasure/journal.js';
import { openMark } from './erasure/mark.js';
import { writeOrder } from './erasure/orders.js';
import { eraseWithinHours } from './erasure/policy.js';
import { createDecideByReceipt, decideByAnswer } from './incident/decide-by-receipt.js';
import { newId } from './inbound/new-id.js';
import { keepTime } from './incident/keep-time.js';
import { createReminderWriter } from './incident/reminder.js';
import { keepMark, lookForRestore } from './erasure/restore.js';
import { sourcesOf } from './model/feed-sources.js';
import type { Centre, Feed, NetworkFile, WebhookTransport } from './model/generated/network.js';
import { createStepsOf } from './model/referral.js';
import { createDispatch } from './outbound/dispatch.js';
import { createDoorbell } from './outbound/doorbell.js';
import type { ContentAddress } from './outbound/detach.js';
import { createEncoder } from './outbound/encode.js';
import { secureContextOf, type ClientTls } from './outbound/transport/client-tls.js';
import { fetchDocument } from './outbound/transport/fetch-document.js';
import { fetchKeys } from './outbound/transport/fetch-keys.js';
import { createWebhook } from './outbound/transport/webhook.js';
import { startWorker } from './outbound/worker.js';
import { startPhotoKeeper } from './photos/photo-keeper.js';
import { createPhotoLinks } from './photos/photo-links.js';
import { packageVersion, rulesFolder } from './package-files.js';
import { passOn } from './proposal/move.js';
import { openQueue } from './queue/open-queue.js';
import { createRulesOf } from './rules/national-rules.js';
import { openAlarmCursors } from './store/alarm-cursors.js';
import { createAlertReader } from './store/alert-reader.js';
import { readCentreHealth } from './store/centre-states.js';
import type { Database } from './store/database.js';
import { alignTransports } from './store/deliveries.js';
import { readFeedHealth } from './store/feeds.js';
import { openNotifications } from './store/notifications.js';
import { openStore } from './store/open-store.js';
import { countStates } from './store/reads.js';
import { createSealedStore } from './store/sealed.js';
import { createTelemetry } from './telemetry/events.js';
import type { Logger } from './telemetry/log.js';
import { createMetrics } from './telemetry/metrics.js';
import { tracing } from './telemetry/traces.js';
import { openDeploymentSecrets, type DeploymentSecrets } from './trust/deployment-secrets.js';
import { createIssuerKeys, type KeysOf } from './trust/issuer-keys.js';
import { openKeyStore } from './trust/key-store.js';
import { createKeyedHash } from './trust/keyed-hash.js';
import { signAsymmetric, signSymmetric } from './trust/sign-webhook.js';
import { signXml } from './trust/sign-xml.js';
import { createXmlSigningKey } from './trust/xml-signing-key.js';
import { logChannel, webhookChannel } from './upkeep/alarm-channels.js';
import { eraseProposals } from './upkeep/erase-proposals.js';
import { examineGateway } from './upkeep/examine-gateway.js';
import { tellAlarms } from './upkeep/tell-alarms.js';
import { startUpkeep } from './upkeep/upkeep.js';

/** api answers callers, worker delivers; all does both. */
export type GatewayRole = 'all' | 'api' | 'worker';

export interface Gateway {
  url: string;
  /** Reads the network file and the certificates again. @throws ConfigurationError for a file with problems; then all stays as it was. */
  reload(): void;
  stop(): Promise<void>;
}

export interface StartOptions { role?: GatewayRole; clock?: Clock; /** The embedded database, where it is being opened already. */ embedded?: Promise<Database> }

const createSigner = (secretOf: (transport: WebhookTransport) => string, { signingKey }: DeploymentSecrets) =>
  (transport: WebhookTransport, delivery: string, timestamp: number, body: Uint8Array): string => {
    const symmetric = signSymmetric(secretOf(transport), delivery, timestamp, body);
    return transport.signature === 'ed25519' ? `${signAsymmetric(signingKey, delivery, timestamp, body)} ${symmetric}` : symmetric;
  };

/** The formats and the national rules, and by both the network file. */
async function readFirst(settings: Settings, env: Environment, lookups: Lookups) {
  const formats = await loadFormats();
  const scheme = settings.tlsCertFile ? 'https' : 'http';
  const rules = readNationalRules(rulesFolder);
  const known = { env, adapters: formats.all.map(({ manifest }) => manifest), stepsOf: createStepsOf(rules) };
  const readNetwork = (): NetworkFile => withKeys(lookups, openNetwork(settings, known, `${scheme}://${settings.host}:${settings.port}`));
  const firstNetwork = readNetwork();
  return { formats, rules, stepsOf: known.stepsOf, readNetwork, firstNetwork };
}

/** Opening the database is the longest part of a start, so the rest is read meanwhile. Where that shows that there must be no start, it is closed again. */
async function whileOpening<T>(opening: Promise<Database>, read: () => Promise<T>): Promise<[Database, T]> {
  opening.catch(() => undefined);
  try {
    const value = await read();
    return [await opening, value];
  } catch (cause) {
    await opening.then((unused) => unused.close(), () => undefined);
    throw cause;
  }
}

const fetchIssuerKeys = ({ jwksUrl = '', allowPrivate, ca }: KeysOf): Promise<unknown> => fetchKeys({ url: jwksUrl, allowPrivate, ...(ca ? { tls: { ca } } : {}) });

interface Lookups {
  tlsOf: (transport: WebhookTransport) => ClientTls | undefined;
  signingOf: (centre: Centre) => SignatureRules;
  accessOf: (feed: Feed) => { headers: Record<string, string>; tls?: ClientTls };
}

/** A network whose certificates TLS has been seen to take, and whose keys have been read. */
const withKeys = ({ tlsOf, signingOf, accessOf }: Lookups, network: NetworkFile): NetworkFile => {
  for (const centre of network.centres) {
    const tls = centre.receive?.transport.type === 'webhook' ? tlsOf(centre.receive.transport) : undefined;
    for (const used of [tls, ...(centre.send?.feeds ?? []).map((feed) => accessOf(feed).tls)]) if (used) secureContextOf(used);
    signingOf(centre);
  }
  return network;
};

/** Who may call, by key, certificate or token: as the network file says that was read last. */
function createCallers(settings: Settings, env: Environment, clock: Clock, first: NetworkFile, failed: (cause: unknown) => void) {
  const keysOf = createIssuerKeys({ fetch: fetchIssuerKeys, monotonic: clock.monotonic, failed });
  const read = (network: NetworkFile) => ({ principals: principalsOf(network), issuers: openIssuers(network, settings, env).map((issuer) => ({ ...issuer, keys: keysOf(issuer) })) });
  let known = read(first);
  const find: FindPrincipal = {
    byKey: (sha256) => known.principals.byKey(sha256), byCertificate: (sha256) => known.principals.byCertificate(sha256), bySubject: (issuer, subject) => known.principals.bySubject(issuer, subject),
    verifyToken: async (token) => (await import('./trust/verify-token.js')).verifyToken(token, known.issuers, clock.now()), now: clock.now,
  };
  /** Reads first and changes then: a file that cannot be used changes nothing. */
  const prepare = (network: NetworkFile): (() => void) => { const fresh = read(network); return () => { known = fresh; }; };
  return { find, issuers: () => known.issuers, prepare };
}

/**
 * Starts a gateway: ready when this resolves.
 * @throws ConfigurationError, or an Error that says what is wrong with the database or the key store.
 */
export async function startGateway(settings: Settings, env: Environment, log: Logger, options: StartOptions = {}): Promise<Gateway> {
  const { role = 'all', clock = systemClock, embedded } = options;
  const started = clock.monotonic();
  let tls = readListenerTls(settings, clock.now());
  const tlsOf = createTlsLookup(settings, env);
  const signingOf = createSigningLookup(settings, env);
  const accessOf = createFeedLookup(settings, env);
  const alarmSecret = openAlarmSecret(settings, env);
  const plainTelemetry = createTelemetry(log);
  const masterKey = openMasterKey(settings);
  const secrets = openDeploymentSecrets(settings.keyStore, masterKey);
  const xmlSigningKey = createXmlSigningKey(settings.keyStore, masterKey);
  const opening = openStore(settings, secrets.check, (cause) => plainTelemetry.failed('database', cause), embedded);
  const [database, { formats, rules, stepsOf, readNetwork, firstNetwork }] = await whileOpening(opening, () => readFirst(settings, env, { tlsOf, signingOf, accessOf }));
  let network = firstNetwork;

  const metrics = createMetrics({
    states: () => countStates(database),
    lines: async () => (await readCentreHealth(database)).map(({ centre, openSince }) => ({ centre, down: openSince !== null })),
    feeds: async () => {
      // One that has left the network file is nobody's trouble any more.
      const known = new Set(sourcesOf(network).map(({ id }) => id));
      return known.size === 0 ? [] : (await readFeedHealth(database)).filter(({ id }) => known.has(id)).map(({ id, centre, downSince }) => ({ feed: id, centre, down: downSince !== null }));
    },
  });
  const telemetry = tracing(metrics.counting(plainTelemetry), () => clock.now().getTime());
  const callers = createCallers(settings, env, clock, firstNetwork, (cause) => telemetry.failed('issuer', cause));
  const hash = createKeyedHash(secrets.pepper);
  const keys = openKeyStore(settings.keyStore, masterKey);
  const sealed = createSealedStore(database, keys);
  const sealedProposals = createSealedStore(database, keys, 'proposal');
  const sealedErasures = createSealedStore(database, keys, 'erasure');
  const reader = createAlertReader(sealed, createSealedStore(database, keys, 'document'), database);
  let listensAt = '';
  const contentAddress = (alert: string): ContentAddress => (info, resource) => `${settings.publicUrl ?? listensAt}/v1/alerts/${alert}/resources/${info}/${resource}`;
  const photoLinks = createPhotoLinks({ database, sealed, hash, clock, minutes: settings.photoLinkMinutes, addressOf: (token) => `${settings.publicUrl ?? listensAt}/v1/photos/${token}` });
  const encoder = createEncoder({
    reader, formats, signXml: (body) => signXml(body, xmlSigningKey().privateKey), contentAddress, photoLinks,
    notices: { erase: writeOrder({ database, sealedErasures }), reminder: createReminderWriter(database) },
  });
  const doorbell = createDoorbell();
  const queue = openQueue({
    redisUrl: settings.redisUrl, name: `deliveries-${secrets.check.toString('hex').slice(0, 16)}`, changed: (up) => telemetry.queueChanged({ up }),
    notifications: settings.databaseUrl ? openNotifications(settings.databaseUrl, database) : undefined,
  });
  const webhook = createWebhook();
  const currentNetwork = (): NetworkFile => network;
  const stopping = new AbortController();
  const channels = [logChannel(telemetry), ...(settings.alarmUrl && alarmSecret ? [webhookChannel({ url: settings.alarmUrl, secret: alarmSecret, webhook, clock })] : [])];
  await openAlarmCursors(database, channels.map(({ name }) => name));
  const isCalled = (id: string): boolean => findCentre(network, id)?.receive?.transport.type === 'webhook';
  const dispatch = createDispatch({ queue, ring: doorbell.ring, isCalled });
  const rulesOf = createRulesOf(rules);
  const forget = (alert: string): void => { reader.forget(alert); encoder.forget(alert); };
  const erasure = {
    database, keys, sealed, sealedErasures, journal: openJournal(settings.keyStore), clock, newId, network: currentNetwork, rulesOf, forget, dispatch,
    withinHours: () => eraseWithinHours(network),
  };
  const restoring = { ...erasure, mark: openMark(settings.keyStore) };
  await lookForRestore(restoring);
  const erase = async (): Promise<number> => {
    const count = await keepErasing(erasure) + await eraseProposals(database, keys);
    await keepMark(restoring);
    return count;
  };
  const upkeep = startUpkeep(database, telemetry, {
    chained: () => doorbell.ring(CHAINED), alarms: () => tellAlarms({ database, channels, telemetry, stopping: stopping.signal }), erase, times: () => keepTime(deciding),
  });
  const followNetwork = async (): Promise<void> => {
    await alignTransports(database, network.centres.flatMap(({ id, receive }) => (receive ? [{ centre: id, transport: receive.transport.type }] : [])));
    await passOn({ database, network: currentNetwork });
  };
  const common = { database, sealed, formats, network: currentNetwork, nudge: upkeep.nudge, rulesOf, doorbell, stopping: stopping.signal, clock };
  const deciding = { ...common, reader, keys, hash, dispatch };
  const inbound = { ...deciding, geography: loadGeography, telemetry, signingOf, decideByReceipt: createDecideByReceipt(deciding) };
  const worker = role === 'api' ? undefined : startWorker({
    database, queue, network: currentNetwork, encoder, webhook, tlsOf, readReceipt,
    keepWords: async (alert, ref, words) => { await sealed.write(database, alert, { kind: 'words', ref, plain: Buffer.from(words) }); }, clock, telemetry, random: Math.random,
    decideByAnswer: (centre, alert, receipt) => decideByAnswer(deciding, centre, alert, receipt),
    sign: createSigner(createSecretLookup(settings, env), secrets), changed: upkeep.nudge,
  });

  let described: object | undefined;
  const routes: Route[] = [
    ...alertRoutes({ ...inbound, contentAddress, photoLinks }), ...photoRoutes(inbound),
    ...decisionRoutes(inbound), ...messageRoutes(common),
    ...erasureRoutes({ ...common, erasure }), ...holdRoutes({ ...common, holds: erasure }),
    ...proposalRoutes({ ...inbound, sealedProposals, stepsOf }),
    ...statusRoutes({ ...common, reader }), ...inboxRoutes({ ...common, encoder }), ...networkRoutes({ ...common, publicKey: secrets.publicKey, xmlPublicKey: () => xmlSigningKey().publicKey }),
    ...toolRoutes(common), ...eventRoutes(common),
    ...operatorRoutes({ ...common, dispatch }),
    ...statisticsRoutes(common),
    ...auditRoutes({ ...common, signingKey: secrets.signingKey, publicKey: secrets.publicKey }),
    ...systemRoutes({
      ...common, queue, metrics, open: () => !stopping.signal.aborted, describe: () => (described ??= openApi(routes)),
      examineGateway: () => examineGateway({
        database, queue, clock, network: currentNetwork, directory: settings.keyStore, alarmWebhook: alarmSecret !== undefined, tlsOf, accessOf,
        issuers: callers.issuers, listenerEnds: () => tls?.ends,
      }),
    }),
  ];
  const admission = createAdmission({ rate: settings.submitRate, bytes: settings.submitBytes }, telemetry);
  const app = createApp(role === 'worker' ? routes.filter(({ name }) => !name.includes('/v1/')) : routes, callers.find, telemetry, admission, { secure: tls !== undefined });
  const listener = createListener(app, tls);
  const url = await listener.open(settings.port, settings.host);
  listensAt = url;
  await followNetwork();
  telemetry.started({ url, engine: database.engine, centres: network.centres.length, milliseconds: Math.round(clock.monotonic() - started) });
  queue.begin?.();
  const poller = role === 'api' ? undefined : startPoller({ ...inbound, fetch: fetchDocument, accessOf, random: Math.random, version: packageVersion(), changed: upkeep.nudge });
  const photoKeeper = role === 'api' ? undefined : startPhotoKeeper({ ...inbound, fetch: fetchDocument, random: Math.random, changed: upkeep.nudge });
  for (const text of settingWarnings(settings, env)) log.warn(text);
  // The atlas is some megabytes to read, which a start need not wait for, and who only delivers needs none of.
  if (role !== 'worker') setTimeout(() => { void loadGeography(); }, 0).unref();

  /** All is read and tried before anything changes. */
  const renew = (): void => {
    const [freshTls, freshNetwork] = [readListenerTls(settings, clock.now()), readNetwork()];
    const change = callers.prepare(freshNetwork);
    if (freshTls) listener.renew(freshTls);
    tls = freshTls;
    network = freshNetwork;
    change();
    webhook.renew();
  };

  return {
    url,
    reload: () => {
      try { renew(); } catch (cause) {
        telemetry.failed('reload', cause);
        throw cause;
      }
      telemetry.reloaded({ centres: network.centres.length });
      // Streams look up now, and those whose key is gone end.
      doorbell.ring(CHAINED);
      Promise.all([followNetwork(), poller?.follow()]).catch((cause: unknown) => telemetry.failed('reload', cause));
    },
    stop: async () => {
      telemetry.stopping();
      stopping.abort();
      const patience = settings.stopSeconds * 1_000;
      await Promise.all([listener.close(patience), worker?.stop(patience), poller?.stop(), photoKeeper?.stop()]);
      await Promise.all([upkeep.stop(), queue.close()]);
      await webhook.close();
      await database.close();
      telemetry.stopped();
    },
  };
}
