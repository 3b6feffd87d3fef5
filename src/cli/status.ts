// `alertbridge status`: who has an alert and what they decided, once or as it happens.
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, problemText, Refused, Unreachable, type Api } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';
import { alertText, eventText, incidentText, listText, type AlertStatus, type Happening, type Incident } from './status-text.js';

export interface StatusOptions extends CallerOptions { url: string; follow?: boolean; json?: boolean }

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
        if (data && (id === undefined || data.alert === id || data.incident === id)) io.out(options.json ? JSON.stringify(data) : eventText(data as unknown as Happening));
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
