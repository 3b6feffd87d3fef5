// The FBI's list: only the missing out of all posters, their life as Alert, Update and Cancel, HTML, no race.
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const formats = await loadFormats();

const page = (...items: object[]) => ({ total: items.length, page: 1, items });
const item = (changes: object = {}) => ({ uid: 'a1', title: 'ROBIN SPECIMEN', poster_classification: 'missing', person_classification: 'Victim', publication: '2026-01-02T08:00:00', ...changes });
const decoded = (changes: object = {}) => decodedBy('us-fbi-wanted', page(item(changes)))[0]!;
const childOf = (changes: object) => decoded(changes).alert!.case!.children![0]!;

describe('of the posters', () => {
  test.each([
    [{}, 1], [{ poster_classification: 'default', subjects: ['Kidnappings and Missing Persons'] }, 1], [{ poster_classification: 'default', subjects: ['Parental Kidnapping Victims'], person_classification: null }, 1],
    [{ poster_classification: 'default', subjects: ['Violent Crime'] }, 0], [{ person_classification: 'Main' }, 0], [{ person_classification: 'Accomplice' }, 0], [{ subjects: ['ViCAP Unidentified Persons'] }, 0], [{ poster_classification: null, subjects: null }, 0],
  ])('%j become %i alerts', (changes, count) => {
    expect(decodedBy('us-fbi-wanted', page(item(changes)))).toHaveLength(count);
  });

  test('one with a fault leaves the others of its page standing', () => {
    const messages = decodedBy('us-fbi-wanted', page(item({ status: 'maybe' }), item({ uid: 'a2' }), item({ publication: 'soon' })));
    expect([errorsIn(messages), messages[1]!.alert!.identifier]).toEqual([['SCHEMA_ENUM /items/0/status', 'TIME_UNREADABLE /items/2/publication'], 'a2']);
  });
});

describe('the life of a poster', () => {
  const first = { sender: 'api.fbi.gov', identifier: 'a1', sent: '2026-01-02T08:00:00-05:00' };

  test.each([
    [{}, 'Alert', 'a1', first.sent, undefined], [{ modified: '2026-01-02T20:00:00+00:00', status: 'na' }, 'Alert', 'a1', first.sent, undefined],
    [{ modified: '2026-01-05T20:00:00+00:00' }, 'Update', 'a1.1767643200', '2026-01-05T20:00:00-00:00', [first]], [{ modified: '2026-01-05T20:00:00+00:00', status: 'located' }, 'Cancel', 'a1.1767643200', '2026-01-05T20:00:00-00:00', [first]],
    [{ status: 'recovered' }, 'Cancel', 'a1.1767358800', first.sent, [first]],
  ])('%j is %s %s', (...row) => {
    const [changes, msgType, identifier, sent, references] = row;
    const { alert } = decoded(changes);
    expect([alert!.msgType, alert!.identifier, alert!.sent, alert!.references]).toEqual([msgType, identifier, sent, references]);
  });

  test('in summer is told by the clocks of summer', () => {
    expect(decoded({ publication: '2026-07-02T08:00:00.123' }).alert!.sent).toBe('2026-07-02T08:00:00-04:00');
  });

  test('ends without a word of the child', () => {
    expect(JSON.stringify(decoded({ status: 'located', details: 'Robin is safe' }).alert)).not.toMatch(/robin/i);
  });
});

describe('a child', () => {
  test.each([
    [{ age_range: '9 years old' }, { value: 9, unit: 'year' }], [{ age_range: '11 months old', age_min: 11, age_max: 11 }, { value: 11, unit: 'month' }], [{ age_range: '7 to 10 years old' }, { value: 9, unit: 'year', approximate: true }],
    [{ age_min: 9, age_max: 9 }, { value: 9, unit: 'year' }], [{ age_min: 9, age_max: 11 }, { value: 10, unit: 'year', approximate: true }], [{ age_range: 'young' }, undefined],
  ])('of %j has an age', (told, age) => expect(childOf(told).age).toEqual(age));

  test.each([[{ height_min: 48, height_max: 50 }, { heightCm: 124 }], [{ height_min: 48, height_max: null }, { heightCm: 122 }], [{ weight_min: 55, weight_max: 55 }, { weightKg: 25 }], [{ hair: 'Red/Auburn' }, { hair: { colour: 'red' } }], [{ dates_of_birth_used: ['January 1, 2016'] }, { dateOfBirth: '2016-01-01' }]])(
    'of %j is understood', (told, known) => expect(childOf(told)).toMatchObject(known));

  test.each([[['January 1, 2016', 'January 2, 2016']], [['February 30, 2016']], [[]]])('with the birth dates %j has none', (dates) => {
    expect(childOf({ dates_of_birth_used: dates })).not.toHaveProperty('dateOfBirth');
  });

  test('has no race in what is relayed, and no warning for it', () => {
    const told = decoded({ race: 'SPECIALCATEGORY', race_raw: 'SPECIALCATEGORY', complexion: 'SPECIALCATEGORY' });
    expect([told.issues, JSON.stringify(told)]).toEqual([[], expect.not.stringContaining('SPECIALCATEGORY')]);
  });
});

test('HTML becomes the text a reader sees', () => {
  expect(decoded({ details: '<p>A <b>red</b> car &amp;amp; a dog.</p><p>Call.</p>' }).alert!.info![0]!.description).toBe('A red car & a dog.\n\nCall.');
});

test.each([['January 1, 2026\nSampletown, State', { at: '2026-01-01', precision: 'day', place: 'Sampletown, State' }], ['Sampletown', { place: 'Sampletown' }], ['January 1, 2026', { at: '2026-01-01', precision: 'day' }], [null, undefined]])('the lines %j tell when and where', (description, seen) => {
  expect(decoded({ description }).alert!.case!.lastSeen).toEqual(seen);
});

test.each([['TEST POSTER - DO NOT PUBLISH', 'Test'], ['TEST', 'Test'], ['EXERCISE ONLY', 'Exercise'], ['ANNA TEST', 'Actual'], ['TEST SPECIMEN', 'Actual']])('the title %s is taken for %s', (title, status) => {
  const { alerts: [found] } = examine(Buffer.from(JSON.stringify(page(item({ title })))), formats);
  expect(found!.alert!.gateway!.effectiveStatus).toBe(status);
});

test.each([[page(), ['us-fbi-wanted']], [page(item()), ['us-fbi-wanted']], [{ items: [] }, []], [page({ uid: 'x' }), []]])('a page is known by its form: %j', (document, takers) => {
  expect(takersOf(document)).toEqual(takers);
});

withSamples('the published shape', () => {
  test('is read as conforming CAP, with its child', () => {
    const messages = decodedBy('us-fbi-wanted', sample('fbi-wanted-kidnapping.shape.json'));
    expect([takersOf(sample('fbi-wanted-kidnapping.shape.json')), errorsIn(messages)]).toEqual([['us-fbi-wanted'], []]);
    expect(messages[0]!.alert!.case).toMatchObject({ lastSeen: { at: '2026-01-01' }, children: [{ age: { value: 9, unit: 'year' }, heightCm: 124, weightKg: 25, dateOfBirth: '2016-01-01', sex: 'female' }] });
    expect(JSON.stringify(messages[0]!.alert)).not.toMatch(/white/i);
  });
});
