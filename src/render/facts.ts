// What is known of a case, fact by fact, in one language. Facts are labelled lists, never sentences put together from words: nothing has to agree with what the next case brings.
import type { Age, Alert, Case, Child, LastSeen, PersonName, Suspect, Vehicle } from '../model/generated/alert.js';
import { languageOf } from '../model/language-of.js';
import { languageFor, type Language, type WordList } from './languages.js';
import { momentText } from './moment.js';

/** Facts by what they help to find a child, the most helpful first. A text that has no room for all takes them in this order. */
export const IMPORTANCE = [
  'name', 'age', 'plate', 'place', 'vehicle', 'last-seen', 'clothing', 'caution', 'hair', 'height', 'suspect', 'marks', 'eyes', 'items', 'area', 'sex', 'danger', 'destination', 'languages', 'weight', 'number',
] as const;

export interface Fact { about: (typeof IMPORTANCE)[number]; text: string }

/** Says a value: the word of the language for a code; what is no code only in the language it was written in. */
type Say = (list: WordList, value: string | undefined) => string | undefined;

interface Speaker { language: Language; say: Say; /** What people wrote, where the reader reads that language. */ written(text: string | undefined): string | undefined; sent: string }

/** As written, without the line breaks and double blanks of the form it was typed into. */
export const tidy = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const isSaid = (text: string | undefined): text is string => text !== undefined && text !== '';

const list = (parts: readonly (string | undefined)[]): string => parts.filter(isSaid).join(', ');

export const nameOf = ({ given, family, full }: PersonName = {}): string => tidy(full ?? [given, family].filter(isSaid).join(' '));

/** In which of our languages the alert was written; undefined where in another. */
const sourceLanguage = ({ info: [first] = [] }: Alert): string | undefined => (first ? languageFor(languageOf(first)) : undefined);

export function speakerOf(alert: Alert, language: Language): Speaker {
  const isOwn = sourceLanguage(alert) === language.tag;
  const written = (text: string | undefined): string | undefined => (text !== undefined && isOwn ? tidy(text) : undefined);
  return { language, written, sent: alert.sent, say: (words, value) => (value === undefined ? undefined : language.word(words, value) ?? written(value)) };
}

export const ageText = (age: Age | undefined, { text }: Language): string | undefined => {
  if (!age) return undefined;
  const value = text(age.unit === 'month' ? 'months' : 'years', { value: age.value });
  return age.approximate ? text('approximately', { value }) : value;
};

/** A thing with what is known of its look: "jacket (colour: red)". */
const withDetails = (thing: string | undefined, details: readonly (string | undefined)[]): string => {
  const look = list(details);
  return isSaid(thing) && look !== '' ? `${thing} (${look})` : thing ?? look;
};

/** A fact under its label, none where there is nothing to say. */
const fact = (about: Exclude<Fact['about'], 'place'>, value: string | number | undefined, { text }: Language): Fact[] =>
  (value === undefined || value === '' ? [] : [{ about, text: text(about, { value }) }]);

type Clothing = NonNullable<Child['clothing']>[number] & { pattern?: string };

const colour = (value: string | undefined, { language, say }: Speaker): string | undefined => {
  const word = say('colour', value);
  return isSaid(word) ? language.text('colour', { value: word }) : undefined;
};

const garment = (piece: Clothing, speaker: Speaker): string => {
  const pattern = speaker.say('pattern', piece.pattern);
  return withDetails(speaker.say('garment', piece.garment), [colour(piece.colour, speaker), isSaid(pattern) ? speaker.language.text('pattern', { value: pattern }) : undefined]);
};

/** Only what is known: that a sex is unknown helps nobody to find a child. */
const sexWord = ({ sex = '' }: { sex?: string }, { word }: Language): string | undefined => word('sex', sex);

