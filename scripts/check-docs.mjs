// Checks what a reader would try: every link between documents leads somewhere, every command in them exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file) => readFileSync(file, 'utf8');
const below = (folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, name));
const documents = [...readdirSync(root).map((name) => join(root, name)), ...['docs', 'adapters', 'bench', 'examples'].filter((name) => existsSync(join(root, name))).flatMap(below)]
  .filter((file) => file.endsWith('.md'));

const isFence = (line) => /^\s*```/.test(line);
/** Lines of a document apart: what stands in fences, and the rest. */
const parted = (text) => {
  let fenced = false;
  const [inside, outside] = [[], []];
  for (const line of text.split('\n')) {
    if (isFence(line)) fenced = !fenced;
    else (fenced ? inside : outside).push(line);
  }
  return { inside, outside };
};

/** The anchor a heading gets where Markdown is shown. */
const anchorOf = (heading) => heading.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
const anchorsOf = (file) => parted(read(file)).outside.flatMap((line) => /^#+\s+(.*)$/.exec(line)?.[1] ?? []).map(anchorOf);

const linkProblem = (file, link) => {
  const [path, anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), decodeURI(path));
  if (!existsSync(target)) return `leads to ${link}, which is not there`;
  return anchor && target.endsWith('.md') && !anchorsOf(target).includes(anchor) ? `leads to ${link}, and that document has no such heading` : undefined;
};

const linksIn = ({ outside }) => [...outside.join('\n').replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));

const { scripts } = JSON.parse(read(join(root, 'package.json')));
const program = read(join(root, 'src/main.ts'));
const known = new Set([...program.matchAll(/\.command\('([a-z-]+)'\)/g)].map(([, name]) => name));
const options = new Set(['help', 'version', ...[...program.matchAll(/'--([a-z-]+)/g)].map(([, name]) => name)]);
/** Commands that are only a name for others. */
const groups = new Set(['adapter', 'audit', 'key']);

const unknownWord = (words) => (words[0] === undefined || words[0].startsWith('-') ? [] : words.slice(0, groups.has(words[0]) ? 2 : 1)).find((word) => !known.has(word));

const ownCommandProblem = (line, text) => {
  const words = text.trim().split(/\s+/);
  const unknown = unknownWord(words) ?? words.flatMap((word) => /^--([a-z-]+)/.exec(word)?.[1] ?? []).find((name) => !options.has(name));
  return unknown ? `names "${line.trim()}", and alertbridge knows no ${unknown}` : undefined;
};

const scriptProblem = (line, name) => (scripts[name] ? undefined : `names "${line.trim()}", and package.json has no script ${name}`);

const fileProblems = (line) => [...line.matchAll(/(?:^|\s)((?:examples|scripts|bench|docs)\/[\w./-]+)/g)].filter(([, path]) => !existsSync(join(root, path))).map(([, path]) => `names ${path}, which is not there`);

const commandProblems = (line) => [
  ...[...line.matchAll(/\balertbridge ((?:[a-z]|--)[^|&;`#]*)/g)].map(([, text]) => ownCommandProblem(line, text)),
  ...[...line.matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, name]) => scriptProblem(line, name)),
  ...[...line.matchAll(/\bnpm (start|test)\b/g)].map(([, name]) => scriptProblem(line, name)),
].filter(Boolean);

/** In fences every line may be a command; in prose only what is set as code and begins as one. */
const commandsIn = ({ inside, outside }) => [...inside, ...[...outside.join('\n').matchAll(/`((?:npx )?(?:alertbridge [a-z]|npm )[^`\n]*)`/g)].map(([, code]) => code)];

const problemsIn = (file) => {
  const text = parted(read(file));
  return [
    ...linksIn(text).map((link) => linkProblem(file, link)).filter(Boolean),
    ...commandsIn(text).flatMap(commandProblems),
    ...text.inside.flatMap(fileProblems),
  ].map((problem) => `${relative(root, file)} ${problem}`);
};

const problems = documents.flatMap(problemsIn);
for (const problem of problems) console.error(problem);
console.log(`${documents.length} documents, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
