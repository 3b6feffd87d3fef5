// What is put into an envelope comes out of it as it was, and the envelope says of it what its readers go by.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ENVELOPE_FORMATS } from '../../src/cap/envelope-formats.js';
import { readXml, type XmlElement } from '../../src/format/xml.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { passes } from '../../src/model/issue.js';
import { anyAlert } from './arbitrary.js';
import { opened } from './envelope-sample.js';
import { alertOf, bytesOf, SAMPLE } from './sample.js';
import { judgeBy } from './schema-of.js';

const xsd = fileURLToPath(new URL('../../../shared/cap/EDXL-DE-v1.0.xsd', import.meta.url));
if (!existsSync(xsd)) console.warn('No OASIS schema beside the project (../shared/cap): the test of EDXL-DE against it is skipped.');

const formatOf = (id: string) => ENVELOPE_FORMATS.find((format) => format.id === id)!;

const written = (id: string, alert: Alert, context = {}): string => Buffer.from(formatOf(id).encode(alert, context).body).toString('utf8');

/** EDXL-DE has no word for a draft, and a draft goes nowhere. */
const sendable = anyAlert.map((alert): Alert => (alert.status === 'Draft' ? { ...alert, status: 'Test' } : alert));

const sample = alertOf(SAMPLE);
const REFUSED = expect.objectContaining({ code: 'ENCODE_FAILED' }) as unknown as Error;
const NO_DRAFT = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ path: '/status', level: 'error' })] }) as unknown as Error;
const ABROAD: Alert = { ...sample, addresses: ['desk@gr.example.org', 'IT', 'mk'], case: { ...sample.case, possibleCountries: ['GR', 'IT'] } };

const elementsNamed = (name: string, { children }: XmlElement): XmlElement[] => children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsNamed(name, child)]);

const rootOf = (xml: string): XmlElement => {
  const read = readXml(bytesOf(xml));
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return read.root;
};

const textsOf = (name: string, xml: string): string[] => elementsNamed(name, rootOf(xml)).map(({ text }) => text);

describe.each(ENVELOPE_FORMATS.map(({ id }) => [id] as const))('an alert written into %s', (id) => {
  test('comes out as it was, whatever it holds', () => {
    fc.assert(fc.property(sendable, (alert) => {
      const { messages } = opened(written(id, alert));
      expect(messages.map((message) => message.alert)).toEqual([alert]);
    }), { numRuns: 100 });
  });

  test('stands in an envelope that nothing is wrong with', () => {
    const { messages, issues } = opened(written(id, ABROAD));
    expect([issues, messages.map((message) => passes(message.issues))]).toEqual([[], [true]]);
    expect(formatOf(id).detects(bytesOf(written(id, ABROAD)))).toBe(true);
  });

  test('never takes along what the gateway noticed', () => {
    expect(written(id, { ...sample, gateway: { adapter: 'SECRET-NOTE' } })).not.toContain('SECRET-NOTE');
  });

  test('is of the media type that its format names', () => {
    const format = formatOf(id);
    expect(format.encode(sample, {}).contentType).toBe(format.manifest.mediaType);
    expect(format.manifest).toMatchObject({ direction: 'both', losses: [{ path: '/Signature' }] });
  });

  test('is refused where its references cannot be written, as CAP is', () => {
    expect(() => written(id, { ...sample, references: [{ sender: 'a', identifier: 'b', sent: '' }] })).toThrow(REFUSED);
  });
});

