// Names of persons: capitalised words in a place where the text shows that they are one.
import { cueAt, finding, hasCue, isBefore, isCue, type Finding, type Reading } from './reading.js';
import type { Mention } from './vocabulary.js';

export interface Span { from: number; to: number }

export const PARTICLES = new Set('van der den de het ten ter von zu di da del della dos el al bin ibn la le e'.split(' '));
export const MOST_WORDS = 5;
const CAPITAL = /^\p{Lu}/u;

/** What a name cannot be: words that say something else here. Colours and months can be names as well. */
const SPEAKS = new Set(['sex', 'relation', 'adult', 'unit', 'garment', 'vehicle', 'country', 'category', 'cue', 'item', 'mark']);

/** Words of headlines and makes of cars, which are capitalised and nobody's name. */
const NOBODY = new Set(['alert', 'alerte', 'alarm', 'amber', 'emergency', 'rescue', 'appeal', 'police', 'polizei', 'politie', 'polizia', 'policia']);

/** `Broertje-A` is one word, whatever its first half means. */
const isCompound = ({ tokens }: Reading, at: number): boolean => tokens[at + 1]?.raw === '-' && tokens[at + 1]!.glued && tokens[at + 2]?.glued === true && tokens[at + 2]!.kind === 'word' && CAPITAL.test(tokens[at + 2]!.raw);

const isCapital = (reading: Reading, at: number): boolean => {
  const token = reading.tokens[at];
  return token?.kind === 'word' && CAPITAL.test(token.raw) && !NOBODY.has(token.key) && (isCompound(reading, at) || !reading.covers(at).some(({ kind }) => SPEAKS.has(kind)));
};

const isHyphen = (reading: Reading, at: number): boolean => {
  const [token, next] = [reading.tokens[at], reading.tokens[at + 1]];
  return token?.kind === 'sign' && token.glued && /^[-‐‑'’]$/u.test(token.raw) && next?.glued === true && next.kind === 'word';
};

const isParticle = (reading: Reading, at: number): boolean => PARTICLES.has(reading.tokens[at]?.raw ?? '');

/** Behind one word of a name: over a hyphen, a particle, the period of an initial, to the next word. */
const nextWord = (reading: Reading, at: number): number | undefined => {
  if (isHyphen(reading, at)) return at + 1;
  if (reading.tokens[at]?.raw === '.' && reading.tokens[at].glued && reading.tokens[at - 1]?.raw.length === 1 && isCapital(reading, at + 1)) return at + 1;
  if (isCapital(reading, at)) return at;
  const behind = isParticle(reading, at) && isParticle(reading, at + 1) ? at + 2 : at + 1;
  return isParticle(reading, at) && isCapital(reading, behind) ? behind : undefined;
};

/** The capitalised words that begin at a token. `words`: at most so many. */
export const capitalsFrom = (reading: Reading, from: number, words = MOST_WORDS): Span | undefined => {
  if (!isCapital(reading, from)) return undefined;
  let to = from + 1;
  for (let count = 1; count < words; count += 1) {
    const next = nextWord(reading, to);
    if (next === undefined || reading.sentence[next] !== reading.sentence[from] || reading.tokens[next]!.kind !== 'word') break;
    to = next + 1;
  }
  return { from, to };
};

/** The capitalised words that end before a token. */
export const capitalsBefore = (reading: Reading, end: number): Span | undefined => {
  let from = end;
  for (let count = 0; count < MOST_WORDS && from > 0; count += 1) {
    const span = [from - 1, from - 2, from - 3, from - 4].find((at) => at >= 0 && isCapital(reading, at) && capitalsFrom(reading, at)?.to === end);
    if (span === undefined || reading.sentence[span] !== reading.sentence[end - 1]) break;
    from = span;
  }
  return from < end ? { from, to: end } : undefined;
};

export const written = ({ text, tokens }: Reading, { from, to }: Span): string => text.slice(tokens[from]!.at, tokens[to - 1]!.end);

const nameFinding = (reading: Reading, span: Span): Finding => finding(reading, 'name', { '/children/0/name/full': written(reading, span) }, span.from, span.to);

/** `Missing: Ana Shembull`, `Vermist - …`: a colon or dash behind a word of missing or abduction. */
const afterColon = (reading: Reading): Span[] => reading.mentions
  .filter((mention) => isCue('seen', 'child', 'named')(mention) || mention.kind === 'category' || mention.kind === 'sex')
  .flatMap(({ to }) => (/^[:–—-]$/u.test(reading.tokens[to]?.raw ?? '') && !reading.tokens[to + 1]?.glued ? [capitalsFrom(reading, to + 1)] : []))
  .filter((span) => span !== undefined);

/** `a girl named Ana`, `das Mädchen Ana Muster`, `Name: Ana`. */
const afterWord = (reading: Reading): Span[] => reading.mentions
  .filter((mention) => (mention.kind === 'sex' || isCue('named', 'child')(mention)) && !isBefore(reading, mention.from, 2, 'with'))
  .flatMap((mention) => {
    const span = capitalsFrom(reading, mention.to);
    // In a headline any word may be capitalised: only two together look like a name there.
    return span && (mention.code === 'named' || span.to - span.from > 1) && !isRelative(reading, mention) ? [span] : [];
  });

const isRelative = (reading: Reading, { from }: Mention): boolean => [1, 2, 3].some((back) => reading.covers(from - back).some(({ kind }) => kind === 'relation' || kind === 'adult') && reading.sentence[from - back] === reading.sentence[from]);

/** The name that an age belongs to: `Ana Shembull (11)`, `Ana Shembull, 11 years old`. */
export const nameBeforeAge = (reading: Reading, age: number): Span | undefined => {
  const sign = reading.tokens[age - 1];
  const isCue = sign?.raw === '(' || sign?.raw === ',';
  const span = isCue ? capitalsBefore(reading, age - 1) : undefined;
  if (!span || hasCue(reading, span.from - 1, 'from', 'in', 'towards')) return undefined;
  return span;
};

/** Names of somebody else, by the word before: brother Tom, together with Tom. */
const isOfOther = (reading: Reading, { from }: Span): boolean =>
  reading.covers(from - 1).some(({ kind }) => kind === 'relation' || kind === 'adult') || hasCue(reading, from - 1, 'with', 'by', 'suspect') || hasCue(reading, from - 2, 'suspect');

/** @param ages tokens at which an age of the child begins. */
export const readNames = (reading: Reading, ages: readonly number[]): Finding[] => {
  const spans = [...afterColon(reading), ...afterWord(reading), ...ages.flatMap((age) => nameBeforeAge(reading, age) ?? [])].filter((span) => !isOfOther(reading, span));
  return [...new Map(spans.map((span) => [span.from, span])).values()].map((span) => nameFinding(reading, span));
};

/** Names in a row: `Tom and Kim`, `Tom, Kim`. */
export const namesFrom = (reading: Reading, from: number): Span[] => {
  const first = capitalsFrom(reading, from, 3);
  if (!first) return [];
  const joint = cueAt(reading, first.to, 'and');
  return joint && reading.sentence[joint.to] === reading.sentence[from] ? [first, ...namesFrom(reading, joint.to)] : [first];
};

