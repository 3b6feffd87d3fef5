// Between the halves, after the commit: tells the queue and the mailboxes that something waits. Safe to repeat, safe to lose.
import { priorityOf } from '../model/relay.js';
import type { Queue } from '../queue/queue.js';
import type { Telemetry } from '../telemetry/events.js';

export type Dispatch = (deliveries: readonly { id: string; centre: string; state: string }[], msgType: string) => void;

/**
 * @param queue undefined in a process that delivers nothing itself: the workers' sweep finds the rows.
 * @param ring wakes whoever waits at the mailbox of a centre.
 */
export const createDispatch = (queue: Queue | undefined, ring: (centre: string) => void, telemetry: Telemetry): Dispatch => (deliveries, msgType) => {
  const waiting = deliveries.filter(({ state }) => state === 'queued');
  queue?.push(waiting.map(({ id, centre }) => ({ id, lane: centre, priority: priorityOf(msgType) }))).catch((cause: unknown) => telemetry.failed('dispatch', cause));
  for (const { centre } of waiting) ring(centre);
};
