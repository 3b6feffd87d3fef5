// What the network file keeps from a centre is nowhere in what the centre gets (contract 4 and 8).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Alert, Case } from '../../src/model/generated/alert.js';
import { CHANGED, withhold, WITHHOLDABLE } from '../../src/outbound/withhold.js';

type Name = Parameters<typeof withhold>[1][number];
const NAMES = Object.keys(WITHHOLDABLE) as Name[];

const alertWith = (profile: Case | undefined, more: Partial<Alert> = {}): Alert => ({
  identifier: 'AL-1', sender: 'desk@al.example.org', sent: '2026-05-25T10:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Restricted', restriction: 'Police only', ...(profile ? { case: profile } : {}), ...more,
});

const infoWith = (text: string, more: Partial<NonNullable<Alert['info']>[number]> = {}): NonNullable<Alert['info']> =>
  [{ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: text, ...more }];

const FAMILY: Case = {
  children: [{ name: { given: 'Ana', family: 'Shembull', full: 'Ana Shembull' }, age: { value: 11, unit: 'year' }, nationality: ['IT'], languages: ['no', 'it'], photos: [{ uri: 'https://al.example.org/ana.jpg', mimeType: 'image/jpeg' }] }],
  suspects: [{ name: { full: 'Besnik Shembull' }, age: { value: 43, unit: 'year' }, relation: 'father', description: 'Besnik wears a red coat.' }],
  vehicles: [{ plate: 'AA 123-BB', plateCountry: 'IT' }],
  relatedPersons: [{ name: 'Cela Provëza', kind: 'parent' }],
};

const described = (text: string, names: Name[], profile = FAMILY): string => withhold(alertWith(profile, { info: infoWith(text) }), names).info![0]!.description!;

describe('withholding', () => {
  test('takes the named members out of the case, with the address that spells one, and says where, without the values', () => {
    const reduced = withhold(alertWith(FAMILY), ['suspect.identity', 'child.name']);
    expect(reduced.case!.children![0]!.name).toBeUndefined();
    expect(reduced.case!.suspects![0]).toEqual({ relation: 'father', description: '[withheld] wears a red coat.' });
    expect(reduced.gateway!.withheld!.sort()).toEqual(['/case/children/0/name', '/case/children/0/photos/0', '/case/suspects/0/age', '/case/suspects/0/name']);
    expect(reduced.code).toEqual([CHANGED]);
  });

  test('changes nothing, not even the object, where there is nothing to withhold', () => {
    for (const alert of [alertWith(undefined), alertWith({ tier: 'amber' }), alertWith(FAMILY)]) expect(withhold(alert, alert.case?.children ? [] : NAMES)).toBe(alert);
  });

  test('leaves the alert it was given as it was', () => {
    const alert = alertWith(FAMILY, { info: infoWith('Ana Shembull') });
    const before = structuredClone(alert);
    withhold(alert, NAMES);
    expect(alert).toEqual(before);
  });

  test.each(NAMES)('knows %s in every item of a list', (name) => {
    const child = { name: { full: 'Ana Shembull' }, age: { value: 1, unit: 'year' as const }, dateOfBirth: '2015-01-01', nationality: ['AL'], languages: ['sq'], marks: ['scar'], vulnerability: ['asthma'], photos: [{ uri: 'https://al.example.org/1' }] };
    const suspect = { name: { full: 'Besnik Sajuar' }, age: { value: 40, unit: 'year' as const }, relation: 'father', description: 'tall', caution: ['armed'] };
    const profile: Case = {
      children: [child, structuredClone(child)], suspects: [suspect, structuredClone(suspect)], vehicles: [{ plate: 'AA1', plateCountry: 'AL' }, { plate: 'AA2', plateCountry: 'AL' }], relatedPersons: [{ name: 'Cela Provëza', kind: 'parent' }], lastSeen: { place: 'Lake road', point: [41, 19] },
      authority: { name: 'Police' }, criteria: [{ id: 'a', met: true }], consent: { name: true },
    };
    const reduced = withhold(alertWith(profile), [name]);
    const lists = Math.max(...WITHHOLDABLE[name].map((path) => path.split('/*/').length));
    expect(reduced.gateway!.withheld!.length).toBeGreaterThanOrEqual(lists);
    expect(withhold({ ...reduced, code: undefined }, [name]).code).toBeUndefined();
  });
});

