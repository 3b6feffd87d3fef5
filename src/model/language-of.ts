// In which language an info block is.
import type { Info } from './generated/alert.js';

/** BCP 47. A block that names none, or an empty one, is in American English (CAP 1.2, 3.2.2; rule I02). */
export const languageOf = ({ language }: Pick<Info, 'language'>): string => (language === undefined || language === '' ? 'en-US' : language);
