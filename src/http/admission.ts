// Who is let in when much comes at once (reliability clause 16): decided with the key and the headers, before a body is read.
import type { Request } from 'express';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AlertBridgeError } from '../errors.js';
import type { Telemetry } from '../telemetry/events.js';
import type { RouteName } from './access.js';
import { createBudget, type Budget } from './budget.js';
import { createGate, type Gate, type GateLimits, type Place } from './gate.js';
import { BODY_LIMIT } from './read-body.js';

/** `exchange`: what moves alerts on (fetching, answers, confirmations, an operator's steps). Nothing of one kind waits for another. */
type Kind = 'submission' | 'exchange' | 'read' | 'stream' | 'always';

/** What is not named here is a read. */
const KINDS: Partial<Record<RouteName, Kind>> = {
  'POST /v1/alerts': 'submission', 'POST /v1/proposals': 'submission', 'POST /v1/proposals/:id/issue': 'submission',
  'POST /v1/proposals/:id/steps': 'exchange',
  'POST /v1/alerts/:id/confirm': 'exchange', 'GET /v1/inbox': 'exchange', 'POST /v1/inbox/:delivery/ack': 'exchange',
  'POST /v1/deliveries/redrive': 'exchange', 'POST /v1/deliveries/:id/redrive': 'exchange', 'POST /v1/centres/:id/pause': 'exchange', 'POST /v1/centres/:id/resume': 'exchange',
  'GET /v1/events': 'stream',
  'GET /healthz': 'always', 'GET /readyz': 'always', 'GET /metrics': 'always',
};

const MEGABYTE = 1024 * 1024;

/** Four reads and four exchanges at work leave half of the sixteen connections to the database to submissions and deliveries. */
export const GATES: Record<Exclude<Kind, 'always'>, GateLimits> = {
  submission: { atWork: Infinity, open: 8_192, perCaller: 2_048 },
  exchange: { atWork: 4, open: 1_024, perCaller: 128 },
  read: { atWork: 4, open: 512, perCaller: 128 },
  stream: { atWork: Infinity, open: 512, perCaller: 128 },
};
/** 128 MB in all. A quarter of what submissions have is for one centre, so that four at their worst still leave none without. */
const ALERT_BYTES = { total: 96 * MEGABYTE, perCaller: 32 * MEGABYTE };
const OTHER_BYTES = { total: 32 * MEGABYTE, perCaller: 16 * MEGABYTE };
/** A request costs more memory than the bytes of its body. */
const LEAST_BYTES = 16 * 1024;

export interface AdmissionLimits { /** Messages a second of one centre, and bytes a second. */ rate: number; bytes: number }

/** A request that was let in. */
export interface Visit {
  /** Told while the body is read how much of it is there, unpacked. @throws AlertBridgeError TOO_MANY where memory is short. */
  bodyGrew(size: number): void;
  /** Resolves when it is this request's turn. */
  work(): Promise<void>;
  /** Waits for something without keeping others from their turn. */
  rest<T>(wait: () => Promise<T>): Promise<T>;
  leave(): void;
}

export interface Admission {
  /** @param caller the id of the key's holder. @throws AlertBridgeError TOO_MANY, with the seconds to wait */
  enter(route: RouteName, caller: string | undefined, headers: Request['headers']): Promise<Visit>;
}

const VISIT_OF_NOBODY: Visit = { bodyGrew: () => undefined, work: async () => undefined, rest: (wait) => wait(), leave: () => undefined };

const BUSY: Record<Exclude<Kind, 'always'>, string> = {
  submission: 'More messages are being taken in at this moment than the gateway has room for. Send the same message again in a second; a repeat is recognised.',
  exchange: 'Too many calls of this kind are open at this moment. Send it again in a second, and keep one call to the mailbox open instead of many.',
  read: 'Too many questions are being answered at this moment. Ask again in a second; alerts go first.',
  stream: 'Too many event streams are open. Close those that nobody reads, and share one among many readers.',
};

const tooMany = (detail: string, seconds = 1): AlertBridgeError => new AlertBridgeError('TOO_MANY', detail, [], seconds);

