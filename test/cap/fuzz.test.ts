// Many thousand documents made up from the content model, whole and damaged: none makes the reader fall over, and what it says of each holds.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { capJsonFormat, capXmlFormat } from '../../src/cap/cap-formats.js';
import { ENVELOPE_FORMATS } from '../../src/cap/envelope-formats.js';
import type { Decoded, DecodedMessage } from '../../src/format/format.js';
import { createFormats } from '../../src/format/formats.js';
import { readXml, type XmlElement } from '../../src/format/xml.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { passes, type Issue } from '../../src/model/issue.js';
import { examine } from '../../src/inbound/examine.js';
import { BYTES, MARKUP, spoilValue, STRUCTURE } from './damage.js';
import { elementAt } from './element-at.js';
import { atom, bare, contentObject, contentObject2, edxl, edxl2, embedded, entry, item, rss } from './envelope-sample.js';
import { madeUp, spelling, written } from './made-up.js';
import { randomFrom, type Random } from './random.js';

const DOCUMENTS = 100_000;
/** Each a test of its own, so that each has the time of one. */
const STRETCHES = 4;
/** No measure of speed: whoever needs so long for one document has been led into a trap. */
const HANG_MS = 5_000;

/** A tenth of what the bytes of those documents would take, a hundredth of their trees. */
const KEPT_BYTES = 4 * 2 ** 20;

const FORMATS = createFormats([capJsonFormat, capXmlFormat, ...ENVELOPE_FORMATS]);

