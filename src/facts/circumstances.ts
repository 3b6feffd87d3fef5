// What happened, and who else is named: the category, who took the child, and companions.
import { isDenied } from './appearance.js';
import { MAKES } from './makes.js';
import { capitalsFrom, namesFrom, written, type Span } from './names.js';
import { finding, hasCue, inSentence, isBefore, isCue, type Finding, type Reading } from './reading.js';
import type { Mention } from './vocabulary.js';

const PARENTS = new Set(['mother', 'father', 'parent', 'step-parent', 'partner-of-parent', 'grandparent', 'other-relative', 'sibling']);
const SEX_OF: Readonly<Record<string, string>> = { mother: 'female', father: 'male' };

const isAbduction = ({ kind, code }: Mention): boolean => kind === 'category' && code === 'abduction';

/** Those by whom a child was taken: a person behind `by`, in a sentence that tells of an abduction. */
const takers = (reading: Reading): Mention[] => reading.mentions
  .filter(({ kind }) => kind === 'relation' || kind === 'adult')
  .filter((person) => inSentence(reading, person.from, isAbduction).some((abduction) => !isDenied(reading, abduction)) && isBefore(reading, person.from, 4, 'by') && !isBefore(reading, person.from, 2, 'with'));

const abductions = (reading: Reading): Finding[] => takers(reading).slice(0, 1).map((person) => {
  const isFamily = person.kind === 'relation' && PARENTS.has(person.code);
  const abduction = inSentence(reading, person.from, isAbduction)[0]!;
  return finding(reading, 'category', { '/category': isFamily ? 'parental-abduction' : 'criminal-abduction' }, Math.min(abduction.from, person.from), Math.max(abduction.to, person.to));
});

/** An abduction alone does not say by whom, so that it is no category. */
const others = (reading: Reading): Finding[] => reading.mentions.filter((mention) => mention.kind === 'category' && !isAbduction(mention) && !isDenied(reading, mention))
  .map(({ code, from, to }) => finding(reading, 'category', { '/category': code }, from, to));

const nameBehind = (reading: Reading, person: Mention): Span | undefined => {
  return capitalsFrom(reading, behindWord(reading, person), 4);
};

const suspect = (reading: Reading, person: Mention): Finding[] => {
  const span = nameBehind(reading, person);
  const sex = person.kind === 'adult' ? person.code : SEX_OF[person.code];
  return [
    ...(person.kind === 'relation' ? [finding(reading, 'suspect relation', { '/suspects/0/relation': person.code }, person.from, person.to)] : []),
    ...(sex ? [finding(reading, 'suspect sex', { '/suspects/0/sex': sex }, person.from, person.to)] : []),
    ...(span ? [finding(reading, 'suspect name', { '/suspects/0/name/full': written(reading, span) }, span.from, span.to)] : []),
  ];
};

/** `with Albanian plates`, `with a Fiat`: nobody's name. */
const isThing = (reading: Reading, { from, to }: Span): boolean => reading.covers(to).some(({ kind, code }) => ['plate', 'hair', 'eyes'].includes(code) || kind === 'garment' || kind === 'vehicle') || MAKES.has(reading.tokens[from]!.key);

const named = (reading: Reading): Finding[] => reading.mentions.filter(isCue('suspect')).flatMap((mention) => {
  // `SUSPECT(S)` and `suspect, Honda Civic` name nobody.
  const span = reading.tokens[mention.to]?.raw === '(' ? undefined : nameBehind(reading, mention);
  return span && !isThing(reading, span) ? [finding(reading, 'suspect name', { '/suspects/0/name/full': written(reading, span) }, span.from, span.to)] : [];
});

/** Greek puts `his` and `her` behind the word. */
const POSSESSIVES = new Set(['του', 'τησ']);

/** Behind a comma, a bracket, `named`, a possessive. */
const behindWord = (reading: Reading, { to }: Mention): number =>
  (/^[,(:]$/u.test(reading.tokens[to]?.raw ?? '') || hasCue(reading, to, 'named') || POSSESSIVES.has(reading.tokens[to]?.key ?? '') ? to + 1 : to);

const kindOf = (code: string): string => {
  if (code === 'sibling') return 'sibling';
  return ['mother', 'father', 'parent', 'step-parent'].includes(code) ? 'parent' : 'other';
};

const relative = (reading: Reading, span: Span, kind: string): Finding => {
  const name = written(reading, span);
  return finding(reading, `related ${name}`, { name, kind }, span.from, span.to);
};

const siblings = (reading: Reading, taken: readonly Mention[]): Finding[] => reading.mentions.filter(({ kind }) => kind === 'relation').filter((person) => !taken.includes(person)).flatMap((person) => {
  return namesFrom(reading, behindWord(reading, person)).map((span) => relative(reading, span, kindOf(person.code)));
});

/** `together with Tom`: somebody, of whom nothing more is told. */
const companions = (reading: Reading): Finding[] => reading.mentions.filter(isCue('with')).flatMap(({ to }) => namesFrom(reading, to).filter((span) => !isThing(reading, span)).map((span) => relative(reading, span, 'other')));

export const readCircumstances = (reading: Reading): Finding[] => {
  const taken = takers(reading);
  return [...abductions(reading), ...others(reading), ...taken.slice(0, 1).flatMap((person) => suspect(reading, person)), ...named(reading), ...siblings(reading, taken), ...companions(reading)];
};