/** So much a second, and besides four seconds' worth of it in any ten: desks send in bursts. */
const createLimiter = (points: number): { consume(caller: string, amount: number): Promise<number>; add(caller: string, amount: number): void } => {
  const steady = new RateLimiterMemory({ points, duration: 1 });
  const limiter = new BurstyRateLimiter(steady, new RateLimiterMemory({ points: points * 4, duration: 10 }));
  return {
    /** @returns 0, or the milliseconds until the next try. */
    consume: async (caller, amount) => {
      try { await limiter.consume(caller, amount); return 0; } catch (cause) {
        if (cause instanceof RateLimiterRes) return Math.max(1, cause.msBeforeNext);
        throw cause;
      }
    },
    add: (caller, amount) => { void steady.penalty(caller, amount); },
  };
};

/** What the headers say of the body; a size that is over the limit is refused by the reader. */
const announced = (headers: Request['headers']): number => Math.min(Number(headers['content-length'] ?? 0) || 0, BODY_LIMIT);

const visitOf = (place: Place, budget: Budget, caller: string, reserved: number, grown: (more: number) => void, noRoom: () => never): Visit => {
  let held = reserved;
  let left = false;
  return {
    bodyGrew: (size) => {
      if (left || size <= held) return;
      // In larger steps than the chunks come in.
      const more = Math.max(size - held, LEAST_BYTES);
      if (!budget.take(caller, more)) noRoom();
      held += more;
      grown(more);
    },
    work: () => place.work(),
    rest: async (wait) => { place.rest(); try { return await wait(); } finally { await place.work(); } },
    leave: () => { if (!left) { left = true; budget.give(caller, held); place.leave(); } },
  };
};

export function createAdmission(limits: AdmissionLimits, telemetry: Telemetry): Admission {
  const gates = Object.fromEntries(Object.entries(GATES).map(([kind, gate]) => [kind, createGate(gate)])) as Record<Exclude<Kind, 'always'>, Gate>;
  const budgets = { alerts: createBudget(ALERT_BYTES), others: createBudget(OTHER_BYTES) };
  const [rate, bytes] = [createLimiter(limits.rate), createLimiter(limits.bytes)];

  const refuse = (kind: string, caller: string, detail: string, seconds?: number): never => {
    telemetry.overloaded({ kind, caller });
    throw tooMany(detail, seconds);
  };

  const checkRate = async (caller: string, size: number): Promise<void> => {
    const again = 'Wait for the seconds that Retry-After names, then send the same message again; a repeat is recognised.';
    const tooOften = await rate.consume(caller, 1);
    if (tooOften > 0) refuse('submission-rate', caller, `A centre may submit ${limits.rate} messages a second, and some more in a burst. ${again}`, Math.ceil(tooOften / 1_000));
    const tooMuch = await bytes.consume(caller, size);
    if (tooMuch > 0) refuse('submission-bytes', caller, `A centre may submit ${limits.bytes} bytes a second, and some more in a burst. ${again} Send pictures as links instead of inside the message.`, Math.ceil(tooMuch / 1_000));
  };

  return {
    enter: async (route, principal, headers) => {
      const kind = KINDS[route] ?? 'read';
      if (kind === 'always') return VISIT_OF_NOBODY;
      const caller = principal ?? 'nobody';
      const size = announced(headers);
      if (kind === 'submission') await checkRate(caller, size);
      const place = gates[kind].enter(caller) ?? refuse(kind, caller, BUSY[kind]);
      const budget = kind === 'read' ? budgets.others : budgets.alerts;
      const noRoom = (): never => refuse('memory', caller, 'The bodies that are being worked on fill the memory set aside for them. Send it again in a second; a repeat is recognised.');
      const reserved = route.startsWith('POST') ? Math.max(size, LEAST_BYTES) : 0;
      if (!budget.take(caller, reserved)) { place.leave(); noRoom(); }
      return visitOf(place, budget, caller, reserved, (more) => { if (kind === 'submission') bytes.add(caller, more); }, noRoom);
    },
  };
}
