// The only file that wires: every port is made here and passed on as an argument.
import { loadFormats } from './adapter/load-formats.js';
import { readReceipt } from './cap/read-receipt.js';
import { systemClock, type Clock } from './clock.js';
import { principalsOf } from './config/centres.js';
import { createSecretLookup, createTlsLookup, openIssuers, openMasterKey, openNetwork } from './config/deployment.js';
import { settingWarnings, type Environment, type Settings } from './config/environment.js';
import { readListenerTls } from './config/listener-tls.js';
import { loadGeography } from './geo/geography.js';
import { alertRoutes } from './http/alert-routes.js';
import { createApp } from './http/app.js';
import { auditRoutes } from './http/audit-routes.js';
import type { FindPrincipal } from './http/authenticate.js';
import { CHAINED, eventRoutes } from './http/event-routes.js';
import { inboxRoutes } from './http/inbox-routes.js';
import { createListener } from './http/listener.js';
import { networkRoutes } from './http/network-routes.js';
import { openApi } from './http/openapi.js';
import type { Route } from './http/route.js';
import { statusRoutes } from './http/status-routes.js';
import { systemRoutes } from './http/system-routes.js';
import { toolRoutes } from './http/tool-routes.js';
import type { NetworkFile, WebhookTransport } from './model/generated/network.js';
import { createDispatch } from './outbound/dispatch.js';
import { createDoorbell } from './outbound/doorbell.js';
import { createEncoder } from './outbound/encode.js';
import { secureContextOf, type ClientTls } from './outbound/transport/client-tls.js';
import { fetchKeys } from './outbound/transport/fetch-keys.js';
import { createWebhook } from './outbound/transport/webhook.js';
import { startWorker } from './outbound/worker.js';
import { createInProcessQueue } from './queue/in-process.js';
import { createAlertReader } from './store/alert-reader.js';
import { alignTransports } from './store/deliveries.js';
import { openStore } from './store/open-store.js';
import { countStates, findAlert } from './store/reads.js';
import { createSealedStore } from './store/sealed.js';
import { createTelemetry } from './telemetry/events.js';
import type { Logger } from './telemetry/log.js';
import { createMetrics } from './telemetry/metrics.js';
import { openDeploymentSecrets, type DeploymentSecrets } from './trust/deployment-secrets.js';
import { createIssuerKeys, type KeysOf } from './trust/issuer-keys.js';
import { openKeyStore } from './trust/key-store.js';
import { createKeyedHash } from './trust/keyed-hash.js';
import { signAsymmetric, signSymmetric } from './trust/sign-webhook.js';
import { verifyToken } from './trust/verify-token.js';
import { examineGateway } from './upkeep/examine-gateway.js';
import { startUpkeep } from './upkeep/upkeep.js';

/** api answers callers, worker delivers; all does both. */
export type GatewayRole = 'all' | 'api' | 'worker';

export interface Gateway {
  url: string;
  /** Reads the network file and the certificates again. @throws ConfigurationError for a file with problems; then all stays as it was. */
  reload(): void;
  stop(): Promise<void>;
}

const createSigner = (secretOf: (transport: WebhookTransport) => string, { signingKey }: DeploymentSecrets) =>
  (transport: WebhookTransport, delivery: string, timestamp: number, body: Uint8Array): string => {
    const symmetric = signSymmetric(secretOf(transport), delivery, timestamp, body);
    return transport.signature === 'ed25519' ? `${signAsymmetric(signingKey, delivery, timestamp, body)} ${symmetric}` : symmetric;
  };

const fetchIssuerKeys = ({ jwksUrl = '', allowPrivate, ca }: KeysOf): Promise<unknown> => fetchKeys({ url: jwksUrl, allowPrivate, ...(ca ? { tls: { ca } } : {}) });

/** A network whose certificates TLS has been seen to take. */
const withCertificates = (tlsOf: (transport: WebhookTransport) => ClientTls | undefined, network: NetworkFile): NetworkFile => {
  for (const { receive } of network.centres) {
    const tls = receive?.transport.type === 'webhook' ? tlsOf(receive.transport) : undefined;
    if (tls) secureContextOf(tls);
  }
  return network;
};

/**
 * Starts a gateway: ready when this resolves.
 * @throws ConfigurationError, or an Error that says what is wrong with the database or the key store.
 */
