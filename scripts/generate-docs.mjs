// Writes the parts of docs/ that the code knows better, between their markers; with --check only compares, exit 1 when they differ.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { machineLine, resultTable } from '../bench/table.mjs';
import { CAP_READING_RULES, ISSUE_CODES } from './issue-codes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = (file) => tsImport(`../src/${file}`, import.meta.url);

const [{ environmentTable }, { CODES }, { ALERT, isEnumeration }, { GEOMETRY_RULES }, prose] = await Promise.all(
  ['config/environment.ts', 'errors.ts', 'cap/content-model.ts', 'cap/geometry-rules.ts', 'cap/prose-rules.ts'].map(source));

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
const table = (head, rows) => [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

const environment = () => table(['Variable', 'Where it is not set', 'What it does'],
  environmentTable().map(({ name, default: value, description }) => [`\`${name}\``, value, description]));

const refusals = () => table(['Code', 'HTTP', 'What happened'], Object.entries(CODES).map(([code, { status, title }]) => [`\`${code}\``, status, title]));

const describeType = ({ type, fields }) => {
  if (fields) return 'a block';
  return isEnumeration(type) ? `one of ${type.join(', ')}` : { text: 'text', list: 'a list in one text', pair: 'a pair', references: 'a list of references', uri: 'a URI', integer: 'a whole number' }[type] ?? `a ${type}`;
};

const OCCURS = { '1': 'exactly one', '0..1': 'at most one', '1..*': 'one or more', '0..*': 'any number' };

const describeField = (field) => `\`${field.name}\`: ${OCCURS[field.occurs]}; ${describeType(field)}`;

const allFields = (fields) => fields.flatMap((field) => [field, ...allFields(field.fields ?? [])]);

/** Rule id → [level, words]; what several tables say of one rule is joined. */
const capRules = () => {
  const said = [
    ...Object.entries(CAP_READING_RULES).map(([id, [level, says]]) => [id, level, says]),
    ...allFields(ALERT).filter(({ name }) => !['valueName', 'value'].includes(name)).map((field) => [field.rule, 'error', describeField(field)]),
    ...Object.entries(GEOMETRY_RULES).map(([id, { level, says }]) => [id, level, says]),
    ...Object.values(prose).flat().filter((rule) => rule.id).map(({ id, level, says }) => [id, level, says]),
  ];
  const rules = said.reduce((grouped, one) => grouped.set(one[0], [...(grouped.get(one[0]) ?? []), one]), new Map());
  return [...rules].sort(([one], [other]) => 'DAIRGSEF'.indexOf(one[0]) - 'DAIRGSEF'.indexOf(other[0]) || one.localeCompare(other))
    .map(([id, all]) => [`\`CAP_${id}\``, [...new Set(all.map(([, level]) => level))].join(', '), [...new Set(all.map(([, , says]) => says))].join(' · ')]);
};

const files = (folder, ending) => readdirSync(join(root, folder), { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
const textOf = (file) => readFileSync(join(root, file), 'utf8');
const found = (folder, pattern) => new Set(files(folder, '.ts').flatMap((file) => [...textOf(file).matchAll(pattern)].map(([, code]) => code)));

/** Codes in the words of the sources: given to one of the makers of issues, or of a family that only issues have. */
const inSource = () => new Set([
  ...found('src', /\b(?:error|warning|note)\('([A-Z][A-Z_]+)'/g),
  ...found('src', /'((?:XML|JSON|SCHEMA|CHILD|STATUS|ROUTE|FEED|SIGNATURE)_[A-Z_]+)'/g),
]);
const capInSource = () => new Set([
  ...found('src', /'CAP_([A-Z]\d\d)'/g),
  ...found('src/cap', /(?:report\(reading, |found\(|\? |\[)'([A-Z]\d\d)'/g),
]);

const adapterCodes = () => [...found('adapters', /\b(?:error|warning|note)\('([A-Z][A-Z_]+)'/g)].filter((code) => !ISSUE_CODES[code]).sort();

const problemsOf = () => {
  const [codes, rules] = [inSource(), capRules().map(([code]) => code.slice(5, -1))];
  return [
    ...[...codes].filter((code) => !ISSUE_CODES[code]).map((code) => `${code} has no meaning in scripts/issue-codes.mjs`),
    ...Object.keys(ISSUE_CODES).filter((code) => !codes.has(code)).map((code) => `${code} of scripts/issue-codes.mjs is in no source`),
    ...[...capInSource()].filter((rule) => !rules.includes(rule)).map((rule) => `CAP_${rule} has no meaning in scripts/issue-codes.mjs`),
  ];
};

const issues = () => table(['Code', 'What it means'], [
  ...Object.entries(ISSUE_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ...adapterCodes().map((code) => [`\`${code}\``, 'Of one adapter; its message says what is wrong.']),
]);

/** As `npm run bench -- NAME --json bench/results.json` left it, a table for each run that something is kept of. */
const performance = () => JSON.parse(textOf('bench/results.json')).map((run) => `${machineLine(run)}\n\n${resultTable(run.rows)}`).join('\n\n');

const PARTS = { environment, performance, refusals, 'cap-rules': () => table(['Code', 'Level', 'What is asked'], capRules()), issues };

const filled = (text) => text.replace(/(<!-- generated: ([a-z-]+) -->\n)[^]*?(<!-- end -->)/g, (_, start, part, end) => `${start}${PARTS[part]()}\n${end}`);

const check = process.argv.includes('--check');
const stale = files('docs', '.md').filter((file) => filled(textOf(file)) !== textOf(file));
if (!check) for (const file of stale) writeFileSync(join(root, file), filled(textOf(file)));
const problems = problemsOf();
for (const problem of problems) console.error(problem);
for (const file of stale) console.error(check ? `stale: ${file} (run npm run docs)` : `wrote ${file}`);
process.exit(problems.length > 0 || (check && stale.length > 0) ? 1 : 0);
