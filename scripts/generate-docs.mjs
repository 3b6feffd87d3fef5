// Writes the parts of docs/ that the code knows better, between their markers; with --check only compares, exit 1 when they differ.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { machineLine, resultTable } from '../bench/table.mjs';
import { formatParts } from './format-tables.mjs';
import { ISSUE_CODES } from './issue-codes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = (file) => tsImport(`../src/${file}`, import.meta.url);

const [{ STEPS }, { environmentTable }, { CODES }, { CAP_RULES, RULE_IDS, doneAbout, reportedFor }, { PROFILES }, { CHILD_RULES }, { VOCABULARIES }] = await Promise.all(
  ['incident/country-state.ts', 'config/environment.ts', 'errors.ts', 'cap/rule-table.ts', 'cap/profiles/profiles.ts', 'cap/child-rules.ts', 'model/vocabularies.ts'].map(source));

/** In code a sign stands for itself. */
const withoutTags = (text) => text.split('`').map((part, i) => (i % 2 === 1 ? part : part.replaceAll('<', '&lt;'))).join('`');
const cell = (text) => withoutTags(String(text).replaceAll('|', '\\|')).replace(/\s+/g, ' ');
const table = (head, rows) => [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

const environment = () => table(['Variable', 'Where it is not set', 'What it does'],
  environmentTable().map(({ name, default: value, description }) => [`\`${name}\``, value, description]));

const refusals = () => table(['Code', 'HTTP', 'What happened'], Object.entries(CODES).map(([code, { status, title }]) => [`\`${code}\``, status, title]));

/** Codes that begin with CAP_, with the levels they may have. */
const capCodes = (id) => Object.entries(reportedFor(id)).filter(([code]) => code === `CAP_${id}`);

/** Of a rule about what is done with a message, the code says something only with what is done. */
const asks = (id) => (CAP_RULES[id].level === 'B' ? `${CAP_RULES[id].demands} ${doneAbout(id)}` : CAP_RULES[id].demands);

const capRules = () => RULE_IDS.flatMap((id) => capCodes(id).map(([code, levels]) => [`\`${code}\``, levels.join(', '), asks(id)]));

const codesOf = (id) => Object.entries(reportedFor(id)).map(([code, levels]) => `\`${code}\` (${levels.join(', ')})`).join(', ') || '–';

const linkTo = (path) => (path ? ` [${path}](../${path})` : '');

/** The rules whose ids begin with one of these letters. */
const rulesAbout = (letters) => () => table(['Rule', 'Level', 'Said by', 'What it demands', 'What AlertBridge does', 'Issue'],
  RULE_IDS.filter((id) => letters.includes(id[0])).map((id) => [id, CAP_RULES[id].level, CAP_RULES[id].kind, CAP_RULES[id].demands, doneAbout(id) + linkTo(CAP_RULES[id].where), codesOf(id)]));

const capCounts = () => {
  const numbered = RULE_IDS.filter((id) => !'EF'.includes(id[0])).map((id) => CAP_RULES[id]);
  const count = (level) => numbered.filter((rule) => rule.level === level).length;
  return `${numbered.length} rules of CAP: ${count('E')} that a message must keep (E), ${count('W')} that it should (W), ${count('B')} for whoever processes messages (B). ${RULE_IDS.length - numbered.length} more are about feeds and envelopes.`;
};

const rulesOf = ({ rules }) => Object.values(rules).flat().sort((one, other) => one.id.localeCompare(other.id));

const profiles = () => PROFILES.map((profile) => `### ${profile.name}: \`${profile.id}\`\n\n${profile.source}.\n\n${table(['Code', 'Level', 'What it asks', 'Where it says so', 'Standing'],
  rulesOf(profile).map(({ id, level, says, source: where, standing }) => [`\`PROFILE_${id}\``, level, says, where, standing]))}`).join('\n\n');

const files = (folder, ending) => readdirSync(join(root, folder), { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
const textOf = (file) => readFileSync(join(root, file), 'utf8');
const found = (folder, pattern) => new Set(files(folder, '.ts').flatMap((file) => [...textOf(file).matchAll(pattern)].map(([, code]) => code)));

/** Codes in the words of the sources: given to one of the makers of issues, or of a family that only issues have. */
const inSource = () => new Set([
  ...found('src', /\b(?:error|warning|note)\('([A-Z][A-Z_]+)'/g),
  ...found('src', /'((?:XML|JSON|SCHEMA|CHILD|STATUS|ROUTE|FEED|SIGNATURE)_[A-Z_]+)'/g),
]);
/** Ids of rules wherever they stand as a value in the sources: with CAP_ before them, alone, or as a name in a table. */
const rulesInSource = () => new Set(files('src', '.ts').filter((file) => !file.endsWith('rule-table.ts'))
  .flatMap((file) => [...textOf(file).matchAll(/'(?:CAP_)?([DAIRGSFE]\d\d)'|\b([DAIRGSFE]\d\d): \{/g)].map(([, value, name]) => value ?? name)));

const adapterCodes = () => [...found('adapters', /\b(?:error|warning|note)\('([A-Z][A-Z_]+)'/g)].filter((code) => !ISSUE_CODES[code]).sort();

const problemsOf = () => {
  const [codes, rules] = [inSource(), rulesInSource()];
  const reported = RULE_IDS.filter((id) => capCodes(id).length > 0);
  return [
    ...[...codes].filter((code) => !ISSUE_CODES[code]).map((code) => `${code} has no meaning in scripts/issue-codes.mjs`),
    ...Object.keys(ISSUE_CODES).filter((code) => !codes.has(code)).map((code) => `${code} of scripts/issue-codes.mjs is in no source`),
    ...[...rules].filter((id) => !CAP_RULES[id]).map((id) => `Rule ${id} is not in src/cap/rule-table.ts`),
    ...reported.filter((id) => !rules.has(id)).map((id) => `CAP_${id} of src/cap/rule-table.ts is in no source`),
    ...RULE_IDS.filter((id) => CAP_RULES[id].where && !existsSync(join(root, CAP_RULES[id].where))).map((id) => `Rule ${id} names ${CAP_RULES[id].where}, which is not there`),
  ];
};

const issues = () => table(['Code', 'What it means'], [
  ...Object.entries(ISSUE_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ...adapterCodes().map((code) => [`\`${code}\``, 'Of one adapter; its message says what is wrong.']),
]);

