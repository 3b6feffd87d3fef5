// Last step of an adapter's way out: what an alert loses in a national format, found by reading the written document back and comparing, or declared where nothing can be read back.
import type { Alert } from '../model/generated/alert.js';
import type { Manifest } from '../model/generated/manifest.js';
import { note, type Issue } from '../model/issue.js';
import { segment, segments } from '../format/pointer.js';
import { blank } from './shape.js';

/** Said of a loss for which the manifest has no reason. */
export const NO_PLACE = 'The format has no place for this value.';

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** UTC has two spellings in real traffic and one in CAP (rule A09). */
const inCapUtc = (text: string): string => text.replace(/(?<=T\d\d:\d\d:\d\d)\+00:00$/, '-00:00');

/** A text that goes on in the next line is carried: the instruction was written below the description. */
const isCarried = (value: unknown, back: unknown): boolean =>
  value === back || (typeof value === 'string' && typeof back === 'string' && (back.startsWith(`${value}\n`) || inCapUtc(value.normalize('NFC')) === back));

/** Pointers of what is in the first value and not in the second, a whole branch by its root. */
const missing = (value: unknown, back: unknown, path: string): string[] => {
  if (blank(value) || isCarried(value, back)) return [];
  if (!isHolder(value) || !isHolder(back)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => missing(inner, Object.hasOwn(back, key) ? back[key] : undefined, `${path}/${segment(key)}`));
};

/** `*` stands for any one key, `**` at the end for everything from there on: `/info/*` is a whole block, `/info/**` every pointer that begins so. */
const names = (pattern: string, pointer: string): boolean => {
  const [wanted, found] = [segments(pattern), segments(pointer)];
  const open = wanted.at(-1) === '**';
  const head = open ? wanted.slice(0, -1) : wanted;
  return (open ? found.length >= head.length : found.length === head.length) && head.every((part, index) => part === '*' || part === found[index]);
};

/** The alert that was read back, its only info block put where the written one stands in the original. */
const aligned = (back: Partial<Alert>, info: number | undefined): object =>
  info === undefined || !back.info ? back : { ...back, info: { [info]: back.info[0] } };

/**
 * The notes (code LOSS) for one encoded alert.
 * @param back what the adapter's own `decode` makes of the written document.
 * @param info index of the one info block that was written; undefined where all were.
 * @param declared the manifest's losses: they give the reason.
 */
export const lossesOf = (alert: Alert, back: Partial<Alert>, info: number | undefined, declared: Manifest['losses']): Issue[] =>
  missing(alert, aligned(back, info), '').map((path) => {
    const reason = declared.find((loss) => names(loss.path, path))?.reason;
    return note('LOSS', path, reason ?? NO_PLACE);
  });

/** The notes (code LOSS) for a format that is only written: what the manifest says of the values of this alert, a whole branch by its root. What it does not name is carried. */
export const declaredLosses = (value: unknown, declared: Manifest['losses'], path = ''): Issue[] => {
  if (blank(value)) return [];
  const loss = path === '' ? undefined : declared.find((one) => names(one.path, path));
  if (loss) return [note('LOSS', path, loss.reason)];
  return isHolder(value) ? Object.entries(value).flatMap(([key, inner]) => declaredLosses(inner, declared, `${path}/${segment(key)}`)) : [];
};
