// The queue on Redis, for a gateway of several processes. Jobs carry delivery ids and centre ids, nothing else; whatever happens to Redis costs latency only (reliability clause 12).
import { Queue as Jobs, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Hint, Queue } from './queue.js';

/** One job wakes for a whole fan-out: 27 deliveries cost Redis what one would. */
interface Call { hints: Hint[] }

const PREFIX = 'alertbridge';
const JOB = 'due';
/** A Redis that takes longer than this is as good as away: the sweep is quicker. */
const ANSWER_WITHIN_MS = 1_000;
/** Jobs that nobody takes are hints grown old. Beyond so many no more are added, so that workers that stay away cannot fill Redis. */
const BACKLOG = 2_000;
const LOOK_AT_BACKLOG_MS = 2_000;
/** BullMQ waits 15 s after a failure before it fetches again, which is longer than anybody should wait for an alert. */
const FETCH_AGAIN_MS = 500;
const MINUTE_MS = 60_000;

const reconnect: RedisOptions = { connectTimeout: 2_000, keepAlive: 5_000, retryStrategy: (times) => Math.min(100 * times, 1_000), lazyConnect: false };

export interface BullQueueOptions {
  /** `redis://…` or `rediss://…` */
  url: string;
  /** Of this deployment, so that several may share one Redis. */
  name: string;
  /** Told when Redis becomes unreachable and when it is back, once each. */
  changed: (up: boolean) => void;
}

/** Tells changes only. */
const edges = (changed: (up: boolean) => void): ((up: boolean) => void) => {
  let before = true;
  return (up) => {
    if (up === before) return;
    before = up;
    changed(up);
  };
};

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([work, new Promise<undefined>((resolve) => { timer = setTimeout(() => resolve(undefined), milliseconds); })]);
  } finally { clearTimeout(timer); }
};

/** How many jobs wait for a worker, looked up now and then. */
function watchBacklog(jobs: Jobs<Call>): { full: () => boolean; stop: () => void } {
  let waiting = 0;
  const look = (): void => { void jobs.count().then((count) => { waiting = count; }, () => undefined); };
  const timer = setInterval(look, LOOK_AT_BACKLOG_MS).unref();
  return { full: () => waiting >= BACKLOG, stop: () => clearInterval(timer) };
}

const isHint = (value: unknown): value is Hint => {
  const { id, lane, priority } = (value ?? {}) as Partial<Hint>;
  return typeof id === 'string' && typeof lane === 'string' && typeof priority === 'number';
};

/** BullMQ counts from 1; its 0 means that there is none. */
const priorityOf = (hints: readonly Hint[]): number => 1 + Math.min(...hints.map(({ priority }) => priority));

export function createBullQueue({ url, name, changed }: BullQueueOptions): Queue {
  const tell = edges(changed);
  // Fails at once while Redis is away, instead of keeping hints that grow old.
  const producer = new Redis(url, { ...reconnect, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: ANSWER_WITHIN_MS });
  producer.on('ready', () => tell(true));
  producer.on('close', () => tell(false));
  producer.on('error', () => undefined);
  const jobs = new Jobs<Call>(name, {
    connection: producer, prefix: PREFIX, skipVersionCheck: true, skipMetasUpdate: true, streams: { events: { maxLen: 100 } },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  });
  jobs.on('error', () => undefined);
  const backlog = watchBacklog(jobs);
  let fetching: { worker: Worker<Call>; connection: Redis } | undefined;

  return {
    push: (hints) => {
      // BullMQ would keep a job until its first connection is made, and offer it hours late.
      if (hints.length === 0 || backlog.full() || producer.status !== 'ready') return;
      jobs.add(JOB, { hints: [...hints] }, { priority: priorityOf(hints) }).then(() => tell(true), () => tell(false));
    },
    listen: (take) => {
      const connection = new Redis(url, { ...reconnect, maxRetriesPerRequest: null });
      connection.on('error', () => undefined);
      const worker = new Worker<Call>(name, async ({ data }) => { take((Array.isArray(data.hints) ? data.hints : []).filter(isHint)); }, {
        connection, prefix: PREFIX, skipVersionCheck: true, concurrency: 4, drainDelay: 2, runRetryDelay: FETCH_AGAIN_MS, stalledInterval: MINUTE_MS, maxStalledCount: 0,
        removeOnComplete: { count: 0 }, removeOnFail: { count: 0 },
      });
      worker.on('error', () => undefined);
      fetching = { worker, connection };
    },
    healthy: async () => producer.status === 'ready' && await within(ANSWER_WITHIN_MS, producer.ping().catch(() => undefined)) === 'PONG',
    close: async () => {
      backlog.stop();
      // A Redis that does not answer must not keep the gateway from stopping.
      await within(ANSWER_WITHIN_MS, Promise.all([fetching?.worker.close(true), jobs.close()]).catch(() => undefined));
      producer.disconnect();
      fetching?.connection.disconnect();
    },
  };
}