describe('withheld words in prose', () => {
  test('are replaced by a mark, whole or in part, in any case', () => {
    expect(described('Ana Shembull, called ANA, was seen. Shembull has a bag.', ['child.name'], { children: FAMILY.children! })).toBe('[withheld], called [withheld], was seen. [withheld] has a bag.');
  });

  test('are found in capitals, though these be spelt otherwise', () => {
    expect(described('MISSING: ANA GROSS', ['child.name'], { children: [{ name: { full: 'Ana Groß' } }] })).toBe('MISSING: [withheld]');
  });

  test('are not looked for inside other words', () => {
    expect(described('Banana, Anatolia and Ana.', ['child.name'])).toBe('Banana, Anatolia and [withheld].');
  });

  test('are found beside letters of any script and signs of any kind', () => {
    const names: Case = { children: [{ name: { full: 'Άννα (Νία) Παπα*' } }] };
    expect(described('«Άννα» — νία! Παπα*', ['child.name'], names)).toBe('«[withheld]» — [withheld]! [withheld]*');
  });

  test('stay where they are also part of a name the centre may read', () => {
    expect(described('Ana Shembull, taken by Besnik Shembull', ['suspect.identity'])).toBe('Ana Shembull, taken by [withheld]');
    expect(described('Ana Shembull, taken by a Shembull called Besnik', ['suspect.identity'])).toBe('Ana Shembull, taken by a Shembull called [withheld]');
  });

  test.each([
    [['suspect.identity'], 'A girl of 11 years; this year she turns 12.'], [['child.nationality', 'child.languagesSpoken'], 'It is said that no one saw it.'],
    [['case.related'], 'One parent was there.'], [['vehicle.plate'], 'Call it in.'],
  ] as [Name[], string][])('%j: are not confused with the codes of the case', (names, text) => {
    expect(described(text, names)).toBe(text);
  });

  test('of which a sentence was withheld leave the rest of the prose readable', () => {
    expect(described('The man has a red coat. He wears a red coat and a hat.', ['suspect.description'], { suspects: [{ description: 'He wears a red coat and a hat.' }] })).toBe('The man has a red coat. [withheld]');
  });

  test.each(['headline', 'instruction', 'contact', 'audience', 'senderName', 'event'] as const)('are taken out of the %s', (field) => {
    expect(withhold(alertWith(FAMILY, { info: infoWith('', { [field]: 'for Besnik' }) }), ['suspect.identity']).info![0]![field]).toBe('for [withheld]');
  });

  test('are taken out of the note, parameters, areas and resources', () => {
    const reduced = withhold(alertWith(FAMILY, {
      note: 'Besnik', info: infoWith('', { parameter: [{ valueName: 'who', value: 'Besnik' }], area: [{ areaDesc: 'house of Besnik' }], resource: [{ resourceDesc: 'letter of Besnik', mimeType: 'text/plain' }] }),
    }), ['suspect.identity']);
    expect(reduced.note).toBe('[withheld]');
    expect(reduced.info![0]).toMatchObject({ parameter: [{ valueName: 'who', value: '[withheld]' }], area: [{ areaDesc: 'house of [withheld]' }], resource: [{ resourceDesc: 'letter of [withheld]', mimeType: 'text/plain' }] });
  });

  test('are not quoted by the notes of the gateway', () => {
    const extracted = [{ path: '/case/suspects/0/name/full', text: 'Besnik Shembull' }, { path: '/case/children/0/eyes', text: 'brown eyes, Besnik says' }];
    expect(withhold(alertWith(FAMILY, { gateway: { adapter: 'al', extracted } }), ['suspect.identity']).gateway)
      .toMatchObject({ adapter: 'al', extracted: [{ path: '/case/children/0/eyes', text: 'brown eyes, [withheld] says' }] });
  });

  test('leave telephone numbers alone, whatever age is withheld', () => {
    expect(described('Call +43 1 43 43, or 112.', ['suspect.identity'])).toBe('Call +43 1 43 43, or 112.');
  });
});

describe('withheld photos', () => {
  const picture = { resourceDesc: 'Photo', mimeType: 'image/jpeg' };
  const reduced = withhold(alertWith(FAMILY, { info: infoWith('', { resource: [
    { ...picture, uri: 'https://al.example.org/ana.jpg' }, { ...picture, derefUri: 'AAAA' }, { ...picture, resourceDesc: 'Map', uri: 'https://al.example.org/map.jpg' }, { resourceDesc: 'Sound', mimeType: 'audio/mpeg', derefUri: 'AAAA' },
  ] }) }), ['child.photo']);

  test('go as resources, too, linked or carried, and any other picture with them; what is no picture stays', () => {
    expect(reduced.info![0]!.resource!.map(({ resourceDesc }) => resourceDesc)).toEqual(['Sound']);
  });
});

test('no withheld value stands anywhere in what the centre gets, wherever it stood', () => {
  /** Words that no other text of the alert contains. */
  const word = fc.stringMatching(/^[QXZ][qxzëß]{3,8}$/);
  const name = fc.record({ given: word, family: word });
  const texts = fc.record({
    child: name, suspect: name, related: word, place: word, plate: word, mark: word,
    frame: fc.constantFrom((value: string) => value, (value: string) => `seen: ${value}.`, (value: string) => `(${value.toUpperCase()})`, (value: string) => `${value}, ${value}`, (value: string) => `\n${value}\t`),
  });
  fc.assert(fc.property(texts, fc.subarray(['child.name', 'suspect.identity', 'case.related', 'seen.place', 'vehicle.plate', 'child.marks'] as Name[], { minLength: 1 }), ({ frame, ...values }, names) => {
    const all = { 'child.name': Object.values(values.child), 'suspect.identity': Object.values(values.suspect), 'case.related': [values.related], 'seen.place': [values.place], 'vehicle.plate': [values.plate], 'child.marks': [values.mark] };
    const flat = Object.values(all).flat();
    fc.pre(flat.every((one, place) => flat.every((other, at) => at === place || !other.toLowerCase().includes(one.toLowerCase()))));
    const prose = flat.map(frame).join(' ');
    const profile: Case = {
      children: [{ name: values.child, marks: [values.mark], items: [prose] }], suspects: [{ name: values.suspect, description: prose }], relatedPersons: [{ name: values.related, kind: 'sibling' }],
      lastSeen: { place: values.place }, vehicles: [{ plate: values.plate, colour: prose }],
    };
    const info = infoWith(prose, { headline: prose, instruction: prose, parameter: [{ valueName: 'raw', value: prose }], resource: [{ resourceDesc: prose, mimeType: 'text/plain' }], area: [{ areaDesc: prose }] });
    const text = JSON.stringify(withhold(alertWith(profile, { note: prose, info, gateway: { extracted: [{ path: '/case/children/0/items/0', text: prose }] } }), names)).toLowerCase();
    for (const [key, secrets] of Object.entries(all)) {
      for (const secret of secrets) expect(text.includes(secret.toLowerCase())).toBe(!names.includes(key as Name));
    }
  }), { numRuns: 200 });
});
