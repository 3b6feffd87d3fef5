// Politie → common model: the way in for one missing person of the Dutch list.
import {
  capTimeFrom, clockTimeIn, error, filled, identifierOf, imageTypeOf, linkOf, plainText, type AdapterMessage, type Age, type Alert, type Area, type Child, type Info, type LastSeen, type Resource,
} from '../../src/adapter/kit.js';
import { AGE, EYES, HAIR, HEIGHT, LABELS, MONTHS, NAME_AND_AGE, OF_EVERY_MESSAGE, SENDER, SEXES, SOURCES, WEIGHT, ZONE, type Description, type Missing, type Picture, type Traits } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const codeOf = (table: Readonly<Record<string, string>>, word: string): string => (Object.hasOwn(table, word.toLowerCase()) ? table[word.toLowerCase()]! : word);

const numberOf = (figures: string): number => Number(figures.replace(',', '.'));

const two = (figures: string | number): string => String(figures).padStart(2, '0');

const monthOf = (word: string): string | undefined => {
  const index = MONTHS.indexOf(word.toLowerCase());
  return index < 0 ? undefined : two(index + 1);
};

/** A day or a month in one of the forms Dutch pages write, as `YYYY-MM-DD` or `YYYY-MM`; undefined where it is none. */
const dateOf = (written: string | null | undefined): string | undefined => {
  const told = text(written) ?? '';
  const iso = /^\d{4}-\d\d-\d\d/.exec(told)?.[0];
  if (iso) return iso;
  const [, day, month, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/.exec(told) ?? [];
  if (day && month && year) return `${year}-${two(month)}-${two(day)}`;
  const [, dayOfWord, word = '', yearOfWord] = /^(?:\p{L}+dag )?(?:(\d{1,2}) )?(\p{L}+) (\d{4})/u.exec(told) ?? [];
  const monthOfWord = monthOf(word);
  return monthOfWord && yearOfWord ? [yearOfWord, monthOfWord, ...(dayOfWord ? [two(dayOfWord)] : [])].join('-') : undefined;
};

const startOf = (day: string): string | undefined => clockTimeIn(`${day}T00:00:00`, ZONE)?.time;

const isDate = (date: string | undefined): date is string => date !== undefined && startOf(date.length < 8 ? `${date}-01` : date) !== undefined;

/** When it was published: a time, else the first minute of the day in the Netherlands. Of a case without either, since when the child is missing. */
const sentOf = ({ publicatiedatum, vermistsinds }: Missing): { time: string; from: string } | undefined => {
  const told = [['/publicatiedatum', publicatiedatum], ['/vermistsinds', vermistsinds]] as const;
  return told.flatMap(([from, written]) => {
    const date = dateOf(written);
    const time = capTimeFrom(written) ?? (date?.length === 10 ? startOf(date) : undefined);
    return time ? [{ time, from }] : [];
  })[0];
};

const ageOf = (words: string): Age | undefined => {
  const { value, months, about } = AGE.exec(words)?.groups ?? {};
  return value ? { value: Number(value), unit: months ? 'month' : 'year', ...(about && { approximate: true }) } : undefined;
};

const heightOf = (words: string): number | undefined => {
  const { figures, unit } = HEIGHT.exec(words)?.groups ?? {};
  return figures ? Math.round(numberOf(figures) * (unit?.toLowerCase() === 'm' ? 100 : 1)) : undefined;
};

/** How each kind of value is read; undefined where it cannot be. */
const READERS: { readonly [kind in (typeof LABELS)[string]]: (words: string) => Traits } = {
  sex: (words) => ({ sex: Object.hasOwn(SEXES, words.toLowerCase()) ? SEXES[words.toLowerCase()] : undefined }),
  age: (words) => ({ age: ageOf(words) }),
  height: (words) => ({ heightCm: heightOf(words) }),
  weight: (words) => ({ weightKg: WEIGHT.exec(words)?.groups ? numberOf(WEIGHT.exec(words)!.groups!.figures!) : undefined }),
  hair: (words) => ({ hair: { colour: codeOf(HAIR, words) } }),
  eyes: (words) => ({ eyes: codeOf(EYES, words) }),
  marks: (words) => ({ marks: [words] }),
  clothing: (words) => ({ clothing: [{ garment: words }] }),
};

const traitsOf = ({ persoonskenmerken }: Description): Traits => Object.assign({}, ...(persoonskenmerken ?? []).map(({ label, waarde }) => {
  const [name, words] = [(text(label) ?? '').replace(/\s*:$/, '').toLowerCase(), text(waarde)];
  return words && Object.hasOwn(LABELS, name) ? filled(READERS[LABELS[name]!](words)) ?? {} : {};
})) as Traits;

const titleOf = ({ titel }: Missing): { name: string; age?: Age } => {
  const title = plainText(titel);
  const { name, age } = NAME_AND_AGE.exec(title)?.groups ?? {};
  return name && age && ageOf(age) ? { name, age: ageOf(age) } : { name: title };
};

const photosOf = (pictures: readonly (Picture | null | undefined)[]): Child['photos'] =>
  [...new Set(pictures.flatMap((picture) => linkOf(picture?.url) ?? []))].map((uri) => ({ uri, mimeType: imageTypeOf(uri) }));

/** One child for each description. Of several, each is named by its own title; of one, by that of the page. */
const childrenOf = (message: Missing): Child[] => {
  const { name, age } = titleOf(message);
  const descriptions = message.signalementen?.length ? message.signalementen : [{}];
  return descriptions.map((description) => {
    const own = descriptions.length > 1 ? text(description.titel) : name;
    const photos = photosOf([description.afbeelding, ...(descriptions.length > 1 ? [] : message.afbeeldingen ?? [])]);
    return { ...(descriptions.length > 1 ? {} : filled({ age })), ...traitsOf(description), ...filled({ name: own ? { full: own } : undefined, photos }) };
  });
};

const pointOf = ({ locaties }: Missing): LastSeen['point'] => {
  const { latitude, longitude } = locaties?.find((place) => typeof place.latitude === 'number' && typeof place.longitude === 'number') ?? {};
  return typeof latitude === 'number' && typeof longitude === 'number' && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : undefined;
};

const lastSeenOf = (message: Missing): LastSeen | undefined => {
  const date = dateOf(message.vermistsinds);
  const at = isDate(date) ? date : undefined;
  return filled({ at, precision: at ? (at.length < 8 ? 'month' as const : 'day' as const) : undefined, place: text(message.laatstgezienin), point: pointOf(message) });
};

const resourcesOf = ({ afbeeldingen, meerafbeeldingen }: Missing): Resource[] =>
  (photosOf([...afbeeldingen ?? [], ...meerafbeeldingen ?? []]) ?? []).map(({ uri, mimeType = '' }) => ({ resourceDesc: 'Foto', mimeType, uri }));

const joined = (...texts: (string | null | undefined)[]): string | undefined => texts.flatMap((one) => text(one) ?? []).join('\n\n') || undefined;

const infoOf = (message: Missing): Info => {
  const place = text(message.laatstgezienin);
  const area: Area[] = place ? [{ areaDesc: place }] : [];
  return {
    ...OF_EVERY_MESSAGE,
    ...filled({
      headline: plainText(message.titel), description: joined(message.introductie, message.omschrijving), instruction: joined(message.vragen, message.uwtip),
      web: linkOf(message.url) ?? linkOf(message.urltipformulier), resource: resourcesOf(message), area,
    }),
  };
};

/** What was read out of a title or a label is told apart from what stood in a field of its own. */
const extractedFrom = (message: Missing): AdapterMessage['extracted'] => {
  const { name, age } = titleOf(message);
  if ((message.signalementen?.length ?? 0) > 1) return [];
  const told = traitsOf(message.signalementen?.[0] ?? {}).age;
  return [{ path: '/case/children/0/name/full', text: name, from: '/info/0/headline', at: 0 }, ...(age && !told ? [{ path: '/case/children/0/age/value', text: String(age.value), from: '/info/0/headline' }] : [])];
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', '/publicatiedatum', 'Neither this nor "vermistsinds" is a day. Right would be one such as "2026-03-01".')] };

/** A page of the list, also one on which nobody stands. */
export const detects = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && Array.isArray((document as { vermisten?: unknown }).vermisten);

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Missing;
  const sent = sentOf(message);
  if (!sent) return [UNDATED];
  const number = text(message.zaaknummer);
  const alert: Alert = {
    identifier: identifierOf(message.uid), sender: SENDER, sent: sent.time, status: 'Actual', msgType: 'Alert', scope: 'Public', ...(number && { incidents: [identifierOf(number)] }),
    info: [infoOf(message)], case: { ...filled({ lastSeen: lastSeenOf(message) }), children: childrenOf(message) },
  };
  const assigned = [{ path: '/sent', value: sent.time, reason: `The list tells days, not times; this is the start of the day in ${sent.from}.` }];
  return [{ alert, sources: SOURCES, assigned: capTimeFrom(message.publicatiedatum) ? [] : assigned, extracted: extractedFrom(message) }];
};
