// Looks at feeds and drop directories when they are due, under a lease of each, so that any number of processes poll every feed once.
import { clearInterval, setInterval } from 'node:timers';
import type { NetworkFile } from '../model/generated/network.js';
import { sourcesOf, type Source } from '../model/feed-sources.js';
import { claimFeed, endPoll, enrolFeeds, hastenFeeds, releaseFeed, type ClaimedFeed } from '../store/feeds.js';
import { createDropDirectories } from './drop-directory.js';
import { lookAt, rulesOf } from './look.js';
import { pollWait } from './poll-schedule.js';
import { emptyTally, type FeedPorts, type Look, type Tally } from './ports.js';

export interface Poller {
  /** The network file was read again: what is new in it is looked at, and all the rest at once. */
  follow(): Promise<void>;
  /** Breaks off what is being fetched and finishes what is being accepted. */
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
/** Looks at one time, each at another host. */
const AT_ONCE = 16;
const EVERY_SECONDS = 60;
/** A file is taken when it has kept its size from one look to the next. */
const DIRECTORY_EVERY_MS = 1_000;
/** A folder of our own machine is looked at every few seconds however often that failed: it costs nobody anything. */
const DIRECTORY_FAILURES = 2;

const paceOf = (source: Source): number => (source.kind === 'feed' ? (source.feed.everySeconds ?? EVERY_SECONDS) * 1_000 : DIRECTORY_EVERY_MS);

const countedFailures = (source: Source, failures: number): number => (source.kind === 'feed' ? failures : Math.min(failures, DIRECTORY_FAILURES));

const knownSources = (network: NetworkFile): Map<string, Source> => new Map(sourcesOf(network).map((source) => [source.id, source]));

export function startPoller(ports: FeedPorts): Poller {
  const { database, clock, telemetry } = ports;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const directories = createDropDirectories(ports);
  let sources = knownSources(ports.network());
  let enrolled = false;

  const look = (source: Source, claimed: ClaimedFeed, tally: Tally): Promise<Look> =>
    (source.kind === 'feed' ? lookAt(ports, source, claimed, tally, stopping.signal) : directories.look(source, claimed, tally, stopping.signal));

  const poll = async (source: Source, claimed: ClaimedFeed): Promise<void> => {
    const started = clock.monotonic();
    const tally = emptyTally();
    const found = await look(source, claimed, tally);
    const error = 'error' in found ? found.error : undefined;
    // What was broken off says nothing about the feed: it is due at once for whoever comes next.
    if (error !== undefined && stopping.signal.aborted) { await releaseFeed(database, claimed); return; }
    const waitMs = pollWait(paceOf(source), error === undefined ? 0 : countedFailures(source, claimed.failures + 1), ports.random(), 'error' in found ? found.waitMs : 0);
    await endPoll(database, source.centre.id, claimed, { waitMs, ...('error' in found ? { error: found.error } : { ...found, rules: source.kind === 'feed' ? rulesOf(ports, source) : '' }) });
    telemetry.polled({ feed: source.id, centre: source.centre.id, ...(error === undefined ? {} : { error }), ...tally, milliseconds: Math.round(clock.monotonic() - started) });
    ports.changed();
  };

  const start = async (): Promise<void> => {
    if (!enrolled) { await enrolFeeds(database, [...sources.values()].map(({ id, centre, host }) => ({ id, centre: centre.id, host }))); enrolled = true; }
    const known = sources;
    while (running.size < AT_ONCE && !stopping.signal.aborted) {
      const claimed = await claimFeed(database, [...known.keys()]);
      if (!claimed) return;
      const run = poll(known.get(claimed.id)!, claimed).catch((cause: unknown) => telemetry.failed('feed', cause)).finally(() => running.delete(run));
      running.add(run);
    }
  };

  let ticking: Promise<void> | undefined;
  const tick = (): void => {
    if (ticking || stopping.signal.aborted || sources.size === 0) return;
    ticking = start().catch((cause: unknown) => telemetry.failed('feed', cause)).finally(() => { ticking = undefined; });
  };
  const timer = setInterval(tick, TICK_MS);
  tick();

  return {
    follow: async () => {
      sources = knownSources(ports.network());
      enrolled = false;
      await hastenFeeds(database, [...sources.keys()]);
      tick();
    },
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await ticking;
      await Promise.all(running);
    },
  };
}
