// What a centre gets where the network file says nothing: what the law and the consent of the case leave, in every format (contract 8).
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadFormats } from '../../src/adapter/load-formats.js';
import type { Formats } from '../../src/format/formats.js';
import type { Alert, Case, Info } from '../../src/model/generated/alert.js';
import type { Centre, Receive } from '../../src/model/generated/network.js';
import { withoutExtracted } from '../../src/model/without-extracted.js';
import { minimise } from '../../src/outbound/minimise.js';
import { CHANGED, withhold, WITHHOLDABLE, type Withholdable } from '../../src/outbound/withhold.js';

const centreWith = (receive: Partial<Receive> = {}, more: Partial<Centre> = {}): Centre =>
  ({ id: 'gr', country: 'GR', name: 'Greece', languages: ['el'], receive: { adapter: 'cap', transport: { type: 'mailbox' }, ...receive }, credentials: [], ...more }) as Centre;

const infoWith = (text: string, more: Partial<Info> = {}): Info => ({ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: text, ...more });

const alertWith = (about: Case, info: Info = infoWith('A girl.')): Alert => ({ identifier: 'AL-1', sender: 'desk@al.example.org', sent: '2026-05-25T10:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [info], case: about });

describe('by default', () => {
  test('a date of birth becomes the age on the day of sending, in prose as well', () => {
    const alert = alertWith({ children: [{ dateOfBirth: '2015-05-26' }, { dateOfBirth: '2026-02-01' }, { dateOfBirth: '2015-05-25', age: { value: 12, unit: 'year', approximate: true } }] }, infoWith('Born 26.5.2015, or 2015-05-26, perhaps 26/05/2015.'));
    const reduced = minimise(alert, centreWith());
    expect(reduced.case!.children).toEqual([{ age: { value: 10, unit: 'year' } }, { age: { value: 3, unit: 'month' } }, { age: { value: 12, unit: 'year', approximate: true } }]);
    expect(reduced.info![0]!.description).toBe('Born [withheld], or [withheld], perhaps [withheld].');
    expect(reduced.gateway!.withheld).toEqual(['/case/children/0/dateOfBirth', '/case/children/1/dateOfBirth', '/case/children/2/dateOfBirth']);
    expect(reduced.code).toEqual([CHANGED]);
    expect(minimise(alert, centreWith({ dateOfBirth: true }))).toBe(alert);
  });

  test('no age comes out of a date of birth where the age is withheld', () => {
    expect(minimise(alertWith({ children: [{ dateOfBirth: '2015-05-26' }] }), centreWith({ withhold: ['child.age'] })).case!.children).toEqual([{}]);
  });

  test('health goes only to a centre that is meant to get it', () => {
    const alert = alertWith({ children: [{ sex: 'female', vulnerability: ['epilepsy'] }] });
    expect(minimise(alert, centreWith())).toMatchObject({ case: { children: [{ sex: 'female' }] }, gateway: { withheld: ['/case/children/0/vulnerability'] } });
    expect(JSON.stringify(minimise(alert, centreWith()))).not.toContain('epilepsy');
    expect(minimise(alert, centreWith({ health: true }))).toBe(alert);
  });

  test.each(['race', 'ethnicity', 'PersonRaceCode', 'nc:PersonEthnicityText', 'child_race'])('the parameter %s stays here, unless both sides have said on what basis it crosses', (valueName) => {
    const parameters = [{ valueName, value: 'W' }, { valueName: 'trace', value: 'tyre marks' }, { valueName: 'embraceText', value: 'x' }];
    const alert = alertWith({ authority: { legalBasis: 'Article 10 of the act' } }, infoWith('', { parameter: parameters }));
    expect(minimise(alert, centreWith())).toMatchObject({ info: [{ parameter: parameters.slice(1) }], gateway: { withheld: ['/info/0/parameter/0'] }, code: [CHANGED] });
    expect(minimise(alert, centreWith({}, { transferBasis: 'Treaty' }))).toBe(alert);
    expect(minimise({ ...alert, case: {} }, centreWith({}, { transferBasis: 'Treaty' })).info![0]!.parameter).toEqual(parameters.slice(1));
  });

  test('a name or photo that may not be published stays here, in prose and as a picture as well', () => {
    const about: Case = { consent: { name: false, photo: false }, children: [{ name: { full: 'Ana Shembull' }, photos: [{ uri: 'https://al.example.org/1.jpg' }] }] };
    const alert = alertWith(about, infoWith('Vajza Ana, e familjes Shembullit.', { resource: [{ resourceDesc: 'Photo', mimeType: 'image/jpeg', uri: 'https://al.example.org/1.jpg' }] }));
    const reduced = minimise(alert, centreWith());
    expect(reduced.info![0]).toMatchObject({ description: 'Vajza [withheld], e familjes [withheld].', resource: [] });
    expect(reduced.gateway!.withheld).toEqual(['/info/*/resource', '/case/children/0/name', '/case/children/0/photos']);
    expect(minimise({ ...alert, case: { ...about, consent: { name: true, photo: true } } }, centreWith()).gateway).toBeUndefined();
  });

  test('suspects go as the origin sent them, and an alert without any of this leaves as it is', () => {
    const alert = alertWith({ suspects: [{ name: { full: 'Besnik Sajuar' } }], children: [{ name: { full: 'Ana Shembull' }, age: { value: 11, unit: 'year' } }] });
    expect(minimise(alert, centreWith())).toBe(alert);
  });
});

describe('withheld words', () => {
  test('are not replaced by gaps where there is a rendering, which holds none of them either', () => {
    const alert = alertWith({ children: [{ name: { full: 'Ana Shembull' } }] }, infoWith('Ana is missing.', { headline: 'A girl is missing' }));
    const render = (reduced: Alert) => ({ headline: 'unused', description: `[AlertBridge] A child${JSON.stringify(reduced.case!.children)}, Ana.` });
    expect(withhold(alert, ['child.name'], render).info![0]).toMatchObject({ headline: 'A girl is missing', description: '[AlertBridge] A child[{}], [withheld].' });
  });

  test('leave telephone numbers whole, though a plate has the same digits', () => {
    const alert = alertWith({ vehicles: [{ plate: 'AA 116 BB' }], tipLines: [{ phone: '+355 4 116 222' }] }, infoWith('Plate AA116BB or aa-116-bb, number 116. Call 116000, 112 or +355 69 116 222.'));
    expect(withhold(alert, ['vehicle.plate']).info![0]!.description).toBe('Plate [withheld] or [withheld], number 116. Call 116000, 112 or +355 69 116 222.');
    expect(withhold({ ...alert, case: { vehicles: [{ plate: 'AA 717 BB' }] }, info: [infoWith('It ends in 717; call +355 717 222.')] }, ['vehicle.plate']).info![0]!.description).toBe('It ends in [withheld]; call +355 717 222.');
  });

  test('take the address that spells them with them', () => {
    const alert = alertWith({ children: [{ name: { full: 'Ana Shembull' }, photos: [{ uri: 'https://x.example.org/shembull-ana.jpg' }, { uri: 'https://x.example.org/2.jpg' }] }] }, infoWith('', { web: 'https://x.example.org/ana%20shembull' }));
    const reduced = withhold(alert, ['child.name']);
    expect(reduced.info![0]).not.toHaveProperty('web');
    expect(reduced.case!.children![0]!.photos).toEqual([{ uri: 'https://x.example.org/2.jpg' }]);
    expect(reduced.gateway!.withheld).toEqual(['/case/children/0/name', '/info/0/web', '/case/children/0/photos/0']);
  });
});

describe('in any format', () => {
  let formats: Formats;
  beforeAll(async () => { formats = await loadFormats(); });

  test('no withheld word, plate, date or number of three digits and more comes out, wherever it stood', () => {
    /** Words and numbers that nothing else of an alert contains. */
    const word = fc.stringMatching(/^[QXZ][qxz]{4,8}$/);
    const number = fc.stringMatching(/^7[3-5]{2,4}$/);
    const cases = fc.record({
      given: word, family: word, suspect: word, related: word, mark: word, illness: word, approver: word, place: fc.tuple(word, number), plate: fc.tuple(word, number), born: fc.date({ min: new Date('2009-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }),
      frame: fc.constantFrom((value: string) => value, (value: string) => `(${value.toUpperCase()})`, (value: string) => `„${value.toLowerCase()}“!`, (value: string) => `x ${value}, ${value}`),
      names: fc.subarray(Object.keys(WITHHOLDABLE) as Withholdable[], { minLength: 1 }),
    });
    fc.assert(fc.property(cases, ({ frame, names, ...values }) => {
      const born = values.born.toISOString().slice(0, 10);
      const [placeWord, placeNumber] = values.place;
      const [plateWord, plateNumber] = values.plate;
      const secrets: Partial<Record<Withholdable, string[]>> = {
        'child.name': [values.given, values.family], 'suspect.identity': [values.suspect], 'case.related': [values.related], 'child.marks': [values.mark], 'child.medical': [values.illness], 'auth.approver': [values.approver],
        'seen.place': [placeNumber, `${placeWord} ${placeNumber}`], 'vehicle.plate': [plateNumber, `${plateWord}${plateNumber}`], 'child.dob': [born, born.split('-').reverse().join('.')],
      };
      const flat = Object.values(secrets).flat().map((secret) => secret.toLowerCase());
      // A word that is part of another could not be told apart from it afterwards.
      const words = [...flat.filter((secret) => !/\d/.test(secret)), placeWord.toLowerCase(), plateWord.toLowerCase()];
      fc.pre([words, [placeNumber, plateNumber]].every((list) => list.every((one, at) => list.every((other, place) => at === place || !other.includes(one)))));
      const prose = Object.values(secrets).flat().map(frame).join(' ; ');
      const about: Case = {
        tier: 'amber', children: [{ name: { given: values.given, family: values.family }, dateOfBirth: born, age: { value: 11, unit: 'year' }, marks: [values.mark], vulnerability: [values.illness], items: [prose], photos: [{ uri: `https://x.example.org/${values.given}-${values.family}.jpg` }] }],
        suspects: [{ name: { full: values.suspect }, description: prose }], relatedPersons: [{ name: values.related, kind: 'sibling' }], lastSeen: { place: `${placeWord} ${placeNumber}`, country: 'AL' },
        vehicles: [{ plate: `${plateWord} ${plateNumber}`, colour: prose }], authority: { name: values.approver },
      };
      const info = infoWith(prose, { language: 'en', headline: prose, instruction: prose, senderName: prose, web: `https://x.example.org/${values.suspect}/${values.related}`, parameter: [{ valueName: 'raw', value: prose }], area: [{ areaDesc: prose }], resource: [{ resourceDesc: prose, mimeType: 'image/jpeg', uri: `https://x.example.org/${values.family}.jpg` }] });
      const reduced = withoutExtracted(minimise({ ...alertWith(about, info), note: prose }, centreWith({ withhold: names as Receive['withhold'], adapter: 'cap' })));
      const gone = [...new Set([...names, 'child.dob', 'child.medical', ...(names.includes('child.age') ? ['child.dob'] : [])])] as Withholdable[];
      for (const id of ['cap', 'cap-json', 'al', 'nl-burgernet']) {
        const text = Buffer.from(formats.get(id)!.encode(reduced, { language: 'en' }).body).toString('utf8').toLowerCase();
        for (const secret of gone.flatMap((name) => secrets[name] ?? [])) expect([id, secret, text.includes(secret.toLowerCase())]).toEqual([id, secret, false]);
      }
    }), { numRuns: 150 });
  });
});
