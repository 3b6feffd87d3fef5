// The missing children and the subjects. Race and ethnicity are never looked at: they are data of a special category, and have no place in the common model.
import { filled, warning, type AdapterMessage, type Age, type Child, type Issue, type Suspect } from '../../src/adapter/kit.js';
import { codeOf, elementsAt, textAt, textsAt } from './elements.js';
import { ABOUT, AGE, ALERT, CAUTIONS, CITIZENSHIPS, CM_OF_INCH, EYES, FEET_AND_INCHES, HAIR, PARTS, SEXES } from './mapping.js';

const PERSON = 'RoleOfPerson';
const CLOTHING = `${PERSON}/PersonAugmentation/PersonClothing/ClothingDescriptionText`;
const CAUTION = `${PERSON}/PersonAugmentation/PersonCautionInformationText`;
const HEIGHT = `${PERSON}/PersonHeightMeasure/MeasureValueText`;

/** "DOE,JOHN": the family name comes first. */
const nameOf = (person: unknown): Child['name'] => {
  const full = textAt(person, `${PERSON}/PersonName/PersonFullName`);
  const [family, given] = (full ?? '').split(',').map((part) => part.trim());
  return given ? filled({ given, family }) : filled({ given: textAt(person, `${PERSON}/PersonName/PersonGivenName`), family: textAt(person, `${PERSON}/PersonName/PersonSurName`), full });
};

const ageOf = (person: unknown): Age | undefined => {
  const words = textAt(person, `${PERSON}/PersonAgeDescriptionText`) ?? '';
  const { part, value, most, decade, months } = AGE.exec(words)?.groups ?? {};
  if (!value) return undefined;
  const years = decade ? Number(value) + (PARTS[part?.toLowerCase() ?? ''] ?? PARTS.mid!) : Math.round((Number(value) + Number(most ?? value)) / 2);
  return { value: years, unit: months ? 'month' : 'year', ...((decade ?? most ?? ABOUT.test(words)) && { approximate: true }) };
};

const bornOn = (person: unknown): string | undefined => textsAt(person, `${PERSON}/PersonBirthDate/Date`).find((date) => /^\d{4}-\d\d-\d\d$/.test(date));

const yearsBetween = (from: string, to: string): number => Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5, 10) < from.slice(5, 10) ? 1 : 0);

const heightOf = (person: unknown): number | undefined => {
  const { feet, inches } = FEET_AND_INCHES.exec(textAt(person, HEIGHT) ?? '')?.groups ?? {};
  return feet && inches ? Math.round((Number(feet) * 12 + Number(inches)) * CM_OF_INCH) : undefined;
};

const childOf = (person: unknown): Child => {
  const [citizenship, hair] = [textAt(person, `${PERSON}/PersonCitizenshipText`)?.toLowerCase() ?? '', codeOf(HAIR, textAt(person, `${PERSON}/PersonHairColorText`))];
  const items = textsAt(person, `${PERSON}/PersonAugmentation/PersonJewelry/ItemDescriptionText`);
  return filled({
    name: nameOf(person), age: ageOf(person), dateOfBirth: bornOn(person), sex: sexOf(person), nationality: Object.hasOwn(CITIZENSHIPS, citizenship) ? [CITIZENSHIPS[citizenship]!] : undefined,
    heightCm: heightOf(person), hair: hair ? { colour: hair } : undefined, eyes: codeOf(EYES, textAt(person, `${PERSON}/PersonEyeColorText`)),
    clothing: textsAt(person, CLOTHING).map((garment) => ({ garment })), items,
  }) ?? {};
};

const sexOf = (person: unknown): Child['sex'] => {
  const word = textAt(person, `${PERSON}/PersonSexText`)?.toLowerCase() ?? '';
  return Object.hasOwn(SEXES, word) ? SEXES[word] : undefined;
};

const cautionsIn = (texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => {
  const found = CAUTIONS.flatMap(([words, code]) => (words.test(text) ? [code] : []));
  return found.length > 0 ? found : [text];
}))];

/** How far apart a birth date and an age in words may be and still say the same, in years. */
const near = ({ value, approximate }: Age, lived: number): boolean => Math.abs(value - lived) <= (approximate ? 5 : 1);

/** A subject's birth date has no place; it only tells the age where nothing else does. Where both are told and do not go together, neither is taken. */
const subjectAge = (person: unknown, sent: string): { age?: Age | undefined; contradicted?: true } => {
  const [age, born] = [ageOf(person), bornOn(person)];
  const lived = born && born < sent ? yearsBetween(born, sent) : undefined;
  if (age && lived !== undefined && age.unit === 'year' && !near(age, lived)) return { contradicted: true };
  return { age: age ?? (lived === undefined ? undefined : { value: lived, unit: 'year' }) };
};

const suspectOf = (person: unknown, age: Age | undefined): Suspect => filled({
  name: nameOf(person), sex: sexOf(person), age,
  description: [...textsAt(person, `${PERSON}/PersonDescriptionText`), ...textsAt(person, CLOTHING)].join('\n'), caution: cautionsIn(textsAt(person, CAUTION)),
}) ?? {};

const UNTOLD = 'This height is no feet and inches as NCIC writes them ("400" for 4 feet), and has no unit. It was left out; say it in the description.';

const unreadHeight = (person: unknown, at: string): Issue[] =>
  (textAt(person, HEIGHT) && heightOf(person) === undefined ? [warning('VALUE_UNREADABLE', `${at}/${HEIGHT}`, UNTOLD)] : []);

const assumedHeights = (children: readonly Child[]): NonNullable<AdapterMessage['assigned']> => children.flatMap(({ heightCm }, index) => (heightCm === undefined ? []
  : [{ path: `/case/children/${index}/heightCm`, value: String(heightCm), reason: 'The height has no unit; it was read as feet and inches, as NCIC writes them.' }]));

/** An AMBER Alert is about a child even where nothing of it is told; and a case that has its child is not filled up out of its texts. */
export const childrenOf = (alert: unknown): { children: Child[]; issues: Issue[]; assigned: NonNullable<AdapterMessage['assigned']>; sources: Record<string, string> } => {
  const persons = elementsAt(alert, 'MissingPerson');
  const children = persons.map(childOf);
  return {
    children: children.length > 0 ? children : [{}], issues: persons.flatMap((person, index) => unreadHeight(person, `${ALERT}/MissingPerson/${index}`)), assigned: assumedHeights(children),
    sources: Object.fromEntries(persons.map((_, index) => [`/case/children/${index}`, `${ALERT}/MissingPerson/${index}`])),
  };
};

const AGES = 'The birth date of this subject does not go with the age that is told. Neither was chosen; correct the one that is wrong.';

export const suspectsOf = (alert: unknown, sent: string): { suspects: Suspect[]; cautions: string[]; issues: Issue[]; sources: Record<string, string> } => {
  const persons = elementsAt(alert, 'Subject');
  const ages = persons.map((person) => subjectAge(person, sent));
  return {
    suspects: persons.map((person, index) => suspectOf(person, ages[index]?.age)), cautions: persons.flatMap((person) => textsAt(person, CAUTION)),
    issues: ages.flatMap(({ contradicted }, index) => (contradicted ? [warning('CHILD_CONTRADICTION', `${ALERT}/Subject/${index}/${PERSON}/PersonBirthDate`, AGES)] : [])),
    sources: Object.fromEntries(persons.map((_, index) => [`/case/suspects/${index}`, `${ALERT}/Subject/${index}`])),
  };
};
