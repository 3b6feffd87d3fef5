// Between the halves, after the commit: tells the queue and the mailboxes that something waits. Safe to repeat, safe to lose.
import { priorityOf } from '../model/relay.js';
import type { Queue } from '../queue/queue.js';

export type Dispatch = (deliveries: readonly { id: string; centre: string; state: string }[], msgType: string) => void;

export interface DispatchPorts {
  queue: Queue;
  /** Wakes whoever waits at the mailbox of a centre. */
  ring: (centre: string) => void;
  /** True for centres that are called; the others fetch. */
  isCalled: (centre: string) => boolean;
}

export const createDispatch = ({ queue, ring, isCalled }: DispatchPorts): Dispatch => (deliveries, msgType) => {
  const waiting = deliveries.filter(({ state }) => state === 'queued');
  const hints = waiting.filter(({ centre }) => isCalled(centre)).map(({ id, centre }) => ({ id, lane: centre, priority: priorityOf(msgType) }));
  if (hints.length > 0) queue.push(hints);
  for (const { centre } of waiting) ring(centre);
};
