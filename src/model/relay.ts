// The relay's own words: the states of a delivery and of an alert, as contract and database spell them.

import type { Status } from './generated/alert.js';

/** A draft is never accepted. */
export type AcceptedStatus = Exclude<Status, 'Draft'>;
export type DeliveryState = 'queued' | 'retrying' | 'held' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'dead';
export type HeldReason = 'status-conflict' | 'receiver' | 'paused' | 'restore';
export type AlertState = 'active' | 'superseded' | 'cancelled' | 'expired' | 'erased';

/** What a centre is told about an alert besides the alert itself. */
export type NoticeKind = 'erase' | 'reminder';
export type DeliveryKind = 'alert' | NoticeKind;

/** Order between incidents (reliability clause 4): Cancel, Alert, Update, the rest. */
export const PRIORITY: Record<string, number> = { Cancel: 0, Alert: 1, Update: 2 };
export const priorityOf = (msgType: string): number => PRIORITY[msgType] ?? 3;