/** As `npm run bench -- NAME --json bench/results.json` left it, a table for each run that something is kept of. */
const performance = () => JSON.parse(textOf('bench/results.json')).map((run) => `${machineLine(run)}\n\n${resultTable(run.rows)}`).join('\n\n');

const childRules = () => table(['Rule', 'What it demands', 'Issue'], CHILD_RULES.map(({ id, demands, code }) => [id, demands, `\`${code}\``]));

const alertSchema = JSON.parse(textOf('schemas/alert.schema.json'));
const { $defs: definitions } = alertSchema;
const resolved = (schema) => (schema.$ref ? resolved(definitions[schema.$ref.replace('#/$defs/', '')]) : schema);

/** Every single value of a case: its path as in the name of its parameter, what it is, its vocabulary. `n` stands for a position in a list. */
const elementsOf = (schema, path) => {
  const { type, items, properties, enum: words, description, 'x-vocabulary': vocabulary } = resolved(schema);
  if (type === 'array') return elementsOf({ ...resolved(items), description: resolved(items).description ?? description }, `${path}/n`);
  if (type === 'object') return Object.entries(properties).flatMap(([name, inner]) => elementsOf(inner, `${path}/${name}`));
  return [{ path, what: vocabulary ? `code: [${vocabulary}](../schemas/codes/${vocabulary}.json)` : words ? words.map((word) => `\`${word}\``).join(' ') : `${type === 'string' ? 'text' : type}${description ? `. ${description}` : ''}` }];
};

/** The class of the longest path that it stands in. */
const privacyOf = (path) => {
  const classes = definitions.Case['x-privacy'];
  const place = path.replace(/\/n(?=\/|$)/g, '/*');
  const holder = Object.keys(classes).filter((one) => place === one || place.startsWith(`${one}/`)).sort((one, other) => other.length - one.length)[0];
  return classes[holder] ?? 'MISSING';
};

const childElements = () => table(['Parameter, behind the URN', 'What it is', 'Privacy'],
  elementsOf(definitions.Case, '').map(({ path, what }) => [`\`${path.slice(1).replaceAll('/', '.')}\``, what, privacyOf(path)]));

