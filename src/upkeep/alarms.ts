// What a person must hear of: entries of the audit chain that are alarms, each with how bad it is, a sentence, and its place in the runbook.
import type { AuditEntry } from '../store/audit.js';

export type AlarmLevel = 'error' | 'warning' | 'info';

interface Kind { level: AlarmLevel; text: string }

/** Error: somebody should act now. Warning: somebody should look. Info: all clear. The runbook has a heading for each (docs/operations.md). */
export const ALARMS = {
  'alert.held': { level: 'error', text: 'An alert says both real and test, and nobody gets it. Call the centre that sent it: only that centre can confirm which it is.' },
  'delivery.held': { level: 'error', text: 'A centre\'s system will not take an alert, or its address or certificate is bad. Call its operator; it is probed every five minutes.' },
  'delivery.refused': { level: 'error', text: 'A centre has refused an alert, and that is final. Call its duty desk.' },
  'delivery.dead': { level: 'error', text: 'An alert cannot be written in a centre\'s format. Tell the centre another way, mend the cause, then redrive.' },
  'delivery.expired': { level: 'error', text: 'An alert ended before a centre had it. Tell that centre and the one that sent it.' },
  'delivery.late': { level: 'warning', text: 'A centre has not had an alert for a minute. Look at the centre\'s line.' },
  'delivery.overdue': { level: 'error', text: 'A centre has not had an alert for five minutes. Call its duty desk, and tell the one that sent it.' },
  'alert.retention': { level: 'warning', text: 'An alert that nobody has ended is erased within a day, because its centre keeps alerts no longer. Ask the centre: an Update keeps it, a Cancel ends it.' },
  'hold.set': { level: 'info', text: 'An alert is held for a court or an authority, and is not erased until that is lifted.' },
  'hold.lifted': { level: 'info', text: 'An alert is held no more, and is erased as soon as that is due.' },
  'erase.refused': { level: 'error', text: 'A centre refuses to erase an alert that has ended. Read why (GET /v1/erasures), and call its data protection officer.' },
  'erase.held': { level: 'error', text: 'A centre\'s system will not take the order to erase an alert, or its address or certificate is bad. Call its operator; it is probed every five minutes.' },
  'erase.dead': { level: 'error', text: 'An order to erase an alert can be sent no more. Call the centre, and have it say in writing what it did.' },
  'erasure.overdue': { level: 'error', text: 'A centre had an alert and has not said that it erased it. Call its duty desk, then its data protection officer; told again every day.' },
  'decision.overdue': { level: 'warning', text: 'A country has an alert and has not said what it does with it. The centre that sent it should call that desk; its number stands in the event and in the list of centres.' },
  'centre.down': { level: 'error', text: 'A centre cannot be reached. One probe goes out every ten seconds; call its operator.' },
  'centre.up': { level: 'info', text: 'A centre can be reached again, and everything that waited goes out.' },
  'feed.down': { level: 'error', text: 'A feed or drop directory of a centre cannot be read, so its alerts do not come in. Look at the code, then call its operator.' },
  'feed.up': { level: 'info', text: 'A feed or drop directory can be read again.' },
  'feed.gone': { level: 'warning', text: 'An alert is no longer in the feed it came from, and goes round still. Ask the centre whether it has ended: only the centre can cancel it.' },
  'feed.refused': { level: 'warning', text: 'Something in a feed or drop directory was refused and is not tried again as it is. Tell the centre that publishes it.' },
  'photo.failed': { level: 'warning', text: 'A picture of an alert cannot be had, and nobody is shown it. Look at the code, and ask the centre that sent the alert for an Update with another.' },
  'security.key-conflict': { level: 'warning', text: 'The key of an accepted alert was used again with other content. Ask the centre that did it whether that was a mistake.' },
  'gateway.restored': { level: 'error', text: 'The database was restored from a backup, and all that was on its way is held. Have every centre send again what it sent since the backup; then redrive what is still true.' },
} as const satisfies Record<string, Kind>;

export type AlarmType = keyof typeof ALARMS;

export const ALARM_TYPES = Object.keys(ALARMS) as AlarmType[];

/** As channels tell it: ids and codes, and our own words. */
export interface Alarm {
  position: number; at: string; alarm: AlarmType; level: AlarmLevel; alert: string | null; incident: string | null; centre: string | null; delivery: string | null; code: string | null;
  text: string; runbook: string;
}

/** The anchor Markdown gives the alarm's heading. */
export const runbookOf = (type: AlarmType): string => `docs/operations.md#${type.replaceAll('.', '')}`;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const asAlarm = ({ position, at, type, alert, incident, centre, detail }: AuditEntry): Alarm => {
  const alarm = type as AlarmType;
  const { level, text } = ALARMS[alarm];
  return {
    position, at, alarm, level, alert: alert ?? null, incident: incident ?? null, centre: centre ?? null, delivery: textOf(detail.delivery), code: textOf(detail.error) ?? textOf(detail.reason),
    text, runbook: runbookOf(alarm),
  };
};
