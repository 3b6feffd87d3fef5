// `alertbridge status`: who has an alert and what they decided, once or as it happens.
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, problemText, Refused, Unreachable, type Api } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';

export interface StatusOptions extends CallerOptions { url: string; follow?: boolean; json?: boolean }

type Decision = { state: string } | null;
interface Delivery {
  centre: string; country: string; state: string; heldReason: string | null; attempts: number; lastError: string | null; decision: Decision;
  deliveredAt: string | null; acknowledgedAt: string | null; nextAttemptAt: string | null;
}
interface AlertStatus { id: string; incident: string; msgType: string; state: string; effectiveStatus: string; heldReason: string | null; deliveries: Delivery[] }
interface Incident {
  id: string; live: boolean; alerts: { id: string; msgType: string; state: string; receivedAt: string }[];
  countries: { country: string; centres: { centre: string; state: string }[]; decision: Decision }[];
}

const deliveryLine = ({ country, centre, state, heldReason, deliveredAt, acknowledgedAt, nextAttemptAt, lastError, attempts, decision }: Delivery): string =>
  [`  ${country} ${centre}`.padEnd(20), state.padEnd(13), heldReason ? `held: ${heldReason}` : '', acknowledgedAt ? `acknowledged ${acknowledgedAt}` : deliveredAt ? `since ${deliveredAt}` : '',
    lastError ? `last error ${lastError}, ${attempts} tries` : '', nextAttemptAt ? `next try ${nextAttemptAt}` : '', decision ? `decision: ${decision.state}` : ''].filter(Boolean).join('  ');

const alertText = (status: AlertStatus): string => [`${status.msgType} ${status.id} of incident ${status.incident}: ${status.state}, ${status.effectiveStatus}${status.heldReason ? `, HELD (${status.heldReason})` : ''}`,
  ...status.deliveries.map(deliveryLine)].join('\n');

const incidentText = ({ id, live, alerts, countries }: Incident): string => [`Incident ${id}: ${live ? 'live' : 'ended'}`,
  ...alerts.map(({ msgType, id: alert, state, receivedAt }) => `  ${receivedAt}  ${msgType.padEnd(7)} ${alert}  ${state}`),
  ...countries.map(({ country, centres, decision }) => `  ${country}  ${centres.map(({ centre, state }) => `${centre} ${state}`).join(', ')}${decision ? `  decision: ${decision.state}` : ''}`)].join('\n');

const listText = ({ items }: { items: { id: string; msgType: string; state: string; origin: string; receivedAt: string }[] }): string =>
  (items.length === 0 ? 'No alerts yet.' : items.map(({ receivedAt, msgType, id, origin, state }) => `${receivedAt}  ${msgType.padEnd(7)} ${id}  from ${origin}  ${state}`).join('\n'));

/** An id is an alert's or an incident's; none asks for the latest alerts. */
async function ask(api: Api, id: string | undefined): Promise<{ body: unknown; text: string } | { refusal: string }> {
  if (id === undefined) {
    const list = await api.call('GET', '/v1/alerts?limit=20');
    return list.status === 200 ? { body: list.body, text: listText(list.body as Parameters<typeof listText>[0]) } : { refusal: problemText(list) };
  }
  const alert = await api.call('GET', `/v1/alerts/${encodeURIComponent(id)}/status`);
  if (alert.status === 200) return { body: alert.body, text: alertText(alert.body as AlertStatus) };
  const incident = alert.status === 404 ? await api.call('GET', `/v1/incidents/${encodeURIComponent(id)}`) : alert;
  return incident.status === 200 ? { body: incident.body, text: incidentText(incident.body as Incident) } : { refusal: problemText(incident) };
}

const eventText = ({ at, type, centre, alert, detail }: Record<string, unknown>): string => [at, type, centre, alert, JSON.stringify(detail)].filter((part) => part !== undefined && part !== '{}').join('  ');

const RECONNECT_MS = 2_000;

/** Where the stream stands now. Asked before the status, so that nothing falls between the two. */
async function placeNow(api: Api): Promise<string | undefined> {
  for await (const { id } of api.events('/v1/events')) return id;
  return undefined;
}

/** Prints events from a place on, without end: a stream that breaks is taken up again where it stopped. */
async function follow(api: Api, id: string | undefined, from: string | undefined, options: StatusOptions, io: Io): Promise<never> {
  let last = from;
  for (;;) {
    try {
      for await (const { id: position, data } of api.events('/v1/events', last)) {
        last = position;
        if (data && (id === undefined || data.alert === id || data.incident === id)) io.out(options.json ? JSON.stringify(data) : eventText(data));
      }
    } catch (cause) {
      if (!(cause instanceof Unreachable)) throw cause;
      io.err(`${cause.message} Trying again.`);
    }
    await sleep(RECONNECT_MS);
  }
}

/** @returns 0, 1 where the gateway refused, 3 where it cannot be reached. */
export async function showStatus(id: string | undefined, options: StatusOptions, io: Io): Promise<0 | 1 | 3> {
  const api = createApi(options.url, readCaller(options, io));
  try {
    const from = options.follow ? await placeNow(api) : undefined;
    const answer = await ask(api, id);
    if ('refusal' in answer) { io.err(answer.refusal); return 1; }
    io.out(options.json ? JSON.stringify(answer.body) : answer.text);
    return options.follow ? await follow(api, id, from, options, io) : 0;
  } catch (cause) {
    if (!(cause instanceof Unreachable || cause instanceof Refused)) throw cause;
    io.err(cause.message);
    return cause instanceof Refused ? 1 : 3;
  }
}
