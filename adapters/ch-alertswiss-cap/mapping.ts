// The words of Alertswiss and what they are in the common model, as data.
import type { Alert } from '../../src/adapter/kit.js';

/** The one address that sends for all cantons. */
export const SENDER = /^[^@]+@(?:[a-z0-9-]+\.)*alertswiss\.ch$/i;

/** Restriction of a message of scope Restricted that is for practice only. */
export const RESTRICTIONS: Readonly<Record<string, Alert['status']>> = { TRAINING: 'Exercise' };

/** A notice of the app itself, about no event. */
export const CODES: Readonly<Record<string, Alert['status']>> = { ALERTSWISS_BANNER: 'System' };

/** How identifiers of the daily test begin. */
export const TEST_IDENTIFIER = /^TEST-\d/;

/** A hole in the area: number of the polygon, a stroke, the ring. */
export const HOLE = 'ALERTSWISS_EXCLUDE_POLYGON';

/** A picture with its words, each in a parameter of its own, in the same order. */
export const IMAGE = { uri: 'ImageResource', title: 'ImageResourceTitle', description: 'ImageResourceDescription' } as const;

/** Kinds of event that are the abduction of a child, in the languages of the list. */
export const ABDUCTION = /entführung|enlèvement|rapimento|abduction/i;
