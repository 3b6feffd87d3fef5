// The texts of an alert in any of our languages, made of its coded facts: headline, description, instruction, and short texts for cell broadcast. Nothing is translated by a machine.
import type { Alert, Case } from '../model/generated/alert.js';
import type { Rendering } from '../model/generated/rendering.js';
import { isAbduction } from '../model/is-abduction.js';
import { costOf, inPlainSigns, MOST_PAGES } from './cell-broadcast.js';
import { ageText, factsOf, IMPORTANCE, nameOf, placeText, tidy, type Fact } from './facts.js';
import { languageOfTag, type Language } from './languages.js';

/** Headline in CAP: what displays of receivers are made for (CAP 1.2, 3.2.2). */
const HEADLINE = 160;
/** Characters that receivers take: the two of WEA, and what fills fifteen pages of cell broadcast in the default alphabet. */
export const SHORT_LIMITS = [90, 360, 1_395] as const;

/** Answers wherever there is mobile telephony in Europe. */
export const EMERGENCY_CALL = '112';
/** A longer "number" is a sentence somebody wrote into the field. */
const LONGEST_NUMBER = 40;

const GRAVE: ReadonlySet<string> = new Set(['Extreme', 'Severe']);

/** What a message of this kind says is not that a child is being looked for. */
const LOOKING: ReadonlySet<string> = new Set(['Alert', 'Update']);

/** Whether there is enough to write from: somebody is looked for, and something is known that helps. */
export const renderable = ({ msgType, case: known }: Alert): boolean =>
  LOOKING.has(msgType) && known !== undefined && known.outcome === undefined
  && [known.children, known.vehicles, known.suspects].some((list) => (list ?? []).some((one) => Object.keys(one).length > 0));

/** By no language's rules: those of Greek are for words in capitals throughout, and take the accents away. */
const capitalised = (text: string): string => {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('');
};

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What is in a text besides what always is. */
interface Draft { who: Fact[]; facts: Fact[] }

const importance = ({ about }: Fact): number => IMPORTANCE.indexOf(about);

/** The fullest text that fits: where not everything does, each fact in the order of importance that there is still room for. What is always in it is never shortened. */
function fitting({ who, facts }: Draft, write: (draft: Draft) => string, fits: (text: string) => boolean): string {
  const only = (kept: ReadonlySet<Fact>): string => write({ who: who.filter((one) => kept.has(one)), facts: facts.filter((one) => kept.has(one)) });
  const inOrder = [...who, ...facts].sort((one, other) => importance(one) - importance(other));
  const all = new Set(inOrder);
  if (fits(only(all))) return only(all);
  return only(inOrder.reduce<ReadonlySet<Fact>>((kept, one) => { const more = new Set([...kept, one]); return fits(only(more)) ? more : kept; }, new Set()));
}

/** Names and ages of all children, as one list. */
const whoOf = ({ children = [] }: Case, language: Language): Fact[] => children.flatMap((child): Fact[] => {
  const [name, age] = [nameOf(child.name), ageText(child.age, language)];
  return [...(name === '' ? [] : [{ about: 'name' as const, text: name }]), ...(age === undefined ? [] : [{ about: 'age' as const, text: age }])];
});

const kindOf = (known: Case, { text }: Language): string => {
  const { children: [first = {}, ...others] = [] } = known;
  return text(isAbduction(known) ? 'abducted' : 'missing', { count: 1 + others.length, sex: first.sex ?? 'other' });
};

/** An exercise must not be taken for real by who reads only the first word. */
export const statusMark = (status: string, { text }: Language): string => text(status === 'Exercise' ? 'exercise' : 'test');

const markOf = (status: string, language: Language): string[] => (status === 'Actual' ? [] : [statusMark(status, language)]);

const phonesOf = ({ tipLines = [] }: Case): string[] => tipLines.map(({ phone }) => tidy(phone)).filter((phone) => phone !== '' && phone.length <= LONGEST_NUMBER);

/** Of one child the heading says name, age, and whether it is a girl or a boy; of several the facts do, so that each stands with its child. */
const IN_HEADING: ReadonlySet<string> = new Set(['name', 'age', 'sex']);

