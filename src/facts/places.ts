// Where the child was last seen: the place as written, and the country.
import { countryOfCode } from './countries.js';
import { capitalsFrom, written, type Span } from './names.js';
import { finding, hasCue, inSentence, isBefore, isCue, kindAt, type Finding, type Reading } from './reading.js';

interface Place { span?: Span; country?: { code: string; from: number; to: number } }

const countryAt = (reading: Reading, at: number): Place['country'] => {
  const name = kindAt(reading, at, 'country');
  if (name && /^\p{Lu}/u.test(reading.tokens[name.to - 1]!.raw)) return name;
  const token = reading.tokens[at];
  const code = token?.kind === 'word' ? countryOfCode(token.raw) : undefined;
  return code ? { code, from: at, to: at + 1 } : undefined;
};

/** A country directly behind a place, or behind a comma, a bracket or the period of np-RSS (`from Debrecen. Hungary.`). */
const countryBehind = (reading: Reading, at: number): Place['country'] => {
  const isNamed = kindAt(reading, at, 'country');
  if (isNamed) return countryAt(reading, at);
  const sign = reading.tokens[at]?.raw ?? '';
  if (!/^[,(.]$/u.test(sign)) return undefined;
  const country = countryAt(reading, at + 1);
  const isAlone = country && (reading.sentence[country.to] !== reading.sentence[country.from] || reading.tokens[country.to] === undefined || /^[.)\n]$/u.test(reading.tokens[country.to]!.raw));
  return country && (sign !== '.' || isAlone) ? country : undefined;
};

const placeAt = (reading: Reading, at: number): Place | undefined => {
  const alone = countryAt(reading, at);
  if (alone) return { country: alone };
  const span = kindAt(reading, at, 'month') ? undefined : capitalsFrom(reading, at);
  return span && { span, country: countryBehind(reading, span.to) };
};

const isOfSeeing = (reading: Reading, at: number): boolean => inSentence(reading, at, (mention) => isCue('seen')(mention) || mention.kind === 'category').length > 0;

const isBehindSeeing = (reading: Reading, at: number): boolean => inSentence(reading, at, isCue('seen')).some(({ from }) => from < at);

/** One place a sentence: the first behind the word of seeing, else the first. */
const perSentence = (reading: Reading, places: readonly { at: number; place: Place }[]): Place[] => {
  const sentences = new Map<number | undefined, typeof places[number][]>();
  for (const one of places) sentences.set(reading.sentence[one.at], [...sentences.get(reading.sentence[one.at]) ?? [], one]);
  return [...sentences.values()].map((own) => (own.find(({ at }) => isBehindSeeing(reading, at)) ?? own[0]!).place);
};

const isElsewhere = (reading: Reading, at: number): boolean => isBefore(reading, at, 2, 'towards', 'published');

const placesIn = (reading: Reading): Place[] => {
  const places = reading.mentions.filter(isCue('from', 'in')).filter(({ from }) => isOfSeeing(reading, from) && !isElsewhere(reading, from) && !isBefore(reading, from, 3, 'born'))
    .flatMap(({ from, to }) => {
      const place = hasCue(reading, to, 'towards') ? undefined : placeAt(reading, to);
      return place ? [{ at: from, place }] : [];
    });
  return perSentence(reading, places);
};

/** A sentence that is nothing but a country. */
const standingAlone = (reading: Reading): Place[] => reading.mentions.filter(({ kind }) => kind === 'country')
  .filter(({ from, to }) => reading.sentence[from - 1] !== reading.sentence[from] && (reading.tokens[to] === undefined || /^[.\n]$/u.test(reading.tokens[to].raw)))
  .map((country) => ({ country }));

export const readPlaces = (reading: Reading): Finding[] => [...placesIn(reading), ...standingAlone(reading)].flatMap(({ span, country }) => [
  ...(span ? [finding(reading, 'place', { '/lastSeen/place': written(reading, span) }, span.from, span.to)] : []),
  ...(country ? [finding(reading, 'country', { '/lastSeen/country': country.code }, country.from, country.to)] : []),
]);
