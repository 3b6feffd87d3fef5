// The port of the queue. It only says "now": the delivery table is the truth, a lost hint costs latency and nothing else.

/** Ids and codes only. `lane` is the centre; `probe` may pass the centre's open breaker. */
export interface Hint { id: string; lane: string; priority: number; probe?: boolean }

export interface Queue {
  push(hints: readonly Hint[]): Promise<void>;
  /** Hands hints to the worker: by priority inside a lane, lanes side by side, at most `perLane` at once in each. */
  work(handle: (hint: Hint) => Promise<void>, perLane: number): void;
  healthy(): Promise<boolean>;
  /** Hands out nothing more; resolves when what is under way has finished. */
  close(): Promise<void>;
}
