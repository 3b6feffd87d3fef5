// Numbers of cell broadcast and what telephones of a country make of them, as data.
import type { Alert } from '../../src/adapter/kit.js';

/** Message identifiers of 3GPP TS 23.041, 9.4.1.2.2: of the first language, and of additional ones. */
export interface Identifiers { first: number; additional: number }

/** Child abduction emergency, required monthly test, exercise. What is none of these is not for telephones. */
export const IDENTIFIERS: Readonly<Partial<Record<Alert['status'], Identifiers>>> = {
  Actual: { first: 0x111b, additional: 0x1128 },
  Test: { first: 0x111c, additional: 0x1129 },
  Exercise: { first: 0x111d, additional: 0x112a },
};

/** What a cell broadcast centre is asked for: TS 23.041 writes, replaces and stops a warning. Receipts ask nothing. */
export const REQUESTS: Readonly<Partial<Record<Alert['msgType'], 'write' | 'replace' | 'stop'>>> = { Alert: 'write', Update: 'replace', Cancel: 'stop' };

/** `available`: shown, under a name of its own. `disabled`: cannot be shown. `hidden`: the setting is kept from people. */
export interface Channel { state: 'available' | 'disabled' | 'hidden' | 'not configured'; name?: string }

export const AS_OF = 'AOSP CellBroadcastReceiver, country configuration, as of March 2024';

/** Of every other country the configuration says nothing, and the default of the telephone holds: shown. */
const CHANNELS: ReadonlyMap<string, Channel> = new Map(Object.entries({
  AT: { state: 'available', name: 'Search for missing person' },
  BG: { state: 'available', name: 'BG-ALERT: Missing Person Alert' },
  DE: { state: 'disabled' },
  DK: { state: 'disabled' },
  ES: { state: 'disabled' },
  FR: { state: 'available', name: 'FR-ALERT : Kidnapping Alert' },
  GB: { state: 'disabled' },
  GR: { state: 'available', name: 'GR-Alert: Amber Alert' },
  HR: { state: 'available', name: 'HR-AMBER' },
  IT: { state: 'disabled' },
  NL: { state: 'hidden' },
  NO: { state: 'disabled' },
  RO: { state: 'disabled' },
  TR: { state: 'available', name: 'Loss or kidnapping alert notification' },
  UA: { state: 'hidden' },
  US: { state: 'available' },
}));

export const channelOf = (country: string): Channel => CHANNELS.get(country) ?? { state: 'not configured' };
