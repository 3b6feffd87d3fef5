// The words of IPAWS and what they are in the common model, as data.
import type { Alert, Case, Vehicle } from '../../src/adapter/kit.js';

/** The code by which IPAWS knows its own. */
export const PROFILE = 'IPAWSv1.0';

/** Of each tier: the event code under SAME, and how wireless alerts are handled. MEP is no class of wireless alerts of its own. */
export const EVENTS: Readonly<Record<NonNullable<Case['tier']>, { same: string; handling?: string }>> = {
  amber: { same: 'CAE', handling: 'Child Abduction' },
  'endangered-missing': { same: 'MEP' },
};

/** Parameters of the first vehicle; a second one has no place. */
export const VEHICLE: Readonly<Record<string, keyof Vehicle>> = {
  VehicleYear: 'year', VehicleMake: 'make', VehicleModel: 'model', VehicleColor: 'colour', LicensePlate: 'plate',
};

/** American names of colours, where they are not the codes of the common model themselves. Unknown ones are carried as written. */
export const COLOURS: Readonly<Record<string, string>> = {
  gray: 'grey', maroon: 'dark-red', burgundy: 'dark-red', 'light blue': 'light-blue', 'dark blue': 'dark-blue', navy: 'dark-blue', 'light green': 'light-green', 'dark green': 'dark-green',
  'light brown': 'light-brown', tan: 'light-brown', cream: 'beige', violet: 'purple', 'multi-colored': 'multicoloured', teal: 'turquoise',
};

/** Values of WEAHandling that are no alert. */
export const HANDLING_OF_TESTS: readonly (readonly [RegExp, Alert['status']])[] = [[/\btest\b/i, 'Test']];

/** Characters of the two texts of a wireless alert. */
export const SHORT_TEXT = 90;
export const LONG_TEXT = 360;

/** How the short text begins, by language: IPAWS sends in English and Spanish. */
export const OPENINGS: Readonly<Record<string, Readonly<Record<NonNullable<Case['tier']>, string>>>> = {
  en: { amber: 'AMBER Alert', 'endangered-missing': 'Missing child alert' },
  es: { amber: 'Alerta AMBER', 'endangered-missing': 'Alerta de menor desaparecido' },
};

/** Originator of what civil authorities broadcast. */
export const ORIGINATOR = 'CIV';

export const SECONDS_OF_A_DAY = 86_400;
