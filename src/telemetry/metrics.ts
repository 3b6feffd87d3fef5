// Prometheus figures. Counters of this process, and states read from the store when somebody asks.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from './events.js';

export interface Metrics {
  /** The text Prometheus reads. */
  render(): Promise<string>;
  contentType: string;
  /** Telemetry that counts what it tells, before passing it on. */
  counting(telemetry: Telemetry): Telemetry;
}

/** What is read from the store when somebody asks: how many alerts and deliveries there are per state, whose line is down, and which feed. */
export interface MetricSources {
  states(): Promise<{ kind: 'alert' | 'delivery'; state: string; count: number }[]>;
  lines(): Promise<{ centre: string; down: boolean }[]>;
  feeds(): Promise<{ centre: string; feed: string; down: boolean }[]>;
}

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'alertbridge_' });
  const registers = [registry];
  const accepted = new Counter({ name: 'alertbridge_alerts_accepted_total', help: 'Alerts accepted by this process.', labelNames: ['origin'], registers });
  const refused = new Counter({ name: 'alertbridge_alerts_refused_total', help: 'Messages refused by this process, by code.', labelNames: ['code'], registers });
  const acceptSeconds = new Histogram({ name: 'alertbridge_accept_seconds', help: 'From the bytes to the commit.', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers });
  const attempts = new Counter({ name: 'alertbridge_delivery_attempts_total', help: 'Attempts, by centre and outcome.', labelNames: ['centre', 'outcome'], registers });
  const attemptSeconds = new Histogram({ name: 'alertbridge_delivery_attempt_seconds', help: 'One attempt, from claim to settled.', buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 15], registers });
  const failures = new Counter({ name: 'alertbridge_internal_failures_total', help: 'Failures inside the gateway, by place.', labelNames: ['where'], registers });
  const sentAway = new Counter({ name: 'alertbridge_admission_refused_total', help: 'Requests answered 429 by this process, by what there was too much of.', labelNames: ['kind'], registers });
  const alarms = new Counter({ name: 'alertbridge_alarms_total', help: 'Alarms told by this process, by type.', labelNames: ['type'], registers });
  const state = new Gauge({ name: 'alertbridge_state', help: 'Alerts and deliveries in the store, by state.', labelNames: ['kind', 'state'], registers });
  const down = new Gauge({ name: 'alertbridge_centre_down', help: '1 while the line to a centre is down, from its first attempt on.', labelNames: ['centre'], registers });
  const polls = new Counter({ name: 'alertbridge_feed_polls_total', help: 'Looks at feeds and drop directories by this process, by outcome.', labelNames: ['centre', 'outcome'], registers });
  const feedDown = new Gauge({ name: 'alertbridge_feed_down', help: '1 while a feed or drop directory cannot be read.', labelNames: ['centre', 'feed'], registers });
  const photos = new Counter({ name: 'alertbridge_photos_total', help: 'Pictures tried by this process, by origin and outcome.', labelNames: ['origin', 'outcome'], registers });
  const storeUp = new Gauge({ name: 'alertbridge_store_up', help: '1 where the database answered just now.', registers });

  /** A database that is away must not take the other figures with it. */
  const readStore = async (): Promise<void> => {
    state.reset();
    down.reset();
    feedDown.reset();
    try {
      const [counts, lines, feeds] = await Promise.all([sources.states(), sources.lines(), sources.feeds()]);
      for (const { kind, state: name, count } of counts) state.set({ kind, state: name }, count);
      for (const line of lines) down.set({ centre: line.centre }, line.down ? 1 : 0);
      for (const one of feeds) feedDown.set({ centre: one.centre, feed: one.feed }, one.down ? 1 : 0);
      storeUp.set(1);
    } catch { storeUp.set(0); }
  };
  return {
    render: async () => { await readStore(); return registry.metrics(); },
    contentType: registry.contentType,
    counting: (telemetry) => ({
      ...telemetry,
      accepted: (facts) => { accepted.inc({ origin: facts.origin }); acceptSeconds.observe(facts.milliseconds / 1_000); telemetry.accepted(facts); },
      refused: (facts) => { refused.inc({ code: facts.code }); telemetry.refused(facts); },
      attempted: (facts) => { attempts.inc({ centre: facts.centre, outcome: facts.outcome }); attemptSeconds.observe(facts.milliseconds / 1_000); telemetry.attempted(facts); },
      polled: (facts) => { polls.inc({ centre: facts.centre, outcome: facts.error === undefined ? 'read' : 'failed' }); telemetry.polled(facts); },
      photoTried: (facts) => { photos.inc({ origin: facts.origin, outcome: facts.outcome }); telemetry.photoTried(facts); },
      overloaded: (facts) => { sentAway.inc({ kind: facts.kind }); telemetry.overloaded(facts); },
      alarm: (facts) => { alarms.inc({ type: facts.alarm }); telemetry.alarm(facts); },
      failed: (where, cause) => { failures.inc({ where }); telemetry.failed(where, cause); },
    }),
  };
}
