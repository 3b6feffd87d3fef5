// What the clock does to broadcasts, on a timer: reminds the desk as its rules repeat, warns it of the end, ends what stops by itself, and says who has not decided.
import { decidingCentre } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import { newId } from '../inbound/new-id.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Sql } from '../store/database.js';
import { broadcastsOver, countReminder, remindersDue, sayOverdue, warnOfEnds, type Running } from '../store/decision-times.js';
import { countryOf } from '../store/decisions.js';
import { insertNotices } from '../store/notices.js';
import { findAlert } from '../store/reads.js';
import { plan, takeStep, writePlanned, type DecidePorts, type Planned } from './decide.js';
import { nextReminder } from './repetition.js';

/** Minutes within which a country is expected to decide, where the network file says nothing. */
const DECISION_MINUTES = 15;
/** How long a reminder is worth something where no other follows. */
const LAST_REMINDER_MS = 15 * 60_000;

type Noted = Awaited<ReturnType<typeof insertNotices>>;

const remind = async (sql: Sql, network: NetworkFile, { country, alert }: Running, expiresAt: Date): Promise<Noted> => {
  const centre = decidingCentre(network, country);
  if (!centre?.receive) return [];
  return insertNotices(sql, [{ id: newId(), alert, kind: 'reminder', centre: centre.id, country, transport: centre.receive.transport.type, expiresAt }]);
};

const wake = ({ dispatch }: DecidePorts, noted: Noted): void => dispatch(noted.map(({ id, centre }) => ({ id, centre, state: 'queued' })), 'reminder');

/** What a pause has missed is not made up for: the next is the first that lies ahead. */
async function remindDue(ports: DecidePorts, now: Date): Promise<number> {
  const noted = await ports.database.transaction(async (sql) => {
    const all: Noted = [];
    for (const due of await remindersDue(sql, now)) {
      const next = nextReminder(ports.rulesOf(due.country)?.repetition ?? [], due.activatedAt, now, due.until) ?? null;
      await countReminder(sql, due, next);
      all.push(...await remind(sql, ports.network(), due, next ?? due.until ?? new Date(now.getTime() + LAST_REMINDER_MS)));
    }
    return all;
  });
  wake(ports, noted);
  return noted.length;
}

async function warnDue(ports: DecidePorts, now: Date): Promise<number> {
  const { ending, noted } = await ports.database.transaction(async (sql) => {
    const running = await warnOfEnds(sql, now);
    const all: Noted = [];
    for (const one of running) all.push(...await remind(sql, ports.network(), one, one.until!));
    return { ending: running.length, noted: all };
  });
  wake(ports, noted);
  return ending;
}

/** Of what is erased nothing can be told any more; it ends all the same. */
const endUntold = (ports: DecidePorts, planned: Planned): Promise<void> => ports.database.transaction((sql) => writePlanned(ports, sql, planned, null));

async function endOne(ports: DecidePorts, { thread, country, alert }: { thread: string; country: string; alert: string }, now: Date): Promise<void> {
  const [row, known] = [await findAlert(ports.database, alert), await countryOf(ports.database, thread, country)];
  if (!row || !known) return;
  const planned = plan(ports, row, country, known, { step: 'end', endReason: 'expired' }, null, now);
  const isTellable = row.state !== 'erased' && decidingCentre(ports.network(), country) !== undefined;
  await (isTellable ? takeStep(ports, planned) : endUntold(ports, planned));
}

async function endDue(ports: DecidePorts, now: Date): Promise<number> {
  const over = await broadcastsOver(ports.database, now);
  for (const one of over) {
    // The desk, the origin or another process was quicker.
    await endOne(ports, one, now).catch((cause: unknown) => { if (!(cause instanceof AlertBridgeError)) throw cause; });
  }
  return over.length;
}

const decidingCentres = (network: NetworkFile): Map<string, string | null> => new Map([...new Set(network.centres.map(({ country }) => country))]
  .flatMap((country) => decidingCentre(network, country) ?? []).map(({ id, contact }) => [id, contact?.phone ?? null]));

/** @returns how much there was to say. */
export async function keepTime(ports: DecidePorts): Promise<number> {
  const now = ports.clock.now();
  const network = ports.network();
  const said = await sayOverdue(ports.database, now, network.gateway.decisionMinutes ?? DECISION_MINUTES, decidingCentres(network));
  return said + await endDue(ports, now) + await warnDue(ports, now) + await remindDue(ports, now);
}