export async function startGateway(settings: Settings, env: Environment, log: Logger, options: { role?: GatewayRole; clock?: Clock } = {}): Promise<Gateway> {
  const { role = 'all', clock = systemClock } = options;
  const started = clock.monotonic();
  let tls = readListenerTls(settings, clock.now());
  const formats = await loadFormats();
  const tlsOf = createTlsLookup(settings, env);
  const readNetwork = (): NetworkFile => withCertificates(tlsOf, openNetwork(settings, env, formats.all.map(({ id }) => id), `${tls ? 'https' : 'http'}://${settings.host}:${settings.port}`));
  let network = readNetwork();
  const secrets = openDeploymentSecrets(settings.keyStore, openMasterKey(settings));
  const plainTelemetry = createTelemetry(log);
  // A third of a second of work, done while the database starts, so that the first alert does not wait for it.
  void loadGeography();
  const database = await openStore(settings, secrets.check, (cause) => plainTelemetry.failed('database', cause));

  const keysOf = createIssuerKeys({ fetch: fetchIssuerKeys, monotonic: clock.monotonic, failed: (cause) => telemetry.failed('issuer', cause) });
  const readPeople = (people: NetworkFile) => ({ principals: principalsOf(people), issuers: openIssuers(people, settings, env).map((issuer) => ({ ...issuer, keys: keysOf(issuer) })) });
  let { principals, issuers } = readPeople(network);

  const metrics = createMetrics(() => countStates(database));
  const telemetry = metrics.counting(plainTelemetry);
  const hash = createKeyedHash(secrets.pepper);
  const keys = openKeyStore(settings.keyStore, openMasterKey(settings));
  const sealed = createSealedStore(database, keys);
  const reader = createAlertReader(sealed);
  const encoder = createEncoder({ reader, formats, isSigned: async (alert) => (await findAlert(database, alert))?.signed ?? false });
  const doorbell = createDoorbell();
  const queue = createInProcessQueue();
  const webhook = createWebhook();
  const currentNetwork = (): NetworkFile => network;
  const upkeep = startUpkeep(database, telemetry, () => doorbell.ring(CHAINED));
  const dispatch = createDispatch(role === 'api' ? undefined : queue, doorbell.ring, telemetry);
  const worker = role === 'api' ? undefined : startWorker({
    database, queue, network: currentNetwork, encoder, webhook, tlsOf, readReceipt, clock, telemetry, random: Math.random,
    sign: createSigner(createSecretLookup(settings, env), secrets), changed: upkeep.nudge,
  });

  const followNetwork = (): Promise<unknown> => alignTransports(database, network.centres.flatMap(({ id, receive }) => (receive ? [{ centre: id, transport: receive.transport.type }] : [])));
  const stopping = new AbortController();
  const common = { database, sealed, formats, network: currentNetwork, nudge: upkeep.nudge, doorbell, stopping: stopping.signal, clock };
  const routes: Route[] = [
    ...alertRoutes({ ...common, reader, keys, hash, geography: loadGeography, telemetry, dispatch }),
    ...statusRoutes(common), ...inboxRoutes({ ...common, encoder }), ...networkRoutes({ ...common, publicKey: secrets.publicKey }), ...toolRoutes(common), ...eventRoutes(common),
    ...auditRoutes({ ...common, signingKey: secrets.signingKey, publicKey: secrets.publicKey }),
    ...systemRoutes({
      ...common, queue, metrics, open: () => !stopping.signal.aborted, describe: () => openApi(routes),
      examineGateway: () => examineGateway({ database, queue, clock, network: currentNetwork, directory: settings.keyStore, tlsOf, issuers: () => issuers, listenerEnds: () => tls?.ends }),
    }),
  ];
  const whoIs: FindPrincipal = {
    byKey: (sha256) => principals.byKey(sha256), byCertificate: (sha256) => principals.byCertificate(sha256), bySubject: (issuer, subject) => principals.bySubject(issuer, subject),
    verifyToken: (token) => verifyToken(token, issuers, clock.now()), now: clock.now,
  };
  const app = createApp(role === 'worker' ? routes.filter(({ name }) => !name.includes('/v1/')) : routes, whoIs, telemetry, { secure: tls !== undefined });
  const listener = createListener(app, tls);
  const url = await listener.open(settings.port, settings.host);
  await followNetwork();
  telemetry.started({ url, engine: database.engine, centres: network.centres.length, milliseconds: Math.round(clock.monotonic() - started) });
  for (const text of settingWarnings(settings, env)) log.warn(text);

  return {
    url,
    reload: () => {
      const [freshTls, freshNetwork] = [readListenerTls(settings, clock.now()), readNetwork()];
      const people = readPeople(freshNetwork);
      if (freshTls) listener.renew(freshTls);
      tls = freshTls;
      network = freshNetwork;
      ({ principals, issuers } = people);
      webhook.renew();
      telemetry.reloaded({ centres: network.centres.length });
      followNetwork().catch((cause: unknown) => telemetry.failed('reload', cause));
    },
    stop: async () => {
      telemetry.stopping();
      stopping.abort();
      const patience = settings.stopSeconds * 1_000;
      await Promise.all([listener.close(patience), worker?.stop(patience)]);
      await upkeep.stop();
      await webhook.close();
      await database.close();
      telemetry.stopped();
    },
  };
}
