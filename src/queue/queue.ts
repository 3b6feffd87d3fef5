// The port of the queue: how whoever accepts an alert wakes whoever delivers it. It only says "now": the delivery table is the truth, a lost hint costs latency and nothing else.

/** Ids and codes only. `lane` is the centre; `probe` may pass the centre's open breaker. */
export interface Hint { id: string; lane: string; priority: number; probe?: boolean }

export interface Queue {
  /** Called once the gateway is ready, for what may begin only then. */
  begin?(): void;
  /** Tells the workers. Nobody waits for it: a hint that cannot be told now is dropped, and the sweep finds what it spoke of. */
  push(hints: readonly Hint[]): void;
  /** Takes hints in this process. Of several that listen, at least one is told of each hint. */
  listen(take: (hints: readonly Hint[]) => void): void;
  healthy(): Promise<boolean>;
  /** Hands out nothing more. */
  close(): Promise<void>;
}
