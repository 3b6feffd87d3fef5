// Which alerts are read for facts about a child: those of one. All others are left alone.
import type { Alert, Info } from '../model/generated/alert.js';
import { readAges } from './ages.js';
import { isCue, readText, type Reading } from './reading.js';

const PROFILE = 'urn:alertbridge:cap:child-alert:1.0';

/** Event codes of child abduction: SAME and its like. */
const EVENT_CODES = new Set(['CAE', 'AMBER', 'CHILDABDUCTION']);

const tellsOfChild = (reading: Reading): boolean => reading.mentions.some((mention) => mention.kind === 'sex' || isCue('child')(mention)) || readAges(reading).length > 0;

const tellsOfLoss = (reading: Reading): boolean => reading.mentions.some((mention) => mention.kind === 'category' || isCue('seen')(mention));

const AMBER = /(?<!\p{L})amber[- ]alert(?!\p{L})/iu;

const MOST_CHARACTERS = 500;

const saysSo = ({ event, headline, language }: Info): boolean => {
  const text = [event, headline].map((one) => (one ?? '').slice(0, MOST_CHARACTERS)).join('\n');
  return AMBER.test(text) || [language, 'en'].map((tag) => readText(text, tag)).some((reading) => tellsOfChild(reading) && tellsOfLoss(reading));
};

const hasCode = ({ eventCode = [] }: Info): boolean => eventCode.some(({ value }) => EVENT_CODES.has(value.toUpperCase().replaceAll(/[^A-Z]/g, '')));

export const looksLikeChildAlert = (alert: Alert): boolean =>
  alert.case !== undefined || (alert.code ?? []).includes(PROFILE) || (alert.info ?? []).some((info) => hasCode(info) || saysSo(info));
