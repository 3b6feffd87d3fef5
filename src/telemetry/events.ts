// What the path may tell the outside: fixed sentences with ids, codes and numbers, so that no personal data can reach a log by type.
import type { Logger } from './log.js';

export interface Telemetry {
  started(facts: { url: string; engine: string; centres: number; milliseconds: number }): void;
  reloaded(facts: { centres: number }): void;
  stopping(): void;
  stopped(): void;
  accepted(facts: { alert: string; incident: string; origin: string; deliveries: number; held: boolean; milliseconds: number }): void;
  refused(facts: { origin?: string; code: string; issues: string[] }): void;
  keyConflict(facts: { origin: string }): void;
  attempted(facts: { delivery: string; centre: string; outcome: string; error?: string; attempt: number; milliseconds: number }): void;
  lineChanged(facts: { centre: string; up: boolean }): void;
  /** A look at a feed or drop directory; `error` is the code of why it failed. Items are those in it, the other counts what changed. */
  polled(facts: { feed: string; centre: string; error?: string; items: number; accepted: number; refused: number; gone: number; milliseconds: number }): void;
  /** A picture was tried; `code` says why there is none. */
  photoTried(facts: { alert: string; place: number; origin: string; outcome: 'kept' | 'waiting' | 'failed' | 'released'; code?: string; attempt: number; milliseconds: number }): void;
  queueChanged(facts: { up: boolean }): void;
  /** A request was sent away because too many were there; `kind` says of what. */
  overloaded(facts: { kind: string; caller: string }): void;
  /** Something a person must hear of; `text` is one of the sentences of upkeep/alarms.ts. */
  alarm(facts: { alarm: string; level: 'error' | 'warning' | 'info'; text: string; runbook: string; position: number; at: string; alert: string | null; incident: string | null; centre: string | null; delivery: string | null; code: string | null }): void;
  alarmUntold(facts: { channel: string; code: string; alarms: number; attempt: number }): void;
  requested(facts: { method: string; route: string; status: number; principal?: string; milliseconds: number }): void;
  /** A failure inside the gateway; the message of the cause is ours or the engine's, never a message's content. */
  failed(where: string, cause: unknown): void;
}

/** Where in the code: the first line of the stack behind the message, which may quote what it was given. */
const placeOf = (stack: string | undefined): string | undefined => /\n\s+at (.+)/.exec(stack ?? '')?.[1];

/** Messages of errors may quote a name or a text; only those written for people by us are kept (errors.ts, config). */
const describe = (cause: unknown): Record<string, unknown> => {
  const { name = 'Error', message, code, stack } = cause as Partial<Error> & { code?: unknown };
  const ours = name === 'AlertBridgeError' || name === 'ConfigurationError';
  return { error: name, ...(typeof code === 'string' ? { code } : {}), ...(ours ? { message } : {}), at: placeOf(stack) };
};

const LOG_LEVEL = { error: 'error', warning: 'warn', info: 'info' } as const;

export const createTelemetry = (log: Logger): Telemetry => ({
  started: (facts) => log.info(facts, 'gateway ready'),
  reloaded: (facts) => log.info(facts, 'network file read again'),
  stopping: () => log.info('stopping: no new work, finishing what is under way'),
  stopped: () => log.info('stopped'),
  accepted: (facts) => log.info(facts, facts.held ? 'alert accepted and held: its status is in doubt, the origin must confirm' : 'alert accepted'),
  refused: (facts) => log.info(facts, 'message refused'),
  keyConflict: (facts) => log.warn(facts, 'security: the key of an accepted alert was used again with other content'),
  attempted: (facts) => log[facts.outcome === 'held' || facts.outcome === 'refused' || facts.outcome === 'dead' ? 'warn' : 'debug'](facts, 'delivery attempted'),
  lineChanged: (facts) => log[facts.up ? 'info' : 'warn'](facts, facts.up ? 'centre reachable again' : 'centre not reachable: one probe every ten seconds'),
  polled: (facts) => log[facts.error === undefined ? 'debug' : 'warn'](facts, facts.error === undefined ? 'feed read' : 'feed could not be read: tried again later'),
  photoTried: (facts) => log[facts.outcome === 'failed' ? 'warn' : 'debug'](facts, 'picture tried'),
  queueChanged: (facts) => log[facts.up ? 'info' : 'warn'](facts, facts.up ? 'queue reachable again' : 'queue not reachable: deliveries go on by the sweep, up to a second later'),
  overloaded: (facts) => log.debug(facts, 'request sent away: too many'),
  alarm: ({ level, text, ...facts }) => log[LOG_LEVEL[level]](facts, `alarm: ${text}`),
  alarmUntold: (facts) => log.error(facts, 'alarms could not be told on this channel; they are kept and tried again'),
  requested: (facts) => log.debug(facts, 'request'),
  failed: (where, cause) => log.error({ where, ...describe(cause) }, 'failure inside the gateway'),
});
