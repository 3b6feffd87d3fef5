// Messages written by others: the verdict each deserves, its whole content in the model and out again, and the output against the OASIS schema.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { capJsonFormat, capXmlFormat } from '../../src/cap/cap-formats.js';
import { ENVELOPE_FORMATS } from '../../src/cap/envelope-formats.js';
import { writeCapXml } from '../../src/cap/write-cap-xml.js';
import { readXml, type XmlElement } from '../../src/format/xml.js';
import { createFormats } from '../../src/format/formats.js';
import { examine } from '../../src/inbound/examine.js';
import { passes } from '../../src/model/issue.js';
import { alertOf, bytesOf, messageOf, SAMPLE } from './sample.js';

type Tree = [name: string, content: string | Tree][];
interface Facts { file: string; version: string; signed: boolean; alert: Tree }

const shared = fileURLToPath(new URL('../../../shared/cap/', import.meta.url));
const corpus = `${shared}corpus/`;
const present = existsSync(`${corpus}manifest.csv`);
if (!present) console.warn('No corpus beside the project (../shared/cap/corpus): its tests are skipped.');

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
/** The first four columns hold no quotes. */
const rows = present ? lines(`${corpus}manifest.csv`).slice(1).map((line) => line.split(',')) : [];
const isAlone = ([, , type]: string[]): boolean => type!.startsWith('cap1.');
const facts = present ? lines(`${corpus}facts.jsonl`).map((line) => JSON.parse(line) as Facts) : [];
const bytes = (file: string) => readFileSync(corpus + file);

/** What a model with numbers and lists may spell in another way. */
const SPACED = new Set(['references', 'incidents', 'addresses', 'sent', 'effective', 'onset', 'expires', 'web', 'uri', 'language']);
const NUMBERS = new Set(['size', 'altitude', 'ceiling']);
const spelt = (name: string, text: string): string => {
  if (NUMBERS.has(name)) return String(Number(text));
  const tidy = SPACED.has(name) ? text.trim().replace(/\s+/g, ' ') : text;
  return tidy.replace(/(T\d\d:\d\d:\d\d)(?:\+00:00|Z)$/, '$1-00:00').replaceAll(/(T\d\d:\d\d:\d\d)\+00:00(?= |$)/g, '$1-00:00');
};
const normal = (tree: Tree): unknown => tree.map(([name, content]) => [name, typeof content === 'string' ? spelt(name, content) : normal(content)]);

const treeOf = (element: XmlElement): Tree => element.children.filter(({ namespace }) => !namespace.includes('xmldsig'))
  .map((child) => [child.name, child.children.length > 0 ? treeOf(child) : child.text]);

const contentOf = (xml: string | Uint8Array): Tree => {
  const document = readXml(typeof xml === 'string' ? bytesOf(xml) : xml);
  if ('issues' in document) throw new Error(JSON.stringify(document.issues));
  return treeOf(document.root);
};

const throughJson = (xml: Uint8Array | string): string => {
  const decoded = capJsonFormat.decode(capJsonFormat.encode(alertOf(xml), {}).body);
  if ('unreadable' in decoded) throw new Error(JSON.stringify(decoded.unreadable));
  return writeCapXml(decoded.messages[0]!.alert!);
};

/** An older message gains what CAP 1.2 requires and it could leave out. */
const withoutFilled = (tree: Tree, version: string): Tree =>
  version === '1.2' ? tree : tree.filter(([name, content]) => !(name === 'mimeType' && content === 'application/octet-stream'))
    .map(([name, content]) => [name, typeof content === 'string' ? content : withoutFilled(content, version)]);

const schemaErrors = (xml: string): string[] => {
  const schema = XmlDocument.fromBuffer(readFileSync(`${shared}CAP-v1.2.xsd`));
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET });
  try {
    validator.validate(document);
    return [];
  } catch (problem) {
    return [String(problem)];
  } finally {
    for (const one of [document, validator, schema]) one.dispose();
  }
};

const FORMATS = createFormats([capJsonFormat, capXmlFormat, ...ENVELOPE_FORMATS]);

/** The manifest's names for what is wrong, and the rule that has to say so. What stands out of sequence is misplaced or unknown, or what should stand before it is missing. */
const RULES: Record<string, RegExp> = {
  'feed-structure': /^CAP_F04$/, 'polygon-closed': /^CAP_G06$/, 'polygon-min-4': /^CAP_G05$/, 'polygon-format': /^CAP_G04$/, 'circle-format': /^CAP_G10$/, 'ceiling-below-altitude': /^CAP_G16$/,
  'xsd-type:sent': /^CAP_A07$/, 'xsd-type:language': /^CAP_I01$/, 'restriction-scope': /^CAP_A19$/, 'resource-uri': /^CAP_R0[78]$/, 'references-missing': /^CAP_A14$/, 'xsd-sequence:info': /^CAP_A17$/, 'xsd-sequence:audience': /^CAP_(?:D04|I10)$/,
};
const ruleOf = (name: string): RegExp | undefined => RULES[name] ?? (name.startsWith('xsd-sequence:') ? /^CAP_(?:D0[2345]|A01|A04)$/ : undefined);

/** A signature that does not verify is no rule of CAP: see corpus-signatures.test.ts. */
const isJudgedHere = ([, , , layer]: string[]): boolean => layer !== 'signature';

(present ? describe : describe.skip)('Of the messages of others', () => {
  test.each(rows.filter(isJudgedHere).map(([file, expected, type]) => [file!, expected!, type!]))('%s is %s', (file, expected, type) => {
    const { valid, adapter, issues } = examine(bytes(file), FORMATS);
    expect({ expected: valid ? 'valid' : 'invalid', adapter, issues: valid === (expected === 'valid') ? [] : issues }).toEqual({ expected, adapter: type.startsWith('cap1.') ? 'cap' : type, issues: [] });
  });

  const valid = facts.filter(({ file }) => file.startsWith('valid/'));

  test.each(valid.map((fact) => [fact.file, fact] as const))('%s keeps its whole content through the model, JSON and back', (file, { alert, version }) => {
    const xml = throughJson(bytes(file));
    expect(normal(withoutFilled(contentOf(xml), version))).toEqual(normal(alert));
    expect(passes(messageOf(xml).issues)).toBe(true);
  });

  test.each(valid.map(({ file }) => [file]))('%s is written as the OASIS schema wants it', (file) => {
    expect(schemaErrors(writeCapXml(alertOf(bytes(file))))).toEqual([]);
  });

  test.each(facts.map(({ file, signed }) => [file, signed] as const))('%s is recognised as signed: %s', (file, signed) => {
    expect(messageOf(bytes(file)).signed).toBe(signed);
  });

  test.each(rows.filter(([, , , , rule]) => ruleOf(rule!)).map(([file, , , , rule]) => [file!, rule!]))('%s is found to break %s', (file, rule) => {
    const { issues } = examine(bytes(file), FORMATS);
    expect(issues.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(expect.arrayContaining([expect.stringMatching(ruleOf(rule)!)]));
  });

  test('every one is recognised as CAP', () => {
    expect(rows.filter(isAlone).map(([file]) => file!).filter((file) => !capXmlFormat.detects(bytes(file)))).toEqual([]);
  });
});

(existsSync(`${shared}CAP-v1.2.xsd`) ? test : test.skip)('the schema check of these tests can fail', () => {
  expect(schemaErrors(SAMPLE)).toEqual([]);
  expect(schemaErrors(SAMPLE.replace('>Actual<', '>Real<'))).toHaveLength(1);
});