describe('EDXL-DE around an alert', () => {
  (existsSync(xsd) ? test : test.skip)('is valid for the schema of OASIS', () => {
    const judge = judgeBy(readFileSync(xsd, 'utf8'));
    expect(judge(bytesOf(written('edxl-de', ABROAD)))).toEqual([]);
    expect(judge(bytesOf(written('edxl-de', ABROAD).replace('<senderID>', '<sender>').replace('</senderID>', '</sender>')))).not.toEqual([]);
    fc.assert(fc.property(sendable, (alert) => { expect(judge(bytesOf(written('edxl-de', alert)))).toEqual([]); }), { numRuns: 60 });
  });

  test('says whose it is, when, for whom and where', () => {
    const xml = written('edxl-de', ABROAD);
    expect(['distributionID', 'senderID', 'dateTimeSent', 'distributionStatus', 'distributionType', 'combinedConfidentiality'].flatMap((name) => textsOf(name, xml)))
      .toEqual(['AL-2026-0007.2', 'desk@al.example.org', '2026-03-02T18:05:00+01:00', 'Actual', 'Update', 'UnclassifiedNotSensitive']);
    expect(textsOf('distributionReference', xml)).toEqual(['AL-2026-0007,desk@al.example.org,2026-03-02T17:40:00+01:00']);
    expect(textsOf('explicitAddressScheme', xml)).toEqual(['e-mail', 'ISO 3166-1', 'centre']);
    expect(textsOf('explicitAddressValue', xml)).toEqual(['desk@gr.example.org', 'IT', 'mk']);
    expect(textsOf('country', xml)).toEqual(['GR', 'IT']);
    expect(elementsNamed('targetArea', rootOf(xml))).toHaveLength(2);
  });

  test('names an area once, in however many languages it is described', () => {
    const [info] = sample.info!;
    expect(elementsNamed('targetArea', rootOf(written('edxl-de', { ...sample, info: [info!, { ...info!, language: 'sq' }] })))).toHaveLength(1);
  });

  test.each([['Restricted', 'Sensitive'], ['Private', 'Sensitive'], ['Public', 'UnclassifiedNotSensitive']] as const)('of scope %s is %s', (scope, word) => {
    expect(textsOf('combinedConfidentiality', written('edxl-de', { ...sample, scope }))).toEqual([word]);
  });

  test('has the strictest status there is a sign of, and the confirmed one before that', () => {
    const doubtful: Alert = { ...sample, gateway: { effectiveStatus: 'Exercise' } };
    expect(textsOf('distributionStatus', written('edxl-de', doubtful))).toEqual(['Exercise']);
    expect(opened(written('edxl-de', doubtful)).messages[0]?.statusSignals).toMatchObject([{ status: 'Exercise' }]);
    expect(textsOf('distributionStatus', written('edxl-de', doubtful, { status: 'Actual' }))).toEqual(['Actual']);
    expect(() => written('edxl-de', { ...sample, status: 'Draft' })).toThrow(NO_DRAFT);
  });
});

describe.each([['atom', 'entry'], ['rss', 'item']])('a feed in %s', (id, name) => {
  const other: Alert = { ...sample, identifier: 'AL-2026-0008', sent: '2026-03-02T19:00:00+01:00', status: 'Test', msgType: 'Alert', references: undefined };
  const feed = Buffer.from(formatOf(id).encodeAll!([other, sample], {}).body).toString('utf8');
  const entries = elementsNamed(name, rootOf(feed));

  test('has one entry for each alert, each with a name of its own', () => {
    expect(opened(feed)).toMatchObject({ issues: [], messages: [{ alert: { identifier: 'AL-2026-0008' } }, { alert: { identifier: 'AL-2026-0007.2' } }] });
    expect(entries).toHaveLength(2);
  });

  test('says in each title what is no first real alert', () => {
    const titles = entries.map(({ children }) => children.find((child) => child.name === 'title')?.text);
    expect(titles).toEqual(['Test: Missing: Ana Shembull, 11', 'Update: Missing: Ana Shembull, 11']);
  });

  test('is as new as its newest alert', () => {
    const [newest] = id === 'atom' ? textsOf('updated', feed) : textsOf('pubDate', feed);
    expect(newest).toBe(id === 'atom' ? '2026-03-02T19:00:00+01:00' : 'Mon, 02 Mar 2026 18:00:00 GMT');
  });
});