/** What the texts of one alert have in common. */
interface Matter {
  language: Language;
  known: Case;
  /** Children looked for, at least one. */
  count: number;
  mark: string[];
  who: Fact[];
  facts: Fact[];
  place: string;
  approach: string[];
  phones: string[];
}

const dangerOf = (alert: Alert, count: number, { text }: Language): Fact[] =>
  (alert.case?.tier !== undefined || GRAVE.has(alert.info?.[0]?.severity ?? '') ? [{ about: 'danger', text: text('danger', { count }) }] : []);

const matterOf = (alert: Alert, language: Language, status: string): Matter => {
  const { case: known = {} } = alert;
  const count = Math.max(1, known.children?.length ?? 0);
  return {
    language, known, count, mark: markOf(status, language), who: whoOf(known, language), facts: [...dangerOf(alert, count, language), ...factsOf(alert, language)],
    place: placeText(known.lastSeen ?? {}, language),
    approach: isAbduction(known) || (known.suspects ?? []).length > 0 ? [language.text('do-not-approach')] : [], phones: phonesOf(known),
  };
};

const headingOf = (named: readonly Fact[], { known, language }: Matter): string => {
  const kind = kindOf(known, language);
  return named.length === 0 ? kind : language.text('headline', { kind, who: named.map(({ text }) => text).join(', ') });
};

const headlineOf = (matter: Matter): string => fitting(
  { who: [...matter.who, ...(matter.place === '' ? [] : [{ about: 'place' as const, text: matter.place }])], facts: [] },
  ({ who }) => [...matter.mark.map(asSentence), headingOf(who, matter)].join(' '),
  ({ length }) => length <= HEADLINE,
);

const descriptionOf = ({ mark, facts }: Matter): string => [...mark, ...facts.map(({ text }) => text)].map((line) => capitalised(line)).join('\n');

const instructionOf = ({ mark, count, approach, phones, language }: Matter): string => [
  ...mark.map(asSentence), language.text('sighting', { count, phone: EMERGENCY_CALL }), ...approach,
  ...(phones.length > 0 ? [asSentence(capitalised(language.text('information', { value: phones.join(', ') })))] : []),
].join(' ');

/** Said among the warnings already, it is not said again. */
const approachIn = (facts: readonly Fact[], { approach, known }: Matter): string[] =>
  (facts.some(({ about }) => about === 'caution') && known.suspects?.some(({ caution }) => caution?.includes('do-not-approach')) ? [] : approach);

const shortTextOf = (draft: Draft, matter: Matter): string => inPlainSigns([
  ...matter.mark, headingOf(draft.who, matter), ...draft.facts.map(({ text }) => text), ...approachIn(draft.facts, matter),
  matter.language.text('call', { phone: matter.phones[0] ?? EMERGENCY_CALL }),
].map((part) => asSentence(capitalised(part))).join(' '));

const shortTexts = (matter: Matter): Rendering['shortTexts'] => {
  const { count, who, facts } = matter;
  const all: Draft = count > 1 ? { who: [], facts } : { who, facts: facts.filter(({ about }) => !IN_HEADING.has(about)) };
  return SHORT_LIMITS.map((limit) => {
    const text = fitting(all, (draft) => shortTextOf(draft, matter), (candidate) => { const { characters, pages } = costOf(candidate); return characters <= limit && pages <= MOST_PAGES; });
    return { limit, text, ...costOf(text) };
  });
};

/**
 * @param tag one of LANGUAGES.
 * @param status the strictest that is known of; anything but Actual is written at the head of each text.
 */
export function renderCase(alert: Alert, tag: string, status: string = alert.gateway?.effectiveStatus ?? alert.status): Rendering {
  const matter = matterOf(alert, languageOfTag(tag), status);
  return {
    language: tag, review: matter.language.review.state,
    headline: headlineOf(matter), description: descriptionOf(matter), instruction: instructionOf(matter), shortTexts: shortTexts(matter),
  };
}
