// Checks with what nobody would send by mistake: any value at any place, empty documents, spoilt XML. Issues may come of it, never an exception.
import { AlertBridgeError } from '../../errors.js';
import type { Alert } from '../../model/generated/alert.js';
import type { AdapterFolder } from './adapter-folder.js';
import { alertsOf, bytesOf, listed, placesIn, replaced, validNames, type Check } from './check.js';

/** Own keys as a parser makes them, not the prototype of a literal. */
const PROTOTYPE_NAMES: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}},"toString":"x","hasOwnProperty":null}');

const VALUES: readonly unknown[] = [
  null, true, 0, -1, 1e308, '', ' ', 'x', 'constructor', '\u0000 ,<&', '\u202E', '9'.repeat(400), 'x'.repeat(20_000), [], [[]], [null], {}, PROTOTYPE_NAMES,
];

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const EMPTY = ['', ' ', 'null', '0', '""', '[]', '{}', '[[]]', '[null]', '{"__proto__":{}}', '<', '<a/>', '<a xmlns="urn:x"/>', '['.repeat(10_000)].map(encode);
const NO_UTF8 = Uint8Array.of(0xff, 0xfe, 0x00, 0xc3, 0x28);

const PIECES = ['', '<', '&', '</', ' x="', '<__proto__>1</__proto__>', '<constructor/>', '\u202E', '9'.repeat(400)];
const TEXT_PIECES = ['', '"', ';', ',', ':', '\n', '\n__proto__: 1\n', '\u202E', '9'.repeat(400)];

const breaks = ({ format }: AdapterFolder, bytes: Uint8Array): boolean => {
  try {
    const found = format.decode(bytes);
    // A word of the message that was looked up in a table without asking whether it is there may give a function, which nothing can clone.
    if ('messages' in found) structuredClone(found.messages.map(({ alert }) => alert));
    return !('unreadable' in found) && found.messages.some(({ issues }) => issues.some(({ code }) => code === 'ADAPTER_FAILED'));
  } catch { return true; }
};

const told = (places: readonly string[], file: string): string[] =>
  (places.length ? [`decode fails on ${file} spoilt at ${listed([...new Set(places)])}; let national.schema.json forbid it, or let decode pass over it.`] : []);

const spoiltJson = (folder: AdapterFolder, name: string): string[] => {
  const document = JSON.parse(new TextDecoder().decode(bytesOf(folder, name))) as unknown;
  const places = placesIn(document).flatMap((place) => (VALUES.some((value) => breaks(folder, encode(JSON.stringify(replaced(document, place, value))))) ? [`/${place.join('/')}`] : []));
  return told(places, name);
};

/** As many cuts as a fixture has tags would take minutes; some hundred find the same. */
const CUTS = 120;

const spoiltText = (folder: AdapterFolder, name: string, pieces: readonly string[]): string[] => {
  const text = new TextDecoder().decode(bytesOf(folder, name));
  const cuts = Array.from({ length: CUTS }, (_, index) => Math.floor(index * text.length / CUTS));
  const places = cuts.flatMap((at, index) => (pieces.some((piece) => breaks(folder, encode(text.slice(0, at) + piece + text.slice(at + index % 40)))) ? [`character ${at}`] : []));
  return told(places, name);
};

const spoilt = (folder: AdapterFolder, name: string): string[] =>
  (name.endsWith('.json') ? spoiltJson(folder, name) : spoiltText(folder, name, name.endsWith('.xml') ? PIECES : TEXT_PIECES));

const empty = (folder: AdapterFolder): string[] => [...EMPTY, NO_UTF8].flatMap((bytes) => {
  const shown = JSON.stringify(new TextDecoder().decode(bytes.slice(0, 20)));
  if (breaks(folder, bytes)) return [`decode fails on the document ${shown}; let national.schema.json forbid it.`];
  return folder.format.detects(bytes) && !/^"\s*\[\]/.test(shown) ? [`detects takes ${shown} for its own; let it look for what only this format has.`] : [];
});

/** What a spoilt alert may end in. */
const isRefusal = (problem: unknown): boolean => problem instanceof AlertBridgeError && problem.code === 'ENCODE_FAILED';

const writes = ({ format }: AdapterFolder, alert: unknown): boolean => {
  try { return format.encode(alert as Alert, {}).body.length > 0; } catch (problem) { return isRefusal(problem); }
};

/** Writing and reading back costs more than reading: each place meets some of the values, and its neighbours the others. */
const FEW = 3;
const someValues = (index: number): unknown[] => VALUES.filter((_, number) => number % Math.ceil(VALUES.length / FEW) === index % Math.ceil(VALUES.length / FEW));

const spoiltAlerts = (folder: AdapterFolder, alert: Alert): string[] => {
  const places = placesIn(alert).slice(1).flatMap((place, index) => (someValues(index).every((value) => writes(folder, replaced(alert, place, value))) ? [] : [`/${place.join('/')}`]));
  return places.length ? [`encode fails on an alert spoilt at ${listed(places)}; leave out what cannot be written.`] : [];
};

export const hostileChecks = (folder: AdapterFolder): Check[] => [
  ...(folder.loaded.manifest.direction === 'out' ? [] : [
    { name: 'survives documents with nothing in them, and takes none for its own', run: () => empty(folder) },
    ...validNames(folder).map((name): Check => ({ name: `survives any value at any place of ${name}`, run: () => spoilt(folder, name) })),
  ]),
  ...(folder.loaded.manifest.direction === 'in' ? [] : [
    { name: 'writes a spoilt alert or refuses it, and never fails otherwise', run: () => alertsOf(folder).flatMap((alert) => spoiltAlerts(folder, alert)) },
  ]),
];
