// Which queue a deployment has: Redis where there is one, PostgreSQL's own calls where several processes may be, a function call otherwise.
import { createInProcessQueue } from './in-process.js';
import { createNotifyQueue, type Notifications } from './notify.js';
import { ownFirst } from './own-first.js';
import type { Queue } from './queue.js';
import { readLater } from './read-later.js';

export interface QueueOptions {
  redisUrl?: string;
  /** Of the deployment. */
  name: string;
  /** There on PostgreSQL only. */
  notifications?: Notifications;
  /** Told when the queue's engine becomes unreachable and when it is back. */
  changed: (up: boolean) => void;
}

export function openQueue({ redisUrl, name, notifications, changed }: QueueOptions): Queue {
  if (redisUrl) return ownFirst(readLater(async () => (await import('./bullmq.js')).createBullQueue({ url: redisUrl, name, changed }), () => changed(false)));
  return notifications ? ownFirst(createNotifyQueue(notifications)) : createInProcessQueue();
}
