// The words of CAP-CP and what they are in the common model, as data.
import type { Alert } from '../../src/adapter/kit.js';

/** How the codes of the profile begin, whatever their edition. */
export const EDITION = 'profile:CAP-CP:';
export const EVENT = 'profile:CAP-CP:Event:';

/** The code of an AMBER alert, and what its event is called in the list, where the code is left out. */
export const AMBER_CODE = 'amber';
export const AMBER_EVENTS: readonly string[] = ['amber alert', 'alerte amber'];

/** Broadcasters have to interrupt their programme. The edition of the layer differs. */
export const BROADCAST_NOW = /^layer:SOREM:[\d.]+:Broadcast_Immediately$/i;

/** Values of `source` that name a system for tests, in both languages. */
export const TEST_SYSTEMS: readonly (readonly [RegExp, Alert['status']])[] = [
  [/\b(?:test|training|development|staging) system\b/i, 'Test'], [/\bsyst[eè]me (?:de test|d.essai|de formation|de d[eé]veloppement)/i, 'Test'],
];
