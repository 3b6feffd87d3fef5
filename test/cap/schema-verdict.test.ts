// Two engines that share no line agree on what CAP's schema allows: ours, and libxml2 with a schema made from our content model and, where it is at hand, OASIS's.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import { CAP_1_2, XMLDSIG } from '../../src/cap/content-model.js';
import { writeCapXml } from '../../src/cap/write-cap-xml.js';
import type { Format } from '../../src/format/format.js';
import { readXml, type XmlElement } from '../../src/format/xml.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { passes, type Issue } from '../../src/model/issue.js';
import { anyAlert } from './arbitrary.js';
import { spoilValue, STRUCTURE } from './damage.js';
import { elementAt } from './element-at.js';
import { filesOfOthers } from './files-of-others.js';
import { madeUp, spelling, written } from './made-up.js';
import { randomFrom, type Random } from './random.js';
import { messageOf, SAMPLE, sampleWith } from './sample.js';
import { isUriToLibxml2, judgeBy, oasisSchema, schemaOfModel, type Verdict } from './schema-of.js';

const DOCUMENTS = 10_000;

const oasis = oasisSchema();
if (!oasis) console.warn('No OASIS schema beside the project (../shared/cap): only the one made from the content model judges.');
const SCHEMAS = Object.entries({ 'the content model as a schema': schemaOfModel(), 'the schema of OASIS': oasis }).flatMap(([name, schema]) => (schema ? [[name, judgeBy(schema)] as const] : []));

/** Rules of the schema, wholly or in part. What only the words of CAP say is left out. */
const RULES_OF_SCHEMA = new Set([
  'D02', 'D03', 'D04', 'D05', 'D06', 'D09', 'A01', 'A04', 'A06', 'A07', 'A08', 'A10', 'A13', 'A16', 'A17', 'A18', 'A21', 'A25', 'A26', 'A27', 'A31', 'A32',
  'I01', 'I04', 'I05', 'I06', 'I08', 'I09', 'I10', 'I12', 'I13', 'I15', 'I16', 'I17', 'I19', 'I21', 'I22', 'R01', 'R02', 'R03', 'R05', 'R07', 'R09', 'R12', 'G01', 'G02', 'G03', 'G09', 'G11', 'G13', 'G14',
]);

/** Rules that say in words more of a value than the schema does, with what is left of them for the schema. They are told by where they point: at a first element, its value is meant. */
const VALUE_BY_SCHEMA: Readonly<Record<string, (text: string) => boolean>> = {
  // Empty is against the words only.
  I05: () => true, G02: () => true,
  // Quotes in pairs, base64 and SHA-1 are words; to the schema it is a string.
  A31: () => true, R09: () => true, R12: () => true,
  // Absolute, with a host, not empty and of no signs but those of URIs: words.
  I21: isUriToLibxml2, R07: isUriToLibxml2,
  // Not negative is words. A number that does not fit into a double is none to us.
  R05: (text) => /^\s*[+-]?\d+\s*$/.test(text),
  G13: (text) => /^\s*[+-]?\d{300,}\s*$/.test(text), G14: (text) => /^\s*[+-]?\d{300,}\s*$/.test(text),
};

/** libxml2 takes a signature of CAP 1.2 before an info as well; the schema, a sequence, does not say so. */
const isLostOnLibxml2 = ({ namespace, parent, index }: XmlElement): boolean => {
  const behind = parent?.children.slice(parent.children.findIndex((child) => child.name === 'Signature' && child.index === index) + 1) ?? [];
  return namespace === XMLDSIG && parent?.name === 'alert' && parent.namespace === CAP_1_2 && behind.every((child) => child.name === 'info' || child.namespace === XMLDSIG);
};

const isOfSchema = (root: XmlElement) => ({ level, code, path }: Issue): boolean => {
  const rule = code.slice('CAP_'.length);
  if (level !== 'error' || !RULES_OF_SCHEMA.has(rule)) return false;
  const [allowed, element] = [VALUE_BY_SCHEMA[rule], elementAt(root, path)!];
  if (!allowed) return rule !== 'D05' || !isLostOnLibxml2(element);
  return element.index > 1 || ['info', 'resource', 'area'].includes(element.name) || !allowed(element.text);
};

/** Ours, as far as the schema goes. */
const verdictOf = (xml: Uint8Array): Verdict => {
  const [document, decoded] = [readXml(xml), capXmlFormat.decode(xml)];
  if ('issues' in document || 'unreadable' in decoded) return 'unreadable';
  return decoded.messages[0]!.issues.filter(isOfSchema(document.root)).map(({ code, path, message }) => `${code} ${path} ${message}`);
};

const inShort = (verdict: Verdict): string => (verdict === 'unreadable' ? verdict : verdict.length === 0 ? 'valid' : 'invalid');

const damaged = (random: Random): Uint8Array => {
  const root = madeUp(random);
  for (let times = random.below(4); times > 0; times -= 1) {
    if (random.onceIn(2)) spoilValue(root, random);
    else STRUCTURE[random.pick(Object.keys(STRUCTURE))]!(root, random);
  }
  return Buffer.from(written(root, spelling(random)));
};

/** All that is not as it should be about one document, in words. */
const differencesIn = (xml: Uint8Array): string[] => {
  const [ours, theirs] = [verdictOf(xml), SCHEMAS.map(([name, judge]) => [name, judge(xml)] as const)];
  const apart = theirs.filter(([, verdict]) => inShort(verdict) !== inShort(ours)).map(([name, verdict]) => `${name}: ${inShort(verdict)} ${String(verdict)}; we: ${String(ours)}`);
  return new Set(theirs.map(([, verdict]) => inShort(verdict))).size > 1 ? [...apart, 'the schemas do not agree'] : apart;
};

