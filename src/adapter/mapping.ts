// An adapter without code: a mapping.json becomes the same three functions that a coded adapter exports.
import { languageOf } from '../model/language-of.js';
import { error, warning, type Issue } from '../model/issue.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { CommonConstant, MappedField, Mapping, NationalConstant } from '../model/generated/mapping.js';
import { segment, segments } from '../format/pointer.js';
import { chooseInfo, cutToPrecision, type Adapter, type Alert, type Info } from './kit.js';
import { codecOf } from './mapping-codecs.js';
import { assemble, blank, sourcesOf, toModel, toNational, type Entry, type Field, type Shape } from './shape.js';

const ANY = '*';
const INFO = ['info', ANY] as const;

/** A field whose pointers are taken apart; as the tables are nested, what has been walked through is taken off. */
interface Route { national: string[]; common: string[]; field: MappedField }

const starsIn = (keys: readonly string[]): number => keys.filter((key) => key === ANY).length;

const routeOf = (field: MappedField): Route => ({ national: segments(field.national), common: segments(field.common), field });

const isOfInfo = ({ common }: Route): boolean => common[0] === INFO[0] && common[1] === INFO[1];

/** Told in each text, not once for all of them. */
const isOfText = (route: Route): boolean => isOfInfo(route) && starsIn(route.national) === starsIn(route.common);

const pathOf = (keys: readonly string[]): string => keys.map(segment).join('/');

const grouped = (routes: readonly Route[]): [string, Route[]][] => {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.national[0] ?? '', [...groups.get(route.national[0] ?? '') ?? [], route]);
  return [...groups];
};

const without = (count: number) => (route: Route): Route => ({ ...route, national: route.national.slice(count) });

const listField = (routes: readonly Route[], zone: string): Field => {
  const star = routes[0]!.common.indexOf(ANY);
  const inner = routes.map((route) => ({ ...without(2)(route), common: route.common.slice(star + 1) }));
  return { path: pathOf(routes[0]!.common.slice(0, star)), shape: shapeOf(inner, zone), list: true };
};

const fieldOf = (routes: readonly Route[], zone: string): Field => {
  const [first] = routes;
  if (first?.national.length === 1) return { path: pathOf(first.common), codec: codecOf(first.field, zone) };
  return first?.national[1] === ANY ? listField(routes, zone) : { path: '', shape: shapeOf(routes.map(without(1)), zone) };
};

const shapeOf = (routes: readonly Route[], zone: string): Shape => Object.fromEntries(grouped(routes).map(([key, group]) => [key, fieldOf(group, zone)]));

/** The tables of one mapping: of the alert, of what its info blocks share, of each text, and where the texts stand. */
interface Tables { alert: Shape; shared: Shape; text: Shape; texts: string[] | undefined }

const insideInfo = (route: Route): Route => ({ ...route, common: route.common.slice(INFO.length) });

const tablesOf = ({ fields }: Mapping, zone: string): Tables => {
  const routes = fields.map(routeOf);
  const texts = routes.find(isOfText);
  const place = texts?.national.slice(0, texts.national.indexOf(ANY));
  const inText = (route: Route): Route => ({ ...insideInfo(route), national: route.national.slice((place?.length ?? 0) + 1) });
  return {
    alert: shapeOf(routes.filter((route) => !isOfInfo(route)), zone),
    shared: shapeOf(routes.filter((route) => isOfInfo(route) && !isOfText(route)).map(insideInfo), zone),
    text: shapeOf(routes.filter(isOfText).map(inText), zone),
    texts: place,
  };
};

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

const valueAt = (document: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, key) => (isHolder(value) && Object.hasOwn(value, key) ? value[key] : undefined), document);

const pointerOf = (keys: readonly string[]): string => keys.map((key) => `/${segment(key)}`).join('');

const infoEntries = (tables: Tables, message: unknown): Entry[] => {
  const found = tables.texts && valueAt(message, tables.texts);
  const texts = Array.isArray(found) ? found as unknown[] : [];
  if (!texts.length) return toModel(tables.shared, message, '/info/0');
  return texts.flatMap((text, index) => {
    const [model, national] = [`/info/${index}`, `${pointerOf(tables.texts ?? [])}/${index}`];
    return [{ model, national, value: {} }, ...toModel(tables.shared, message, model), ...toModel(tables.text, text, model, national)];
  });
};

/** Every place a constant with stars stands for, where what holds it is there. */
const fill = (holder: unknown, [key = '', ...rest]: readonly string[], value: unknown): void => {
  if (!isHolder(holder)) return;
  if (key === ANY) Object.values(holder).forEach((item) => { fill(item, rest, value); });
  else if (rest.length) fill(holder[key], rest, value);
  else holder[key] ??= structuredClone(value);
};

const isCommon = (constant: CommonConstant | NationalConstant): constant is CommonConstant => 'common' in constant;
const isNational = (constant: CommonConstant | NationalConstant): constant is NationalConstant => 'national' in constant;

const complete = (alert: Alert, constants: readonly CommonConstant[]): Alert => {
  for (const { common, value } of constants) fill(alert, segments(common), value);
  const seen = alert.case?.lastSeen;
  return seen ? { ...alert, case: { ...alert.case, lastSeen: cutToPrecision(seen) } } : alert;
};

/** The item of a list counts as read only by what was read in it. */
const isPlace = ({ value }: Entry): boolean => isHolder(value) && Object.keys(value).length === 0;

