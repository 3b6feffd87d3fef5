// The child of one poster: American measures and words. Its race is never looked at.
import { clockTimeIn, filled, imageTypeOf, linkOf, plainText, type Age, type Child } from '../../src/adapter/kit.js';
import { ABOUT, AGE, CM_OF_INCH, EYES, HAIR, KG_OF_POUND, LANGUAGES, MONTHS, NATIONALITIES, SEXES, type Item } from './mapping.js';

export const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

export const known = <T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
  (word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined);

const lower = (value: string | null | undefined): string | undefined => text(value)?.toLowerCase();

/** "January 1, 2016" as `2016-01-01`; undefined where there is no such day. */
export const dayOf = (written: string | null | undefined): string | undefined => {
  const [, month = '', day = '', year = ''] = /^(\p{L}+) (\d{1,2}), (\d{4})$/u.exec(text(written) ?? '') ?? [];
  const date = `${year}-${String(MONTHS.indexOf(month.toLowerCase()) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return clockTimeIn(`${date}T00:00:00`, 'UTC') ? date : undefined;
};

/** The words come first: the numbers beside them do not tell months from years. */
const ageOf = ({ age_range: words, age_min: youngest, age_max: oldest }: Item): Age | undefined => {
  const { least, most, months } = AGE.exec(text(words) ?? '')?.groups ?? {};
  const [from, to] = least ? [Number(least), Number(most ?? least)] : [youngest ?? oldest, oldest ?? youngest];
  if (typeof from !== 'number' || typeof to !== 'number' || from < 0) return undefined;
  return { value: Math.round((from + to) / 2), unit: months ? 'month' : 'year', ...((from !== to || ABOUT.test(words ?? '')) && { approximate: true }) };
};

/** The middle between the least and the most, in other units; nought is not known. */
const middle = (least: number | null | undefined, most: number | null | undefined, factor: number): number | undefined => {
  const told = [least, most].filter((value): value is number => typeof value === 'number' && value > 0);
  return told.length > 0 ? Math.round(told.reduce((sum, value) => sum + value, 0) / told.length * factor) : undefined;
};

export const photosOf = ({ images }: Item): NonNullable<Child['photos']> => {
  const links = (images ?? []).flatMap(({ original, large, thumb }) => [original, large, thumb].flatMap((link) => linkOf(link) ?? [])[0] ?? []);
  return [...new Set(links)].map((uri) => ({ uri, mimeType: imageTypeOf(uri) }));
};

/** Several dates of birth were used by one person: then none is known to be right. */
const bornOn = ({ dates_of_birth_used: dates }: Item): string | undefined => (dates?.length === 1 ? dayOf(dates[0]) : undefined);

export const childOf = (item: Item): Child => {
  const [hair, eyes, marks, nationality] = [lower(item.hair), lower(item.eyes), text(item.scars_and_marks), known(NATIONALITIES, lower(item.nationality))];
  return filled({
    name: { full: plainText(item.title) }, aliases: (item.aliases ?? []).flatMap((alias) => text(alias) ?? []), age: ageOf(item), dateOfBirth: bornOn(item), sex: known(SEXES, lower(item.sex)),
    nationality: nationality ? [nationality] : undefined, heightCm: middle(item.height_min, item.height_max, CM_OF_INCH), weightKg: middle(item.weight_min, item.weight_max, KG_OF_POUND),
    hair: hair ? { colour: known(HAIR, hair) ?? hair } : undefined, eyes: known(EYES, eyes) ?? eyes, marks: marks ? [marks] : undefined,
    languages: (item.languages ?? []).flatMap((language) => known(LANGUAGES, lower(language)) ?? []), photos: photosOf(item),
  }) ?? {};
};