/** What the schemas have against an alert as we write it. */
const wrongInWriting = (alert: Alert): string[] => {
  const xml = Buffer.from(writeCapXml(alert));
  return SCHEMAS.flatMap(([name, judge]) => (inShort(judge(xml)) === 'valid' ? [] : [`${name}: ${String(judge(xml))}`]));
};

/** Only where they are at hand: they differ from 1.2 in more than the model says. */
const OLDER = [['1.1', 'urn:oasis:names:tc:emergency:cap:1.1'], ['1.0', 'http://www.incident.com/cap/1.0']].flatMap(([version, namespace]) => {
  const schema = oasisSchema(version);
  return schema ? [[namespace!, judgeBy(schema)] as const] : [];
});

const MADE_UP = Array.from({ length: DOCUMENTS }, (_, seed) => seed);

const failures = (seeds: readonly number[], problemsIn: (xml: Uint8Array) => string[]): string[] =>
  seeds.flatMap((seed) => {
    const xml = damaged(randomFrom(seed));
    const problems = problemsIn(xml);
    return problems.length > 0 ? [`damaged(randomFrom(${seed})): ${problems.join('\n')}\n${Buffer.from(xml).toString().slice(0, 4_000)}`] : [];
  }).slice(0, 3);

/** @returns those of the alerts in it that can be said to be right. */
const alertsIn = (bytes: Uint8Array, { decode }: Pick<Format, 'decode'>): Alert[] => {
  const decoded = decode(bytes);
  return 'unreadable' in decoded ? [] : decoded.messages.flatMap(({ alert, issues }) => (alert && passes(issues) ? [alert] : []));
};

const FILES = await filesOfOthers();

describe('By two engines and CAP\'s schema', () => {
  test(`${DOCUMENTS} messages, whole and damaged, are judged alike`, () => {
    expect(failures(MADE_UP, differencesIn)).toEqual([]);
  });

  test('the right ones among them are right when we write them', () => {
    expect(failures(MADE_UP.slice(0, DOCUMENTS / 4), (xml) => alertsIn(xml, capXmlFormat).flatMap(wrongInWriting))).toEqual([]);
  });

  test('whatever we write is right', () => {
    fc.assert(fc.property(anyAlert, (alert) => { expect(wrongInWriting(alert)).toEqual([]); }), { numRuns: 200 });
  });

  test('so are the messages of others and of the adapters', () => {
    const alerts = FILES.flatMap(([file, format]) => alertsIn(readFileSync(file), format).map((alert) => [file, alert] as const));
    expect(alerts.length).toBeGreaterThan(5);
    expect(alerts.flatMap(([file, alert]) => wrongInWriting(alert).map((problem) => `${file} ${problem}`))).toEqual([]);
  });

  test('the messages of others are judged alike as well', () => {
    const cap = FILES.filter(([, { id }]) => id === 'cap').map(([file]) => readFileSync(file)).filter((xml) => xml.includes(CAP_1_2) && capXmlFormat.detects(xml));
    expect(cap.flatMap(differencesIn)).toEqual([]);
  });

  (OLDER.length > 0 ? test : test.skip)('the messages of others in CAP 1.0 and 1.1 are judged alike by the schemas of OASIS for those', () => {
    const apart = OLDER.flatMap(([namespace, judge]) => FILES.map(([file]) => [file, readFileSync(file)] as const)
      .filter(([, xml]) => xml.includes(`"${namespace}"`) && capXmlFormat.detects(xml) && inShort(judge(xml)) !== inShort(verdictOf(xml))));
    expect(apart.map(([file]) => file)).toEqual([]);
  });

  test.each(SCHEMAS)('by %s a wrong message is wrong', (_, judge) => {
    expect([SAMPLE, SAMPLE.replace('>Actual<', '>Real<'), '<alert>'].map((xml) => inShort(judge(Buffer.from(xml))))).toEqual(['valid', 'invalid', 'unreadable']);
  });
});

const ABSOLUTE = ['http://', 'http://[', 'https://x/%zz', 'https://x/%', 'http://x:port/', 'https://x/[', 'https://ë.example/ü', 'https://x/a%20b', 'http://[::1]/', 'urn:example:7'];
const RELATIVE = ['%', '%zz', ':', '1:x', 'é:x', 'photo.jpg', '?a', '#', '//host/x'];

const withWeb = (uri: string): string => sampleWith(['https://al.example.org/7<', `${uri}<`]);
const withUri = (uri: string): string => sampleWith(['<uri>https://al.example.org/7.jpg</uri>', `<uri>${uri}</uri><derefUri>aGVsbG8=</derefUri>`]);

/** Those that the schema refuses and we take. */
const missed = (uris: readonly string[], documentWith: (uri: string) => string): string[] =>
  uris.filter((uri) => SCHEMAS.some(([, judge]) => inShort(judge(Buffer.from(documentWith(uri)))) === 'invalid') && passes(messageOf(documentWith(uri)).issues));

describe('What is wrong to libxml2 is wrong to us', () => {
  // A percent sign begins two hexadecimal digits, and no colon stands in a relative URI before its first slash (RFC 3986).
  test('I21: as web', () => { expect(missed(ABSOLUTE, withWeb)).toEqual([]); });
  test('R07: as uri', () => { expect(missed([...ABSOLUTE, ...RELATIVE], withUri)).toEqual([]); });
  // The default stands for an empty element only.
  test('I01: as language', () => { expect(missed([' ', '\n'], (language) => sampleWith(['<language>en<', `<language>${language}<`]))).toEqual([]); });
});
