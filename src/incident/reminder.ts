// A reminder as a receiving desk gets it, in one form for every centre: which alert is on the air, since when, and when the next one comes.
import { AlertBridgeError } from '../errors.js';
import type { Centre } from '../model/generated/network.js';
import type { Reminder } from '../model/generated/reminder.js';
import type { Sql } from '../store/database.js';
import { runningOf } from '../store/decision-times.js';

export const REMINDER_TYPE = 'application/vnd.alertbridge.reminder+json';

type BeforeJson = Omit<Reminder, 'since' | 'until' | 'next'> & Record<'since' | 'until' | 'next', Date | null>;

/** @throws AlertBridgeError where the country has not decided about this alert. */
export const createReminderWriter = (sql: Sql) => async (alert: string, { country }: Centre): Promise<{ body: Buffer; contentType: string }> => {
  const running = await runningOf(sql, alert, country);
  if (!running) throw new AlertBridgeError('ENCODE_FAILED', 'The country has decided nothing about this alert, so there is nothing to remind it of.');
  const { state, incident, activatedAt, until, reminded, nextReminderAt } = running;
  const body: BeforeJson = { reminder: alert, incident, country, decision: state, since: activatedAt, until, number: reminded, next: nextReminderAt };
  return { contentType: REMINDER_TYPE, body: Buffer.from(JSON.stringify(body)) };
};
