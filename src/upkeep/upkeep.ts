// What runs on a timer beside the path: ends what has passed its end, says what is late, erases what has to go, chains the audit, and tells the alarms in it.
import { clearInterval, setInterval } from 'node:timers';
import { chainBatch } from '../store/audit.js';
import type { Database } from '../store/database.js';
import { endExpiredAlerts, endOverdueDeliveries } from '../store/deliveries.js';
import { escalateDeliveries } from '../store/escalations.js';
import type { Telemetry } from '../telemetry/events.js';

const EXPIRE_EVERY_MS = 1_000;
const CHAIN_EVERY_MS = 1_000;
const ESCALATE_EVERY_MS = 5_000;
const ERASE_EVERY_MS = 2_000;
const ALARMS_EVERY_MS = 1_000;
const ANALYSE_EVERY_MS = 120_000;
/** After a change the chain follows this soon; changes that come together share one pass. */
const CHAIN_DELAY_MS = 50;

export interface Upkeep {
  /** Something was written: the chain, and with it the event stream, should follow soon. */
  nudge(): void;
  /** Finishes the pass under way. */
  stop(): Promise<void>;
}

/** @param chained is told after entries joined the chain. @param alarms tells people what is alarming in it (upkeep/tell-alarms.ts). @param erase what has to go (erasure/erase.ts, upkeep/erase-proposals.ts); returns how many. */
export function startUpkeep(database: Database, telemetry: Telemetry, chained: () => void, alarms: () => Promise<void>, erase: () => Promise<number>): Upkeep {
  let stopping = false;
  const runningTasks = new Set<Promise<unknown>>();

  /** A task that is still running when its time comes again is not started twice. */
  const single = (where: string, task: () => Promise<void>): (() => void) => {
    let running = false;
    return () => {
      if (running || stopping) return;
      running = true;
      const run = task().catch((cause: unknown) => telemetry.failed(where, cause)).finally(() => { running = false; runningTasks.delete(run); });
      runningTasks.add(run);
    };
  };

  const chain = single('chain', async () => {
    let any = false;
    while (!stopping && await chainBatch(database) > 0) any = true;
    if (any) chained();
  });
  const expire = single('expire', async () => {
    const ended = await endOverdueDeliveries(database) + await endExpiredAlerts(database);
    if (ended > 0) nudge();
  });

  const escalate = single('escalate', async () => { if (await escalateDeliveries(database) > 0) nudge(); });
  const eraseDue = single('erase', async () => { if (await erase() > 0) nudge(); });
  const tell = single('alarms', alarms);

  let soon: NodeJS.Timeout | undefined;
  const nudge = (): void => { soon ??= setTimeout(() => { soon = undefined; chain(); }, CHAIN_DELAY_MS); };
  // PostgreSQL looks after its own statistics; the embedded engine has nobody to do it.
  const analyse = single('analyse', async () => { if (database.engine === 'embedded') await database.query('analyze'); });
  const every: [number, () => void][] = [[CHAIN_EVERY_MS, chain], [EXPIRE_EVERY_MS, expire], [ESCALATE_EVERY_MS, escalate],
    [ERASE_EVERY_MS, eraseDue], [ALARMS_EVERY_MS, tell], [ANALYSE_EVERY_MS, analyse]];
  const timers = every.map(([milliseconds, task]) => setInterval(task, milliseconds));
  return {
    nudge,
    stop: async () => {
      stopping = true;
      timers.forEach(clearInterval);
      clearTimeout(soon);
      await Promise.all(runningTasks);
    },
  };
}
