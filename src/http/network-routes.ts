// Who is in the network, which formats are installed, and what waits for whom.
import type { KeyObject } from 'node:crypto';
import { decidingCentre } from '../config/centres.js';
import type { Formats } from '../format/formats.js';
import type { CentreView } from '../model/generated/centre.js';
import type { Delivery } from '../model/generated/delivery.js';
import { sourcesOf, type Source } from '../model/feed-sources.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { readCentreHealth, type CentreHealth } from '../store/centre-states.js';
import type { Database } from '../store/database.js';
import { readFeedHealth, type FeedHealth } from '../store/feeds.js';
import { listDeliveries, type DeliveryRow } from '../store/reads.js';
import type { RulesOf } from '../rules/national-rules.js';
import type { SealedStore } from '../store/sealed.js';
import type { Principal } from './authenticate.js';
import { decisionsOf, type DecisionPorts } from './decision-view.js';
import { choiceQuery, pageQuery, PAGE_PARAMETERS, textQuery, type BeforeJson, type Route } from './route.js';
import { deliveryView } from './status-routes.js';

export interface NetworkRoutePorts { database: Database; sealed: SealedStore; network: () => NetworkFile; formats: Formats; rulesOf: RulesOf; publicKey: KeyObject; xmlPublicKey: () => KeyObject }

export const DELIVERY_STATES = ['queued', 'retrying', 'held', 'delivered', 'acknowledged', 'refused', 'superseded', 'expired', 'dead'] as const;

/** Whether the centre's line is up as far as the last attempts tell; a mailbox is as healthy as its owner is diligent. */
export const healthView = (health: CentreHealth | undefined): BeforeJson<CentreView['health']> => {
  const { openSince = null, paused = false, pausedSince = null, failures = 0, lastSuccessAt = null, lastFailureAt = null } = health ?? {};
  const line = openSince ? 'down' : failures > 0 ? 'failing' : lastSuccessAt ? 'up' : 'not tried';
  return { line: paused ? 'paused' : line, failures, downSince: openSince, pausedSince, lastSuccessAt, lastFailureAt };
};

/** Addresses, secrets and key hashes stay in the network file. */
export const centreView = (centre: Centre, network: NetworkFile, health: CentreHealth | undefined, rulesOf: RulesOf): BeforeJson<CentreView> => ({
  id: centre.id, country: centre.country, name: centre.name, languages: centre.languages, contact: centre.contact ?? null, decides: decidingCentre(network, centre.country)?.id === centre.id,
  sends: centre.send?.adapter ?? null, receives: centre.receive ? { adapter: centre.receive.adapter, transport: centre.receive.transport.type, statuses: centre.receive.statuses ?? ['Actual'] } : null, health: healthView(health),
  rules: rulesOf(centre.country) ?? null,
});

/** The one for webhooks, and the one for CAP where some centre gets it signed. */
const publicKeys = ({ publicKey, xmlPublicKey, network }: NetworkRoutePorts): object => ({
  publicKey: publicKey.export({ format: 'jwk' }),
  ...(network().centres.some(({ receive }) => receive?.sign) ? { xmlPublicKey: xmlPublicKey().export({ format: 'jwk' }) } : {}),
});

/** Deliveries as operators see them: codes, and whose alert they carry. */
export const operatorsView = async (ports: DecisionPorts, rows: readonly DeliveryRow[], principal: Principal): Promise<BeforeJson<Delivery>[]> => {
  const decisionOf = await decisionsOf(ports, rows, principal);
  return Promise.all(rows.map(async (row) => ({ ...await deliveryView(ports, row, false, decisionOf), alert: row.alert, incident: row.incident, createdAt: row.createdAt, expiresAt: row.expiresAt })));
};

/** Whoever has to mend a feed. */
const maySeeFeeds = ({ role, id }: Principal, centre: Centre): boolean => role === 'operator' || (role === 'centre' && id === centre.id);

const feedView = ({ id, kind, address }: Source, health: FeedHealth | undefined): NonNullable<BeforeJson<CentreView>['feeds']>[number] => {
  const { failures = 0, downSince = null, lastAttemptAt = null, lastSuccessAt = null, lastError = null } = health ?? {};
  const state = downSince ? 'down' : failures > 0 ? 'failing' : lastSuccessAt ? 'up' : 'not tried';
  return { id, kind, address, state, failures, downSince, lastAttemptAt, lastSuccessAt, lastError };
};

/** By centre, of those the caller may see. */
async function feedsFor({ database, network }: NetworkRoutePorts, principal: Principal): Promise<(centre: Centre) => Pick<BeforeJson<CentreView>, 'feeds'>> {
  const sources = sourcesOf(network());
  const health = new Map(sources.length > 0 ? (await readFeedHealth(database)).map((row) => [row.id, row]) : []);
  return (centre) => {
    const mine = maySeeFeeds(principal, centre) ? sources.filter((source) => source.centre.id === centre.id) : [];
    return mine.length > 0 ? { feeds: mine.map((source) => feedView(source, health.get(source.id))) } : {};
  };
}

export const networkRoutes = (ports: NetworkRoutePorts): Route[] => [
  {
    name: 'GET /v1/centres', summary: 'The centres of the network: contact points, languages, health, national rules', responses: { 200: 'All centres and the gateway\'s public keys.' },
    answer: async (_request, response, principal) => {
      const { centres, gateway } = ports.network();
      const health = new Map((await readCentreHealth(ports.database)).map((row) => [row.centre, row]));
      const feedsOf = await feedsFor(ports, principal);
      const items = centres.map((centre) => ({ ...centreView(centre, ports.network(), health.get(centre.id), ports.rulesOf), ...feedsOf(centre) }));
      response.json({ gateway: { id: gateway.id, ...publicKeys(ports) }, items, next: null });
    },
  },
  {
    name: 'GET /v1/adapters', summary: 'The installed formats, how well founded each is, and what it loses', responses: { 200: 'All manifests.' },
    answer: (_request, response) => { response.json({ items: ports.formats.all.map(({ manifest }) => manifest), next: null }); },
  },
  {
    name: 'GET /v1/deliveries', summary: 'Transmissions, newest first: codes only',
    query: [{ name: 'state', description: 'State of the delivery.', enum: DELIVERY_STATES }, { name: 'centre', description: 'Centre id.' }, ...PAGE_PARAMETERS],
    responses: { 200: 'A page of deliveries.' },
    answer: async (request, response, principal) => {
      const { items, next } = await listDeliveries(ports.database, { state: choiceQuery(request, 'state', DELIVERY_STATES), centre: textQuery(request, 'centre') }, pageQuery(request));
      response.json({ items: await operatorsView(ports, items, principal), next });
    },
  },
];
