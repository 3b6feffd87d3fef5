// The queue of a gateway on PostgreSQL without Redis: processes that accept call processes that deliver through LISTEN/NOTIFY.
import type { Hint, Queue } from './queue.js';

/** Short texts between the processes on one database. A text may be lost while a connection is made anew. */
export interface Notifications {
  send(text: string): Promise<void>;
  listen(hear: (text: string) => void): void;
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** PostgreSQL takes less than 8,000 bytes per notification; a hint is about 100. */
const HINTS_PER_TEXT = 50;

const asTexts = (hints: readonly Hint[]): string[] =>
  Array.from({ length: Math.ceil(hints.length / HINTS_PER_TEXT) }, (_, part) => JSON.stringify(hints.slice(part * HINTS_PER_TEXT, (part + 1) * HINTS_PER_TEXT)));

const readHints = (text: string): Hint[] => {
  try { return JSON.parse(text) as Hint[]; } catch { return []; }
};

export const createNotifyQueue = (notifications: Notifications): Queue => ({
  // A database that does not answer is noticed by everything else as well.
  push: (hints) => { for (const text of asTexts(hints)) notifications.send(text).catch(() => undefined); },
  listen: (take) => { notifications.listen((text) => take(readHints(text))); },
  healthy: () => notifications.healthy(),
  close: () => notifications.close(),
});
