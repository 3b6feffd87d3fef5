// The Dutch police's list: facts in labels and titles, days in several forms, nothing of a special category.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const page = (...vermisten: object[]) => ({ iterator: { last: true, offset: 0 }, vermisten });
const decoded = (changes: object = {}) => decodedBy('nl-politie', page({ uid: 'a1', titel: 'Noor Verzonnen', publicatiedatum: '2026-03-02', ...changes }))[0]!;
const childOf = (...persoonskenmerken: { label: string; waarde: string | null }[]) => decoded({ signalementen: [{ persoonskenmerken }] }).alert!.case!.children![0]!;

describe('a publication', () => {
  test.each([['2026-03-01', '2026-03-01', 'day'], ['1-3-2026', '2026-03-01', 'day'], ['zondag 1 maart 2026', '2026-03-01', 'day'], ['maart 2026', '2026-03', 'month'], ['31-2-2026', undefined, undefined], ['al lang', undefined, undefined]])(
    'missing since %s was last seen %s', (vermistsinds, at, precision) => {
      expect(decoded({ vermistsinds }).alert!.case!.lastSeen).toEqual(at && { at, precision });
    });

  test.each([['2026-07-02', '2026-07-02T00:00:00+02:00', 1], ['2026-07-02T10:30:00Z', '2026-07-02T10:30:00-00:00', 0]])('published %s is sent %s', (publicatiedatum, sent, assigned) => {
    expect([decoded({ publicatiedatum }).alert!.sent, decoded({ publicatiedatum }).assigned!.length]).toEqual([sent, assigned]);
  });

  test('without a day is refused, where it stands, and alone', () => {
    const messages = decodedBy('nl-politie', page({ uid: 'a1', titel: 'A' }, { uid: 'a2', titel: 'B', publicatiedatum: '2026-03-02' }));
    expect([errorsIn(messages), messages[1]!.alert!.identifier]).toEqual([['TIME_UNREADABLE /vermisten/0/publicatiedatum'], 'a2']);
  });

  test.each([['Noor Verzonnen (14)', { value: 14, unit: 'year' }], ['Noor Verzonnen (11 maanden)', { value: 11, unit: 'month' }], ['Noor Verzonnen', undefined]])('titled %s names a child', (titel, age) => {
    expect(decoded({ titel }).alert!.case!.children).toEqual([{ name: { full: 'Noor Verzonnen' }, ...(age && { age }) }]);
  });

  test.each(['x/1 2', 'a,<b>&'])('with the id %s has an identifier that leads back (rule A02)', (uid) => {
    expect([errorsIn([decoded({ uid })]), decodeURIComponent(decoded({ uid }).alert!.identifier)]).toEqual([[], uid]);
  });

  test('that is null and empty throughout is still an alert', () => {
    const empty = { url: null, zaaknummer: null, laatstgezienin: '', afbeeldingen: [null], signalementen: null, introductie: null, omschrijving: '<p></p>', vragen: null, locaties: [{ latitude: null, longitude: null }], meerafbeeldingen: null, videos: null, uwtip: null };
    expect([errorsIn([decoded(empty)]), decoded(empty).alert!.case]).toEqual([[], { children: [{ name: { full: 'Noor Verzonnen' } }] }]);
  });
});

describe('a description', () => {
  test.each([['165 cm', 165], ['1,65 m', 165], ['1.05m', 105], ['klein', undefined]])('of %s is %s centimetres', (waarde, heightCm) => {
    expect(childOf({ label: 'Lengte', waarde }).heightCm).toBe(heightCm);
  });

  test.each([['Haar', 'Donkerblond', { hair: { colour: 'dark-blond' } }], ['Haarkleur:', 'Paars', { hair: { colour: 'Paars' } }], ['Ogen', 'Blauw', { eyes: 'blue' }], ['Geslacht', 'Jongen', { sex: 'male' }], ['Leeftijd', 'circa 14 jaar', { age: { value: 14, unit: 'year', approximate: true } }]])(
    'of %s: %s is understood', (label, waarde, traits) => {
      expect(childOf({ label, waarde })).toMatchObject(traits);
    });

  test.each(['Afkomst', 'Ras', 'Geloof', 'constructor'])('leaves %s out', (label) => {
    expect(JSON.stringify(decoded({ signalementen: [{ persoonskenmerken: [{ label, waarde: 'Geheim' }] }] }).alert)).not.toContain('Geheim');
  });
});

withSamples('the published shape', () => {
  test('is read as conforming CAP, with its child', () => {
    const messages = decodedBy('nl-politie', sample('nl-politie-vermist-v4.shape.json'));
    expect([takersOf(sample('nl-politie-vermist-v4.shape.json')), errorsIn(messages)]).toEqual([['nl-politie'], []]);
    expect(messages[0]!.alert!.case!.children).toMatchObject([{ age: { value: 14, unit: 'year' }, sex: 'female', heightCm: 165, hair: { colour: 'blond' } }]);
  });
});
