// What a receiver's answer means (contract 6): delivered, acknowledged, refused, worth another try, or a case for a human.
import { ERASED_RECEIPT } from '../store/erase-orders.js';
import type { Outcome } from '../store/deliveries.js';
import { HELD_PROBE_MS, retryWait } from './retry-schedule.js';
import { parseRetryAfter } from './transport/retry-after.js';
import type { Answer } from './transport/webhook.js';

export interface Attempt { attempt: number; ageMs: number; random: number; now: number; /** The receipt in the answer, if it answers this very alert: a CAP one, or that it was erased. */ receipt?: 'Ack' | 'Error' | 'Erased' }

type Verdict = Omit<Outcome, 'id' | 'token' | 'centre'>;

/** Statuses that say "later", besides every 5xx. */
const TRANSIENT = new Set([408, 425, 429]);

const retry = (error: string, { attempt, ageMs, random }: Attempt, retryAfterMs?: number): Verdict =>
  ({ state: 'retrying', error, waitMs: retryWait(attempt, ageMs, random, retryAfterMs) });

const hold = (error: string): Verdict => ({ state: 'held', heldReason: 'receiver', error, waitMs: HELD_PROBE_MS });

/** A 410 is held like any other 4xx: no answer ever disables a centre. */
export function judgeAnswer(answer: Answer, attempt: Attempt): Verdict {
  if ('failure' in answer) return answer.kind === 'transient' ? retry(answer.failure, attempt) : hold(answer.failure);
  if (attempt.receipt === 'Error') return { state: 'refused', error: 'CAP_ERROR', receipt: 'cap-error' };
  const { status } = answer;
  if (status >= 200 && status < 300 && attempt.receipt === 'Erased') return { state: 'acknowledged', receipt: ERASED_RECEIPT };
  if (status >= 200 && status < 300) return attempt.receipt === 'Ack' ? { state: 'acknowledged', receipt: 'cap-ack' } : { state: 'delivered', receipt: 'unsigned' };
  if (TRANSIENT.has(status) || status >= 500) return retry(`HTTP_${status}`, attempt, parseRetryAfter(answer.retryAfter, attempt.now));
  return hold(`HTTP_${status}`);
}