const KNOWN_CODES = new Set([...readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_0-9]+)` \|/gm)].map(([, code]) => code!));

const ENVELOPES: readonly ((alert: string) => string)[] = [
  (alert) => edxl(contentObject(alert)), (alert) => edxl2(contentObject2(alert)), (alert) => atom(entry(embedded(alert))), (alert) => atom(entry(embedded(alert), 'a'), entry(embedded(alert), 'b')), (alert) => rss(item(alert)),
];

/** Instead of that of CAP 1.2: none, those of older CAP, and one nobody knows. */
const OTHER_NAMESPACES = ['', 'urn:oasis:names:tc:emergency:cap:1.1', 'http://www.incident.com/cap/1.0', 'urn:example:other'];

interface Made { bytes: Uint8Array; damages: string[] }

const anyOf = (ways: object, random: Random): string => random.pick(Object.keys(ways));

/** Which stages a document is damaged at, none to three of them. */
const plan = (random: Random): string[] => Array.from({ length: random.below(4) }, () => random.pick(['structure', 'structure', 'value', 'value', 'value', 'markup', 'bytes', 'namespace']));

/** Everything about one document follows from its seed. */
const documentOf = (seed: number): Made => {
  const random = randomFrom(seed);
  const [root, stages, damages] = [madeUp(random), plan(random), [] as string[]];
  for (const stage of stages) {
    const way = stage === 'structure' ? anyOf(STRUCTURE, random) : stage;
    if (stage === 'structure') STRUCTURE[way]!(root, random);
    if (stage === 'value') spoilValue(root, random);
    damages.push(way);
  }
  let text = written(root, spelling(random), stages.includes('namespace') ? random.pick(OTHER_NAMESPACES) : undefined);
  if (random.onceIn(6)) text = random.pick(ENVELOPES)(bare(text));
  for (const _ of stages.filter((stage) => stage === 'markup')) text = MARKUP[anyOf(MARKUP, random)]!(text, random);
  return { bytes: stages.includes('bytes') ? BYTES[anyOf(BYTES, random)]!(text, random) : Buffer.from(text), damages };
};

const demand = (holds: boolean, what: () => string): void => { if (!holds) throw new Error(what()); };

/** Places are counted in the text as it is once decoded, line ends as XML has them. */
const isInside = ({ line, column }: Issue, lines: readonly string[]): boolean => line === undefined || (line >= 1 && line <= lines.length && column !== undefined && column >= 1 && column <= lines[line - 1]!.length + 1);

/** Only the rule about character references points at them instead of at an element. */
const pointsAt = (issue: Issue, element: XmlElement | undefined): boolean =>
  element !== undefined && (issue.code === 'CAP_D07' || (issue.line === element.position.line && issue.column === element.position.column));

const checkIssue = (issue: Issue, root: XmlElement | undefined, lines: readonly string[] | undefined): void => {
  const { code, level, path, message } = issue;
  const say = () => `${JSON.stringify(issue)} of ${root?.name}`;
  demand(KNOWN_CODES.has(code), () => `unknown code: ${say()}`);
  demand(['error', 'warning', 'note'].includes(level), () => `level: ${say()}`);
  demand(message.trim() !== '', () => `no message: ${say()}`);
  if (lines) demand(isInside(issue, lines), () => `place outside the text: ${say()}`);
  if (root && path !== '') demand(pointsAt(issue, elementAt(root, path)), () => `path and place do not meet: ${say()}`);
};

/** Undefined where the document is, or says it is, in another encoding than UTF-8. */
const linesOf = (bytes: Uint8Array): string[] | undefined => {
  const text = Buffer.from(bytes).toString();
  return bytes.subarray(0, 4).some((byte) => byte === 0 || byte > 0xf4) || /^\s*<\?xml[^>]*encoding="(?!utf-8"|")/i.test(text) ? undefined : text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').split('\n');
};

/** The writer has one way of writing UTC. */
const withOneUtc = (alert: Alert): unknown => JSON.parse(JSON.stringify(alert).replaceAll(/(T\d\d:\d\d:\d\d)(?:\+00:00|Z)/g, '$1-00:00'));

const onlyAlert = (decoded: Decoded): Alert => {
  if ('unreadable' in decoded || decoded.messages.length !== 1) throw new Error(`not read again: ${JSON.stringify(decoded).slice(0, 500)}`);
  const [{ alert, issues }] = decoded.messages as [DecodedMessage];
  demand(alert !== undefined && passes(issues), () => `not valid any more: ${JSON.stringify(issues)}`);
  return alert!;
};

const checkRoundTrips = (alert: Alert, json: boolean): void => {
  // CAP 1.0 names no times in references, and 1.2 cannot do without.
  if (alert.references?.some(({ sent }) => sent === '')) return;
  const again = onlyAlert(capXmlFormat.decode(capXmlFormat.encode(alert, {}).body));
  demand(isDeepStrictEqual(withOneUtc(again), withOneUtc(alert)), () => `another alert after XML:\n${JSON.stringify(alert)}\n${JSON.stringify(again)}`);
  if (!json) return;
  const throughJson = onlyAlert(capJsonFormat.decode(capJsonFormat.encode(alert, {}).body));
  demand(isDeepStrictEqual(JSON.parse(JSON.stringify(throughJson)), JSON.parse(JSON.stringify(alert))), () => `another alert after JSON:\n${JSON.stringify(alert)}\n${JSON.stringify(throughJson)}`);
};

const issuesOf = (decoded: Decoded): Issue[] => ('unreadable' in decoded ? decoded.unreadable : [...decoded.issues, ...decoded.messages.flatMap(({ issues }) => issues)]);

/** @param again with all that takes long: the second answer, the way through JSON, the whole way in. */
const check = ({ bytes, damages }: Made, again: boolean): void => {
  const format = FORMATS.detect(bytes);
  if (!format) { demand(damages.length > 0, () => 'nobody takes it'); return; }
  const [decoded, document] = [format.decode(bytes), readXml(bytes)];
  const issues = issuesOf(decoded);
  const lines = linesOf(bytes);
  for (const issue of issues) checkIssue(issue, 'root' in document ? document.root : undefined, lines);
  demand(('unreadable' in decoded ? decoded.unreadable : []).every(({ level }) => level === 'error'), () => 'unreadable without an error');
  if (damages.length === 0) demand(passes(issues) && 'messages' in decoded && decoded.messages.length > 0, () => `whole, and yet: ${JSON.stringify(issues)}`);
  if ('messages' in decoded) for (const { alert, issues: own } of decoded.messages) if (alert && passes(own)) checkRoundTrips(alert, again);
  if (!again) return;
  demand(isDeepStrictEqual(issuesOf(format.decode(bytes)), issues), () => 'another answer the second time');
  const examined = examine(bytes, FORMATS);
  demand(examined.valid === passes(issues) || passes(issues), () => `examine finds nothing where the format does: ${JSON.stringify(issues)}`);
};

/** What is wrong with one document, with all that is needed to have it again. */
const problemWith = (seed: number): string | undefined => {
  const made = documentOf(seed);
  const begun = performance.now();
  try {
    check(made, seed % 4 === 0);
    demand(performance.now() - begun < HANG_MS, () => `took ${performance.now() - begun} ms`);
    return undefined;
  } catch (problem) {
    return `documentOf(${seed}), ${made.damages.join(', ') || 'whole'}: ${(problem as Error).stack?.slice(0, 1_500)}\n${Buffer.from(made.bytes).toString().slice(0, 3_000)}`;
  }
};

const problems = (from: number, to: number): string[] => {
  const found: string[] = [];
  for (let seed = from; seed < to && found.length < 3; seed += 1) {
    const problem = problemWith(seed);
    if (problem !== undefined) found.push(problem);
  }
  return found;
};

const stretches = Array.from({ length: STRETCHES }, (_, i) => [(DOCUMENTS / STRETCHES) * i, (DOCUMENTS / STRETCHES) * (i + 1)] as const);

test.each(stretches)('of documents %d to %d every one is read, and what is said of it holds', (from, to) => {
  expect(problems(from, to)).toEqual([]);
});

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

const readOnly = (bytes: Uint8Array): void => { FORMATS.detect(bytes)?.decode(bytes); };

const heapAfter = (from: number, to: number): number => {
  for (let seed = from; seed < to; seed += 1) readOnly(documentOf(seed).bytes);
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

test('nothing of a document is kept once it is read', () => {
  const before = heapAfter(0, 2_000);
  expect(heapAfter(2_000, 12_000) - before).toBeLessThan(KEPT_BYTES);
});
