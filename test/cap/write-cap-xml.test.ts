// What is written is read again as the same alert, is valid for the schema, and says nothing the origin did not say.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { CHILD_ALERT_PROFILE } from '../../src/cap/case-parameters.js';
import { writeCapXml } from '../../src/cap/write-cap-xml.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { anyAlert } from './arbitrary.js';
import { alertOf, messageOf, SAMPLE } from './sample.js';

const xsd = fileURLToPath(new URL('../../../shared/cap/CAP-v1.2.xsd', import.meta.url));
if (!existsSync(xsd)) console.warn('No OASIS schema beside the project (../shared/cap): the test against it is skipped.');

const sample = alertOf(SAMPLE);
const written = (changes: Partial<Alert>): string => writeCapXml({ ...sample, ...changes });

describe('An alert written as CAP XML', () => {
  test('is read again as it was', () => {
    fc.assert(fc.property(anyAlert, (alert) => {
      expect(alertOf(writeCapXml(alert))).toEqual(alert);
    }), { numRuns: 150 });
  });

  (existsSync(xsd) ? test : test.skip)('is valid for the OASIS schema', () => {
    const schema = XmlDocument.fromBuffer(readFileSync(xsd));
    const validator = XsdValidator.fromDoc(schema);
    fc.assert(fc.property(anyAlert, (alert) => {
      const document = XmlDocument.fromString(writeCapXml(alert));
      try { validator.validate(document); } finally { document.dispose(); }
    }), { numRuns: 60 });
    validator.dispose();
    schema.dispose();
  });

  test('has UTC as -00:00, however it was written', () => {
    const xml = written({ sent: '2026-03-02T17:05:00+00:00', references: [{ sender: 'a', identifier: 'b', sent: '2026-03-02T16:05:00Z' }] });
    expect(xml).toContain('<sent>2026-03-02T17:05:00-00:00</sent>');
    expect(xml).toContain('<references>a,b,2026-03-02T16:05:00-00:00</references>');
  });

  test('keeps every other offset', () => {
    expect(written({})).toContain('<sent>2026-03-02T18:05:00+01:00</sent>');
  });

  test('quotes addresses and incidents that hold spaces, and no others', () => {
    const xml = written({ addresses: ['gr', 'desk two'], incidents: ['AL-0007', 'Lake road'] });
    expect(xml).toContain('<addresses>gr "desk two"</addresses>');
    expect(xml).toContain('<incidents>AL-0007 "Lake road"</incidents>');
  });

  test('writes numbers without exponents', () => {
    const xml = written({ info: [{ ...sample.info![0]!, area: [{ areaDesc: 'x', altitude: 1.5e-7, ceiling: 1e21 }] }] });
    expect(xml).toContain('<altitude>0.00000015</altitude>');
    expect(xml).toContain('<ceiling>1000000000000000000000</ceiling>');
  });

  test('writes every number as xs:decimal has it, and loses nothing of it', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (altitude) => {
      const [, text] = /<altitude>(-?\d+(?:\.\d+)?)<\/altitude>/.exec(written({ info: [{ ...sample.info![0]!, area: [{ areaDesc: 'x', altitude }] }] }))!;
      expect(Number(text)).toBe(altitude);
    }), { numRuns: 2_000, examples: [[5e-324], [-Number.MAX_VALUE], [-0], [1e-31], [1e21], [123456789012345680000], [-1.5e-7]] });
  });

  test('leaves out characters that XML cannot carry', () => {
    expect(alertOf(written({ note: 'a\u0000\u001b[1mb\ud800c\ufffe' })).note).toBe('a[1mbc');
  });

  test('cannot be broken out of by its values', () => {
    const note = '</note><status>Test</status>]]><![CDATA[&amp;<!--';
    expect(alertOf(written({ note })).note).toBe(note);
  });

  test('carries the case in the first info and names the profile as a code', () => {
    const xml = written({ case: { tier: 'amber' }, info: [sample.info![0]!, { ...sample.info![0]!, language: 'sq' }] });
    const [first, second] = xml.split('<language>sq</language>');
    expect(first).toContain(`<valueName>${CHILD_ALERT_PROFILE}:tier</valueName>`);
    expect(second).not.toContain(CHILD_ALERT_PROFILE);
    expect(xml).toContain(`<code>006017</code>\n  <code>${CHILD_ALERT_PROFILE}</code>`);
  });

  test('without info has no place for the case', () => {
    const { info: _, ...bare } = sample;
    expect(writeCapXml({ ...bare, msgType: 'Cancel', case: { tier: 'amber' } })).not.toContain(CHILD_ALERT_PROFILE);
  });

  test('never shows what the gateway noted', () => {
    const gateway = { adapter: 'al', effectiveStatus: 'Test' as const, statusSignals: [{ signal: 'headline', status: 'Test' as const }] };
    expect(written({ gateway })).toBe(written({}));
  });

  test('of a sound alert has no findings', () => {
    expect(messageOf(written({ case: { tier: 'amber', children: [{ name: { given: 'Ana' } }] } })).issues).toEqual([]);
  });
});
