// How long what nobody has ended is kept, where its centre does not say otherwise.
import type { Centre } from './generated/network.js';

export const RETENTION_DAYS = 30;

export const retentionDaysOf = ({ retentionDays = RETENTION_DAYS }: Pick<Centre, 'retentionDays'>): number => retentionDays;
