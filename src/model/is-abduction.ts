// Whether a case is one of abduction, by what it says of itself.
import type { Case } from './generated/alert.js';

const ABDUCTIONS: ReadonlySet<string> = new Set(['criminal-abduction', 'parental-abduction']);
/** Other than abduction although the tier is amber. */
const NO_ABDUCTIONS: ReadonlySet<string> = new Set(['runaway', 'missing-in-migration', 'lost-injured']);

export const isAbduction = ({ category, tier }: Case): boolean => ABDUCTIONS.has(category ?? '') || (tier === 'amber' && !NO_ABDUCTIONS.has(category ?? ''));
