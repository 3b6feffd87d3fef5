// What a labelled line says of a case: behind each label the reader of its values, by the words it was written with.
import { isPossibleAge } from './ages.js';
import { MAKES } from './makes.js';
import { MOST_WORDS, PARTICLES } from './names.js';
import type { Finding } from './reading.js';
import { fold } from './text.js';
import { countryOfPlate } from './vehicles.js';
import { momentIn, type Label, type Written } from './written.js';

/** Some words and the offset at which they stand. */
export interface Piece { text: string; at: number }

export interface Told { topic: string; leaves: Finding['leaves']; piece: Piece }

/** What a line says behind its label; undefined where not all of it is understood. */
type Line = (value: Piece, written: Written) => Told[] | undefined;

export const piece = (text: string, at: number): Piece => {
  const trimmed = text.trimStart();
  return { text: trimmed.trimEnd(), at: at + text.length - trimmed.length };
};

/** What stands between commas, but for those in brackets. */
export const partsOf = ({ text, at }: Piece): Piece[] => {
  const parts: Piece[] = [];
  let [depth, from] = [0, 0];
  for (let place = 0; place <= text.length; place += 1) {
    const sign = text[place];
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign !== undefined && (sign !== ',' || depth > 0)) continue;
    parts.push(piece(text.slice(from, place), at + from));
    from = place + 1;
  }
  return parts;
};

/** `jacket (colour: red)`: a thing and what stands in the brackets at its end. */
const bracketed = ({ text, at }: Piece): { thing: Piece; details?: Piece } => {
  const open = text.endsWith(')') ? text.lastIndexOf('(') : -1;
  return open < 0 ? { thing: { text, at } } : { thing: piece(text.slice(0, open), at), details: piece(text.slice(open + 1, -1), at + open + 1) };
};

export const labelled = ({ text, at }: Piece, { find }: Written): { label: Label; value: Piece } | undefined => {
  const colon = text.indexOf(':');
  const label = colon < 0 ? undefined : find('labels', text.slice(0, colon));
  return label && { label, value: piece(text.slice(colon + 1), at + colon + 1) };
};

const everyPart = (value: Piece, read: (part: Piece, index: number) => Told | undefined): Told[] | undefined => {
  const told = partsOf(value).map(read);
  return told.some((one) => one === undefined) ? undefined : told as Told[];
};

const tell = (topic: string, path: string, value: unknown, from: Piece): Told | undefined => (value === undefined ? undefined : { topic, leaves: { [path]: value }, piece: from });

const one = (told: Told | undefined): Told[] | undefined => told && [told];

/** Pattern and colour of a thing; undefined where the brackets hold anything else. */
const lookOf = (details: Piece | undefined, written: Written): Record<string, string> | undefined => {
  const looks = details ? partsOf(details).map((part) => {
    const detail = labelled(part, written);
    const value = detail?.label === 'colour' || detail?.label === 'pattern' ? written.code(detail.label, detail.value.text) : undefined;
    return value === undefined ? undefined : [detail!.label, value] as const;
  }) : [];
  return looks.some((look) => look === undefined) ? undefined : Object.fromEntries(looks as (readonly [string, string])[]);
};

/** Behind its label any words are a name that are written like one, unless they say that there is none. */
const nameIn = ({ text }: Piece, { code }: Written): string | undefined => {
  const words = text.split(' ');
  const isName = words.length <= MOST_WORDS && words.every((word, at) => /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u.test(word) || (at > 0 && PARTICLES.has(word)));
  return isName && !code('relation', text) ? text : undefined;
};

const ageLeaves = (path: string, value: Piece, written: Written): Finding['leaves'] | undefined => {
  const age = written.find('ages', value.text);
  return age && Object.fromEntries(Object.entries(age).map(([name, leaf]) => [`${path}/age/${name}`, leaf]));
};

const childAge: Line = (value, written) => {
  const leaves = ageLeaves('/children/0', value, written);
  return leaves && isPossibleAge(leaves) ? [{ topic: 'age', leaves, piece: value }] : undefined;
};

const garment = (part: Piece, written: Written): Told | undefined => {
  const { thing, details } = bracketed(part);
  const [code, look] = [written.code('garment', thing.text), lookOf(details, written)];
  return code !== undefined && look ? { topic: `clothing ${code}`, leaves: { garment: code, ...look }, piece: part } : undefined;
};

/** Two of one garment are two, and no contradiction. */
const clothing: Line = (value, written) => everyPart(value, (part) => garment(part, written))?.map((told, index, all) => {
  const before = all.slice(0, index).filter(({ topic }) => topic === told.topic).length;
  return before > 0 ? { ...told, topic: `${told.topic} ${before + 1}` } : told;
});

const withCountry = (value: Piece, { find }: Written): { thing: string; country?: string } => {
  const { thing, details } = bracketed(value);
  const country = details && find('countries', details.text);
  return country ? { thing: thing.text, country } : { thing: value.text };
};

/** Not a sentence that tells of a place and more. */
const isPlace = (text: string): boolean => /^[\p{Lu}\p{Lo}\d]/u.test(text) && !/\d[:.h]\d{2}|[[\]]/u.test(text);

/** Behind a day anything may be a place; words alone only where their country stands beside them. */
const place = (value: Piece, written: Written, isDated: boolean): Told[] | undefined => {
  const alone = written.find('countries', value.text);
  if (alone) return [{ topic: 'country', leaves: { '/lastSeen/country': alone }, piece: value }];
  const { thing, country } = withCountry(value, written);
  if (!isPlace(thing) || (!isDated && !country)) return undefined;
  return [
    { topic: 'place', leaves: { '/lastSeen/place': thing }, piece: { text: thing, at: value.at } },
    ...(country ? [{ topic: 'country', leaves: { '/lastSeen/country': country }, piece: value }] : []),
  ];
};

