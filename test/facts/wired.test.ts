// Facts out of prose on the way in: filled in and marked for alerts of a child, told apart from what the origin said everywhere else.
import { expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { contentOf } from '../../src/inbound/accept.js';
import { convert, examine } from '../../src/inbound/examine.js';
import { searchHashes } from '../../src/inbound/search-terms.js';
import { createKeyedHash } from '../../src/trust/keyed-hash.js';

const FORMATS = await loadFormats();

const cap = (event: string, headline: string, description: string): Buffer => Buffer.from(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>f-1</identifier><sender>desk@example.org</sender><sent>2026-05-20T10:00:00+02:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>en</language><category>Rescue</category><event>${event}</event><urgency>Immediate</urgency><severity>Extreme</severity><certainty>Likely</certainty><headline>${headline}</headline><description>${description}</description></info></alert>`);

const alertOf = (bytes: Buffer) => examine(bytes, FORMATS).alerts[0]!.alert!;

test('an alert of a child is given what its prose tells, each value marked', () => {
  const { case: about, gateway } = alertOf(cap('Child Abduction', 'Missing: Ana Shembull, 11', 'Red jacket.'));
  expect(about).toEqual({ children: [{ name: { full: 'Ana Shembull' }, age: { value: 11, unit: 'year' }, clothing: [{ garment: 'jacket', colour: 'red' }] }] });
  expect(gateway?.extracted).toContainEqual({ path: '/case/children/0/name/full', text: 'Ana Shembull', from: '/info/0/headline', at: 9 });
});

test('an alert of something else is left alone', () => {
  const { case: about, gateway } = alertOf(cap('Flood', 'Flood in Leeds', 'A red car was seen floating on 3 May.'));
  expect([about, gateway?.extracted]).toEqual([undefined, undefined]);
});

test('a contradiction is a warning that tells both places and none of the words', () => {
  const { valid, issues } = examine(cap('Child Abduction', 'Missing girl, green car', 'A blue car was seen.'), FORMATS);
  const found = issues.filter(({ code }) => code === 'CHILD_CONTRADICTION');
  expect(valid).toBe(true);
  expect(found).toEqual([expect.objectContaining({ level: 'warning', path: expect.stringContaining('headline'), line: 1 })]);
  expect(found[0]!.message).toMatch(/headline from character 15 and \/info\/0\/description from character 3/);
  expect(found[0]!.message).not.toMatch(/green|blue/);
});

test('what was read out of prose is not converted, and is no part of what makes two messages the same', () => {
  const bytes = cap('Child Abduction', 'Missing: Ana Shembull, 11', 'Red jacket.');
  expect(convert(bytes, FORMATS, { to: 'cap' }).body.toString()).not.toContain('child-alert');
  const alert = alertOf(bytes);
  const { case: _about, ...without } = alert;
  expect(contentOf(alert)).toBe(contentOf(without));
});

test('an alert is found by a name that only its prose tells', () => {
  const hash = createKeyedHash(Buffer.alloc(32, 1));
  const alert = alertOf(cap('Child Abduction', 'Missing: Ana Shembull, 11', 'Red jacket.'));
  expect(searchHashes(alert, hash)).toContain(hash('search', 'name', 'ana shembull').toString('base64'));
});
