// The queue of a gateway that accepts and delivers in one process: a hint is a function call.
import type { Hint, Queue } from './queue.js';

export function createInProcessQueue(): Queue {
  let take: ((hints: readonly Hint[]) => void) | undefined;
  /** Pushed before anybody listened. The sweep would find what is dropped here. */
  let early: Hint[] = [];
  return {
    push: (hints) => { if (take) take(hints); else early = [...early, ...hints].slice(0, 1_000); },
    listen: (taker) => {
      take = taker;
      taker(early.splice(0));
    },
    healthy: async () => true,
    close: async () => { take = () => undefined; },
  };
}