/** A list of which some items have no other form was not read whole. */
const isWhole = (value: unknown, read: unknown): boolean => !Array.isArray(value) || !Array.isArray(read) || value.length === read.length;

const unread = (value: unknown, at: string, read: ReadonlyMap<string, unknown>): string[] => {
  if (blank(value)) return [];
  if (read.has(at)) return isWhole(value, read.get(at)) ? [] : [at];
  return isHolder(value) ? Object.entries(value).flatMap(([key, inner]) => unread(inner, `${at}/${segment(key)}`, read)) : [at];
};

const unknown = (path: string): Issue =>
  warning('SCHEMA_UNKNOWN', path, 'The mapping of this format has no place or no code for this value, and it is not carried on; check its spelling.');

const decoder = (tables: Tables, constants: Mapping['constants'] = []): Adapter['decode'] => {
  const common = constants.filter(isCommon);
  const fixed = constants.filter(isNational);
  return (message) => {
    const entries = [...toModel(tables.alert, message), ...infoEntries(tables, message)];
    const read = new Map([...entries.filter((entry) => !isPlace(entry)), ...fixed].map(({ national, value }) => [national, value]));
    const alert = complete(assemble(entries, 'model') as unknown as Alert, common);
    return [{ alert, sources: { ...sourcesOf(entries), '': '' }, issues: unread(message, '', read).map(unknown) }];
  };
};

/** An info block that names no language is American English (CAP 1.2, 3.2.2), whatever a national text without one is. */
const withLanguage = (info: Info): Info => ({ ...info, language: languageOf(info) });

const textEntries = ({ text, texts = [] }: Tables, infos: readonly Info[]): Entry[] => infos.flatMap((info, index) => {
  const national = `${pointerOf(texts)}/${index}`;
  return [{ model: '', national, value: {} }, ...toNational(text, withLanguage(info), national)];
});

/** What a message is and whether it is real: a format that can only say one of these carries no other. */
const DECISIVE = ['/msgType', '/status'] as const;

/** A Cancel must not go out as an Alert, nor a Test as real, because the form has no place for the word. */
const cannotSay = (alert: Alert, constants: readonly CommonConstant[]): Issue[] => constants.flatMap(({ common, value }) => {
  const member = DECISIVE.find((pointer) => pointer === common)?.slice(1) as 'msgType' | 'status' | undefined;
  return member && alert[member] !== value ? [error('LOSS', common, `This format carries messages with the ${member} ${String(value)} only.`)] : [];
});

const encoder = (tables: Tables, { constants = [], fields }: Mapping, languages: readonly string[]): Adapter['encode'] => {
  const only = constants.filter(isCommon).filter(({ common }) => !fields.some((field) => field.common === common));
  const fixed = constants.filter(isNational).map(({ national, value }): Entry => ({ model: '', national, value }));
  return (alert, { language }) => {
    const losses = cannotSay(alert, only);
    const chosen = tables.texts ? 0 : chooseInfo(alert, [language, ...languages]);
    const info = alert.info?.[chosen];
    const shared = info ? toNational(tables.shared, withLanguage(info)) : [];
    const texts = tables.texts ? textEntries(tables, alert.info ?? []) : [];
    const document = assemble([...fixed, ...toNational(tables.alert, alert), ...shared, ...texts], 'national');
    return tables.texts || !info ? { document, losses } : { document, losses, info: chosen };
  };
};

const twice = (pointers: readonly string[]): string[] => pointers.filter((pointer, index) => pointers.indexOf(pointer) !== index);

const starsDiffer = (field: MappedField): boolean => {
  const route = routeOf(field);
  const [national, common] = [starsIn(route.national), starsIn(route.common)];
  return national !== common && !(isOfInfo(route) && national === common - 1);
};

const zoneProblem = (zone: string): string[] => {
  try { new Intl.DateTimeFormat('en', { timeZone: zone }); return []; } catch { return [`the manifest's timeZone "${zone}" is none; write one such as Europe/Belgrade`]; }
};

/** What is wrong with a mapping beyond its schema: what could not be read backwards. */
export const mappingProblems = ({ fields }: Mapping, { timeZone }: Manifest): string[] => [
  ...twice(fields.map(({ national }) => national)).map((pointer) => `the national field ${pointer} stands twice; give each its own place`),
  ...twice(fields.map(({ common }) => common)).map((pointer) => `${pointer} of the alert stands twice; only one national field can be its own`),
  ...fields.filter(starsDiffer).map(({ national, common }) => `${national} and ${common} differ in their lists; write as many * on both sides, or one less beside /info/*`),
  ...fields.flatMap(({ national, codes = {} }) => twice(Object.values(codes).map(String)).map((code) => `the code ${code} of ${national} has two words; which is to be written?`)),
  ...zoneProblem(timeZone),
];

/** The adapter that a mapping is. */
export const mappedAdapter = (mapping: Mapping, manifest: Manifest): Adapter => {
  const tables = tablesOf(mapping, manifest.timeZone);
  const mark = segments(mapping.detect);
  return {
    detects: (document) => (Array.isArray(document) ? document as unknown[] : [document]).some((one) => valueAt(one, mark) !== undefined),
    decode: decoder(tables, mapping.constants),
    encode: encoder(tables, mapping, manifest.languages),
  };
};