const seen: Line = (value, written) => {
  const found = momentIn(value.text, written);
  if (!found) return place(value, written, false);
  const { moment: { at, precision }, length } = found;
  const when = { topic: 'seen', leaves: { '/lastSeen/at': at, '/lastSeen/precision': precision }, piece: { text: value.text.slice(0, length), at: value.at } };
  if (length === value.text.length) return [when];
  const where = place(piece(value.text.slice(length + 1), value.at + length + 1), written, true);
  return where && [when, ...where];
};

const typeAndColour = (part: Piece, written: Written): Told[] | undefined => {
  const { thing, details } = labelled(part, written) ? { thing: { text: '', at: part.at }, details: part } : bracketed(part);
  const [type, look] = [written.code('vehicle-type', thing.text), lookOf(details, written)];
  if (!look || (thing.text !== '' && !type)) return undefined;
  return [tell('vehicle type', '/vehicles/0/type', type, thing), tell('vehicle colour', '/vehicles/0/colour', look.colour, part)].filter((told) => told !== undefined);
};

/** A make that is known, and behind it the model. */
const makeAndModel = (part: Piece): Told[] | undefined => {
  const words = part.text.split(' ');
  const count = [2, 1].find((size) => words.length >= size && MAKES.has(fold(words.slice(0, size).join(' ')).replace('-', ' ')));
  if (count === undefined) return undefined;
  const model = words.slice(count).join(' ');
  const make = MAKES.get(fold(words.slice(0, count).join(' ')).replace('-', ' '));
  return [tell('make', '/vehicles/0/make', make, part), tell('model', '/vehicles/0/model', model === '' ? undefined : model, part)].filter((told) => told !== undefined);
};

const yearOf = (part: Piece): Told[] | undefined => (/^(?:19|20)\d{2}$/.test(part.text) ? [{ topic: 'vehicle year', leaves: { '/vehicles/0/year': Number(part.text) }, piece: part }] : undefined);

const vehicle: Line = (value, written) => {
  const told = partsOf(value).map((part) => typeAndColour(part, written) ?? makeAndModel(part) ?? yearOf(part));
  return told.some((part) => part === undefined) ? undefined : told.flatMap((part) => part!);
};

const plate: Line = (value, written) => {
  const { thing, country = countryOfPlate(thing) } = withCountry(value, written);
  if (!/^(?=.*\d)[\p{Lu}\d][\p{Lu}\d .·-]{1,14}$/u.test(thing)) return undefined;
  return [{ topic: 'plate', leaves: { '/vehicles/0/plate': thing, ...(country && { '/vehicles/0/plateCountry': country }) }, piece: { text: thing, at: value.at } }];
};

const suspectPart = (part: Piece, index: number, written: Written): Told | undefined => {
  const detail = labelled(part, written);
  if (detail?.label === 'sex') return tell('suspect sex', '/suspects/0/sex', written.code('sex', detail.value.text), part);
  if (detail?.label === 'relation') return tell('suspect relation', '/suspects/0/relation', written.code('relation', detail.value.text), part);
  const age = ageLeaves('/suspects/0', part, written);
  if (age) return { topic: 'suspect age', leaves: age, piece: part };
  return index === 0 ? tell('suspect name', '/suspects/0/name/full', nameIn(part, written), part) : undefined;
};

const coded = (topic: string, path: string, list: 'sex' | 'eye-colour'): Line => (value, written) => one(tell(topic, path, written.code(list, value.text), value));
const measured = (topic: 'height' | 'weight', path: string): Line => (value, written) => one(tell(topic, path, written.find(topic, value.text), value));
/** A list whose members have no names of their own. */
const plain = (topic: string, list: 'mark' | 'item'): Line => (value, written) => everyPart(value, (part) => {
  const code = written.code(list, part.text);
  return tell(`${topic} ${code}`, list, code, part);
});
/** A list that stands or falls as one. */
const whole = (topic: string, path: string, read: (text: string, written: Written) => string | undefined): Line => (value, written) => {
  const codes = partsOf(value).map((part) => read(part.text, written));
  return codes.some((code) => code === undefined) ? undefined : [{ topic, leaves: Object.fromEntries(codes.map((code, index) => [`${path}/${index}`, code])), piece: value }];
};

export const LINES: Partial<Record<Label, Line>> = {
  name: (value, written) => one(tell('name', '/children/0/name/full', nameIn(value, written), value)),
  age: childAge, sex: coded('sex', '/children/0/sex', 'sex'), height: measured('height', '/children/0/heightCm'), weight: measured('weight', '/children/0/weightKg'), eyes: coded('eyes', '/children/0/eyes', 'eye-colour'),
  hair: (value, written) => everyPart(value, (part) => tell('hair colour', '/children/0/hair/colour', written.code('hair-colour', part.text), part) ?? tell('hair style', '/children/0/hair/style', written.code('hair-style', part.text), part)),
  clothing, marks: plain('mark', 'mark'), items: plain('item', 'item'),
  languages: whole('languages', '/children/0/languages', (text, { find }) => find('spoken', text)), 'last-seen': seen, destination: whole('destination', '/possibleCountries', (text, { find }) => find('countries', text)),
  vehicle, plate, suspect: (value, written) => everyPart(value, (part, index) => suspectPart(part, index, written)), caution: whole('caution', '/suspects/0/caution', (text, { code }) => code('caution', text)),
};