const vocabularies = () => VOCABULARIES.map(({ id, title, source: where, codes }) => `**${title}** ([${id}](../schemas/codes/${id}.json); ${where}): ${Object.entries(codes).map(([code, meaning]) => (meaning === code.replaceAll('-', ' ') ? `\`${code}\`` : `\`${code}\` ${meaning}`)).join(' · ')}`).join('\n\n');

const nationalRules = () => files('schemas/rules', '.json').sort().map((file) => JSON.parse(textOf(file)));
const orUnknown = (value) => value ?? '–';
const hoursOf = ({ hours, extensions, maxHours, stopsItself }) => [hours && `${hours} h`, extensions && `${extensions} extensions`, maxHours && `at most ${maxHours} h`, stopsItself && 'stops by itself'].filter(Boolean).join(', ') || '–';
const repeats = (repetition) => repetition.map(({ untilHour, everyMinutes }) => `every ${everyMinutes} min until hour ${untilHour}`).join(', ') || '–';
const channelsOf = (channels) => channels.map(({ kind, state, name }) => `${kind}: ${state}${name && state === 'available' ? ` (${name})` : ''}`).join('; ') || '–';

const nationalRuleTable = () => table(['Country', 'System', 'Who decides', 'Below', 'Broadcast', 'Repeated', 'Channels', 'Excluded', 'Confidence', 'Source'], nationalRules().map((one) => [
  one.country, orUnknown(one.system), orUnknown(one.decidedBy), orUnknown(one.maxAge), hoursOf(one.duration), repeats(one.repetition), channelsOf(one.channels), one.exclusions.join(', ') || '–', one.confidence, one.source]));

const nationalCriteria = () => table(['Country', 'Criterion', 'How the country puts it'], nationalRules().flatMap(({ country, criteria }) => criteria.map(({ id, text }) => [country, `\`${id}\``, text])));

const referralChains = () => table(['Country', 'Steps', 'Confidence', 'Source'], [
  ...nationalRules().filter(({ referral }) => referral).map(({ country, referral: { steps, confidence, source: where } }) => [country, steps.map(({ id, name }) => `\`${id}\` (${name})`).join(' → '), confidence, where]),
  ['any other', '`reporter` → `centre`', '–', 'where nothing is written of a country'],
]);

const decisionSteps = () => table(['Step', 'From', 'To', 'Needs', 'What it says'], Object.entries(STEPS).map(([step, { from, to, reason, until, says }]) =>
  [`\`${step}\``, from.map((state) => `\`${state}\``).join(' '), `\`${to}\``, [reason && '`reason`', until === 'may' && 'may have `until`', until === 'needed' && '`until`, or rules that say it'].filter(Boolean).join(', ') || '–', says]));

/** In the order of their English names. */
const languages = () => table(['Tag', 'Language', 'Review'], readdirSync(join(root, 'src/render/languages')).map((file) => JSON.parse(textOf(`src/render/languages/${file}`)))
  .sort((one, other) => one.name.localeCompare(other.name, 'en')).map(({ language, name, review }) => [`\`${language}\``, name, [review.state, review.by, review.at].filter(Boolean).join(', ')]));

const CAP_PARTS = { document: 'D', alert: 'A', info: 'I', resource: 'R', area: 'G', processing: 'S', feeds: 'FE' };

const PARTS = {
  environment, languages, performance, refusals, issues, profiles, vocabularies, 'child-rules': childRules, 'child-elements': childElements, 'national-rules': nationalRuleTable, 'national-criteria': nationalCriteria, 'referral-chains': referralChains, 'decision-steps': decisionSteps,
  'cap-counts': capCounts, 'cap-rules': () => table(['Code', 'Level', 'What is asked'], capRules()),
  ...await formatParts({ source, table, alertSchema }),
  ...Object.fromEntries(Object.entries(CAP_PARTS).map(([part, letters]) => [`cap-${part}`, rulesAbout(letters)])),
};

const filled = (text) => text.replace(/(<!-- generated: ([a-z-]+) -->\n)[^]*?(<!-- end -->)/g, (_, start, part, end) => `${start}${PARTS[part]()}\n${end}`);

const check = process.argv.includes('--check');
const stale = files('docs', '.md').filter((file) => filled(textOf(file)) !== textOf(file));
if (!check) for (const file of stale) writeFileSync(join(root, file), filled(textOf(file)));
const problems = problemsOf();
for (const problem of problems) console.error(problem);
for (const file of stale) console.error(check ? `stale: ${file} (run npm run docs)` : `wrote ${file}`);
process.exit(problems.length > 0 || (check && stale.length > 0) ? 1 : 0);
