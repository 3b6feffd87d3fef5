// Checks of the folder itself: code that knows only the kit, and code tables that are total and reversible.
import alertSchema from '../../../schemas/alert.schema.json' with { type: 'json' };
import type { AdapterFolder, Table } from './adapter-folder.js';
import { isHolder, listed, type Check } from './check.js';

const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
/** A folder from elsewhere is tested in a copy that names the kit of this installation. */
const ALLOWED = /^(?:(?:\.\.\/\.\.|file:.*)\/src\/adapter\/kit\.[jt]s|\.\/[a-z-]+\.js)$/;
const EFFECT = /\b(?:Date|Math\.random|process|globalThis|fetch|require|eval|Function|setTimeout)\b\s*[(.]/g;

const isBlind = ({ code }: AdapterFolder): string[] => [...code].flatMap(([name, source]) => {
  const imported = [...source.matchAll(IMPORT)].map(([, path = '']) => path).filter((path) => !ALLOWED.test(path));
  const effects = source.match(EFFECT) ?? [];
  return [
    ...(imported.length ? [`${name} imports ${listed(imported)}; only ../../src/adapter/kit.js and files of the folder may be imported.`] : []),
    ...(effects.length ? [`${name} uses ${listed(effects)}; clock, chance, network and process are not for adapters.`] : []),
  ];
});

/** Every closed list of values in the common model. */
const enumsIn = (schema: unknown): string[][] => {
  if (!isHolder(schema)) return [];
  return [...(Array.isArray(schema.enum) ? [schema.enum as string[]] : []), ...Object.values(schema).flatMap(enumsIn)];
};

const ENUMS = enumsIn(alertSchema);

/** A table whose codes belong to no closed list may hold as many as the country has. */
const missingFrom = (table: Table): string[] => {
  const codes = Object.keys(table);
  const lists = ENUMS.filter((list) => codes.every((code) => list.includes(code)));
  if (!lists.length || lists.some((list) => list.length === codes.length)) return [];
  const [shortest = []] = lists.sort((one, other) => one.length - other.length);
  return shortest.filter((code) => !codes.includes(code));
};

const tableProblems = (table: Table): string[] => {
  const words = Object.values(table);
  const twice = words.filter((word, index) => words.indexOf(word) !== index);
  const missing = missingFrom(table);
  const shown = `the code table ${listed(Object.keys(table))}`;
  return [
    ...(missing.length ? [`${shown} has no word for ${listed(missing)}; give each code one.`] : []),
    ...(twice.length ? [`${shown} has ${listed(twice)} twice; give each code its own word.`] : []),
  ];
};

export const sourceChecks = (folder: AdapterFolder): Check[] => [
  { name: 'imports nothing but the kit and its own files, and knows no clock, chance, network or process', run: () => isBlind(folder) },
  { name: 'has a word for every code, and a code for every word', run: () => folder.tables.flatMap(tableProblems) },
];
