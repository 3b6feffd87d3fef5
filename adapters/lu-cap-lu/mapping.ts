// The words of CAP-LU and what they are in the common model, as data.
import type { Alert, Case, Info } from '../../src/adapter/kit.js';

/** The life of an alert in words CAP does not have. A paused alert is not over, so nothing is cancelled. */
export const LIFECYCLE: Readonly<Record<string, Alert['msgType']>> = { pause: 'Update', resume: 'Update' };

/** What is left of such a word, as a code of the alert. */
export const LIFECYCLE_CODE = 'urn:alertbridge:cap-lu:msgType:';

/** The last part of the name of the parameter that holds the level of cell broadcast. */
export const LEVEL = 'cb-eu-level';

/** Level 1 is the highest. */
export const SEVERITIES: Readonly<Record<string, Info['severity']>> = { 1: 'Extreme', 2: 'Severe', 3: 'Moderate' };

export const SIGNS: Readonly<Record<string, Alert['status']>> = { TEST: 'Test', EXERCISE: 'Exercise' };

export const TIERS: Readonly<Record<string, Case['tier']>> = { AMBER: 'amber' };

/** Named references that HTML knows and XML does not, as far as the languages of Luxembourg need them. */
export const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: ' ', eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', agrave: 'à', acirc: 'â', auml: 'ä', ccedil: 'ç', icirc: 'î', iuml: 'ï',
  ocirc: 'ô', ouml: 'ö', ugrave: 'ù', ucirc: 'û', uuml: 'ü', szlig: 'ß', Eacute: 'É', Egrave: 'È', Agrave: 'À', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', Ccedil: 'Ç', rsquo: '’', lsquo: '‘', ldquo: '“',
  rdquo: '”', laquo: '«', raquo: '»', ndash: '–', mdash: '—', hellip: '…', euro: '€', deg: '°', bull: '•',
};