const childFacts = (child: Child, speaker: Speaker): Fact[] => {
  const { language, say } = speaker;
  const { hair = {}, eyes, marks = [], clothing = [], items = [], languages = [] } = child;
  return [
    ...fact('name', nameOf(child.name), language),
    ...fact('age', ageText(child.age, language), language),
    ...fact('sex', sexWord(child, language), language),
    ...fact('height', child.heightCm, language),
    ...fact('weight', child.weightKg, language),
    ...fact('hair', list([say('hair-colour', hair.colour), ...[hair.style].flat().map((style) => say('hair-style', style))]), language),
    ...fact('eyes', say('eye-colour', eyes), language),
    ...fact('clothing', list(clothing.map((piece) => garment(piece, speaker))), language),
    ...fact('marks', list(marks.map((mark) => say('mark', mark))), language),
    ...fact('items', list(items.map((item) => say('item', item))), language),
    ...fact('languages', list(languages.map((tag) => tidy(language.nameOf('language', tag)))), language),
  ];
};

/** Several children are numbered, so that it is clear where one ends. */
const childrenFacts = (children: readonly Child[], speaker: Speaker): Fact[] => children.flatMap((child, index) => {
  const facts = childFacts(child, speaker);
  return children.length > 1 && facts.length > 0 ? [...fact('number', index + 1, speaker.language), ...facts] : facts;
});

const withCountry = (thing: string | undefined, country: string | undefined, language: Language): string =>
  withDetails(isSaid(thing) ? tidy(thing) : undefined, [country === undefined ? undefined : tidy(language.nameOf('region', country))]);

export const placeText = ({ place, country }: LastSeen, language: Language): string => withCountry(place, country, language);

const lastSeenFacts = (seen: LastSeen, { language, sent }: Speaker): Fact[] => fact('last-seen', list([momentText(seen, sent, language), placeText(seen, language)]), language);

/** Areas are described in prose, not only by names of places. */
const areaFacts = ({ info: [first] = [] }: Alert, { language, written }: Speaker): Fact[] => fact('area', list((first?.area ?? []).map(({ areaDesc }) => written(areaDesc))), language);

const vehicleFacts = (vehicle: Vehicle, speaker: Speaker): Fact[] => {
  const { language, say } = speaker;
  const model = tidy([vehicle.make, vehicle.model].filter(isSaid).join(' '));
  const plate = isSaid(vehicle.plate) ? withCountry(vehicle.plate, vehicle.plateCountry, language) : undefined;
  return [
    ...fact('vehicle', list([withDetails(say('vehicle-type', vehicle.type), [colour(vehicle.colour, speaker)]), model, vehicle.year === undefined ? undefined : String(vehicle.year)]), language),
    ...fact('plate', plate, language),
  ];
};

const suspectFacts = (suspect: Suspect, { language, say, written }: Speaker): Fact[] => {
  const relation = say('relation', suspect.relation);
  const sex = sexWord(suspect, language);
  return [
    ...fact('suspect', list([
      nameOf(suspect.name), ageText(suspect.age, language), isSaid(sex) ? language.text('sex', { value: sex }) : undefined,
      isSaid(relation) ? language.text('relation', { value: relation }) : undefined, written(suspect.description),
    ]), language),
    ...fact('caution', list((suspect.caution ?? []).map((caution) => say('caution', caution))), language),
  ];
};

/** Everything of the case that can be said in the language, in the order of reading. */
export function factsOf(alert: Alert, language: Language): Fact[] {
  const speaker = speakerOf(alert, language);
  const { children = [], lastSeen = {}, vehicles = [], suspects = [], possibleCountries = [] }: Case = alert.case ?? {};
  return [
    ...childrenFacts(children, speaker),
    ...lastSeenFacts(lastSeen, speaker),
    ...areaFacts(alert, speaker),
    ...fact('destination', list(possibleCountries.map((country) => tidy(language.nameOf('region', country)))), language),
    ...vehicles.flatMap((vehicle) => vehicleFacts(vehicle, speaker)),
    ...suspects.flatMap((suspect) => suspectFacts(suspect, speaker)),
  ];
}
