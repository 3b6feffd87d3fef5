// Checks of the way in: every fixture becomes what stands beside it, and nothing else changes.
import { checkAlert } from '../../cap/check-alert.js';
import type { DecodedMessage } from '../../format/format.js';
import type { Issue } from '../../model/generated/issue.js';
import { messagesIn } from '../adapter-format.js';
import type { AdapterFolder } from './adapter-folder.js';
import { bytesOf, decoded, differences, DOCUMENT, documentNames, frozen, invalidNames, listed, validNames, type Check } from './check.js';

const FEWEST_VALID = 4;

/** One message in several carriers counts once. */
const messagesOf = (folder: AdapterFolder): string[] => [...new Set(documentNames(folder).map((name) => name.replace(DOCUMENT, '')))];

const enough = (folder: AdapterFolder): string[] => [
  ...(validNames(folder).length < 1 ? [`fixtures/ holds no valid document of ${folder.format.id}; put in one.`] : []),
  ...(messagesOf(folder).filter((name) => !name.startsWith('invalid-')).length < FEWEST_VALID ? [`fixtures/ holds ${validNames(folder).length} valid documents; put in at least ${FEWEST_VALID}, such as alert, update, cancel and test.`] : []),
  ...(messagesOf(folder).every((name) => !name.startsWith('invalid-')) ? ['fixtures/ holds no document that has to be refused; put in invalid-….json with invalid-….issues.json.'] : []),
];

/** What stands beside a fixture. */
const expected = ({ fixtures }: AdapterFolder, name: string): { value?: unknown; problem?: string } => {
  const bytes = fixtures.get(name);
  if (!bytes) return { problem: `fixtures/${name} is missing; write what has to come out, or let --write put there what does, and judge it.` };
  try { return { value: JSON.parse(new TextDecoder().decode(bytes)) }; } catch { return { problem: `fixtures/${name} is no JSON; mend it.` }; }
};

/** The alert as the gateway keeps it: what the adapter noticed stands in `gateway`. */
const withNotes = ({ alert, assigned, extracted, statusSignals }: DecodedMessage): unknown => {
  const notes = Object.entries({ statusSignals, assigned, extracted }).filter(([, value]) => value?.length);
  return { ...alert, ...(notes.length && { gateway: Object.fromEntries(notes) }) };
};

const recognises = (folder: AdapterFolder, name: string): string[] =>
  (folder.format.detects(bytesOf(folder, name)) ? [] : [`detects does not know fixtures/${name}; let it look for what only this format has.`]);

const expectedBeside = (name: string): string => name.replace(DOCUMENT, name.startsWith('invalid-') ? '.issues.json' : '.alert.json');

const decodes = (folder: AdapterFolder, name: string): string[] => {
  const wanted = expected(folder, expectedBeside(name));
  const found = folder.format.decode(bytesOf(folder, name));
  if ('unreadable' in found) return [`fixtures/${name} cannot be read: ${found.unreadable.map(({ message }) => message).join(' ')}`];
  const errors = found.messages.flatMap(({ issues }) => issues.filter(({ level }) => level === 'error')).map(({ path, message }) => `${path} ${message}`);
  const said = errors.length ? ` Issues: ${listed(errors)}` : '';
  if (wanted.problem) return [wanted.problem + said];
  const places = differences(found.messages.map(withNotes), wanted.value);
  return places.length ? [`fixtures/${name} differs from its .alert.json at ${listed(places)}; mend the mapping or what is expected.${said}`] : [];
};

const conforms = (folder: AdapterFolder, name: string): string[] => decoded(folder, bytesOf(folder, name))
  .flatMap(({ alert, locate }) => (alert ? checkAlert(alert, locate) : []))
  .filter(({ level }) => level === 'error')
  .map(({ code, path, message }) => `fixtures/${name} is no conforming CAP: ${code} at ${path || 'the whole'}. ${message}`);

const issuesOf = ({ format }: AdapterFolder, bytes: Uint8Array): Issue[] => {
  const found = format.decode(bytes);
  return 'unreadable' in found ? found.unreadable : found.messages.flatMap((message) => message.issues);
};

const codesOf = (issues: readonly Issue[]): Pick<Issue, 'code' | 'path'>[] => issues.map(({ code, path }) => ({ code, path }));

const refuses = (folder: AdapterFolder, name: string): string[] => {
  const wanted = expected(folder, expectedBeside(name));
  if (wanted.problem) return [wanted.problem];
  const issues = issuesOf(folder, bytesOf(folder, name));
  const told = codesOf(issues);
  return [
    ...(differences(told, wanted.value).length ? [`fixtures/${name} gives ${JSON.stringify(told)}; its .issues.json wants ${JSON.stringify(wanted.value)}.`] : []),
    ...issues.filter(({ line, column }) => !line || !column).map(({ code }) => `fixtures/${name}: ${code} has no line and column; let its path point into the national message.`),
  ];
};

/** What comes out of the fixtures beside which nothing stands yet, by the name of the file it belongs in. A message that gave no alert is no result to write down. */
export const unexpected = (folder: AdapterFolder): Record<string, unknown> => {
  if (folder.loaded.manifest.direction === 'out') return {};
  const missing = (names: readonly string[]) => names.filter((name) => !folder.fixtures.has(expectedBeside(name)));
  const read = missing(validNames(folder)).map((name) => ({ name, messages: decoded(folder, bytesOf(folder, name)) }));
  const whole = read.filter(({ messages }) => messages.length > 0 && messages.every(({ alert }) => alert));
  return Object.fromEntries([
    ...whole.map(({ name, messages }) => [expectedBeside(name), messages.map(withNotes)] as const),
    ...missing(invalidNames(folder)).map((name) => [expectedBeside(name), codesOf(issuesOf(folder, bytesOf(folder, name)))] as const),
  ]);
};

/** What a dialect is shown, the gateway has made of it by the rules of CAP: it is looked at from outside. */
const isPure = ({ format, loaded }: AdapterFolder, name: string, bytes: Uint8Array): string[] => {
  const { manifest, adapter } = loaded;
  const plain = (): unknown => messagesIn(loaded, bytes).map(({ message, document }) => adapter.decode?.(frozen(message), frozen(document)));
  const decode = (): unknown => (manifest.dialectOf ? JSON.parse(JSON.stringify(format.decode(bytes))) : plain());
  try {
    const places = differences(decode(), decode());
    return places.length ? [`fixtures/${name} decoded twice differs at ${listed(places)}; decode may depend on nothing but its arguments.`] : [];
  } catch { return [`decode failed on fixtures/${name} when nothing in it may be changed; copy before changing.`]; }
};

const each = (folder: AdapterFolder, names: readonly string[], what: string, check: (folder: AdapterFolder, name: string) => string[]): Check[] =>
  names.map((name) => ({ name: `${what} ${name}`, run: () => check(folder, name) }));

export const readingChecks = (folder: AdapterFolder): Check[] => {
  if (folder.loaded.manifest.direction === 'out') return [];
  const [valid, invalid] = [validNames(folder), invalidNames(folder)];
  return [
    { name: 'has fixtures that decode and fixtures that are refused', run: () => enough(folder) },
    ...each(folder, valid, 'recognises', recognises),
    ...each(folder, valid, 'decodes to the expected alerts', decodes),
    ...each(folder, valid, 'decodes twice to the same, changing nothing', (_, name) => isPure(folder, name, bytesOf(folder, name))),
    ...each(folder, valid, 'makes conforming CAP of', conforms),
    ...each(folder, invalid, 'finds every fault, and no other, of', refuses),
  ];
};
