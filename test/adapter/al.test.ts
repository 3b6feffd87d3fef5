// The Albanian form: nothing a desk fills in is lost, and foreign alerts come out in Albanian words.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { DecodedMessage } from '../../src/format/format.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { nationalMessages } from './national-documents.js';

const albania = (await loadAdapters()).find(({ id }) => id === 'al')!;

const decode = (form: unknown): DecodedMessage => {
  const decoded = albania.decode(new TextEncoder().encode(JSON.stringify(form)));
  if ('unreadable' in decoded) throw new Error('unreadable');
  return decoded.messages[0]!;
};

const encode = (alert: Alert) => {
  const { body, losses } = albania.encode(alert, {});
  return { form: JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>, losses: losses.map(({ path }) => path) };
};

const form = (changes: object = {}) => ({
  formulari: 'alarm-femije-1', numriReferencës: 'AL-9', dërguesi: 'salla@policia.example.al', dërguarMë: '2026-03-01T16:20:00+01:00', statusi: 'Real', lloji: 'Alarm', tekstet: [{ titulli: 'Titull' }], ...changes,
});

const info = { language: 'el', category: ['Rescue' as const], event: 'Αρπαγή παιδιού', responseType: ['Monitor' as const], urgency: 'Expected' as const, severity: 'Moderate' as const, certainty: 'Likely' as const };
const greek = (changes: Partial<Alert> = {}): Alert => ({
  identifier: 'GR-1', sender: 'desk@gr.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Exercise', msgType: 'Alert', scope: 'Public', info: [info], ...changes,
});

/** What the decoder may say in other words: UTC, a time finer than its precision, an age without unit. */
const settled = (national: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(national, (key, value: unknown) => (key === 'koha' ? undefined : typeof value === 'string' ? value.replace(/(T\d\d:\d\d:\d\d)(?:Z|\+00:00)$/, '$1-00:00') : value))) as Record<string, unknown>;

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** A group in which nothing is told is not told; an item of a list still counts. */
const pruned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pruned(inner)] as const).filter(([, inner]) => !isEmpty(inner)));
};

describe('from the form', () => {
  test('everything a desk can fill in comes back from the common model', () => {
    fc.assert(fc.property(nationalMessages('al'), (national) => {
      const { alert } = decode(settled(national));
      expect(encode(alert!).form).toMatchObject(pruned(settled(national)) as object);
    }), { numRuns: 100 });
  });

  test('an alert that came from it goes back unchanged', () => {
    fc.assert(fc.property(nationalMessages('al'), (national) => {
      const { alert } = decode(national);
      const written = encode(alert!);
      expect(decode(written.form).alert).toEqual(alert);
      expect(written.losses).toEqual([]);
    }), { numRuns: 100 });
  });

  test.each([
    ['2026-03-01T14:35:20+01:00', 'minutë', '2026-03-01T14:35+01:00', 'minute'],
    ['2026-03-01T14:35+01:00', 'orë', '2026-03-01T14+01:00', 'hour'],
    ['2026-03-01T14:35+01:00', 'ditë', '2026-03-01', 'day'],
    ['2026-03-01', 'muaj', '2026-03', 'month'],
    ['2026-03', 'minutë', '2026-03', 'month'],
    ['2026', undefined, '2026', 'year'],
  ])('a last sighting at %s, told to the %s, is %s', (koha, saktësia, at, precision) => {
    expect(decode(form({ heraEFundit: { koha, saktësia } })).alert?.case?.lastSeen).toEqual({ at, precision });
  });

  test('latitude and longitude are told by name, so that nobody swaps them', () => {
    expect(decode(form({ heraEFundit: { pika: { gjatësia: 19.8, gjerësia: 41.3 } } })).alert?.case?.lastSeen?.point).toEqual([41.3, 19.8]);
  });

  test('the place of the last sighting stands in for a zone', () => {
    const area = (changes: object) => decode(form({ heraEFundit: { vendi: 'Kukës' }, ...changes })).alert?.info?.[0]?.area;
    expect(area({})).toEqual([{ areaDesc: 'Kukës' }]);
    expect(area({ zona: [{ përshkrimi: 'Veri' }] })).toEqual([{ areaDesc: 'Veri' }]);
  });

  test('a photo becomes a resource unless it is a placeholder, listed already, or not consented to', () => {
    const photos = (fotot: object[], changes: object = {}) =>
      decode(form({ fëmijët: [{ fotot }], ...changes })).alert?.info?.[0]?.resource?.map(({ resourceDesc, uri }) => [resourceDesc, uri]);
    const photo = { lidhja: 'https://policia.example.al/1.jpg' };
    expect(photos([photo])).toEqual([['Foto e fëmijës', photo.lidhja]]);
    expect(photos([{ ...photo, zëvendësuese: true }])).toBeUndefined();
    expect(photos([photo], { pëlqimi: { foto: false } })).toBeUndefined();
    expect(photos([photo], { bashkëngjitjet: [{ përshkrimi: 'Portret', lloji: 'image/jpeg', lidhja: photo.lidhja }] })).toEqual([['Portret', photo.lidhja]]);
  });

  test.each([
    ['AMBER', 'Extreme'], ['Fëmijë i zhdukur në rrezik', 'Severe'], [undefined, 'Severe'],
  ])('the level %s alone means severity %s', (niveli, severity) => {
    expect(decode(form({ niveli })).alert?.info?.[0]?.severity).toBe(severity);
  });

  test.each([
    ['PROVË', ['Test']], ['Ushtrim kombëtar', ['Exercise']], ['Test', ['Test']], ['Ana Testa, Provëza', []],
  ])('the headline %s gives the signs %j', (titulli, statuses) => {
    expect(decode(form({ tekstet: [{ titulli }] })).statusSignals?.map(({ status }) => status)).toEqual(statuses);
  });

  test('a form typed with decomposed letters is the same form', () => {
    const decomposed = albania.decode(new TextEncoder().encode(JSON.stringify(form({ lloji: 'Përditësim' })).normalize('NFD')));
    expect('messages' in decomposed && decomposed.messages[0]?.alert).toEqual(decode(form({ lloji: 'Përditësim' })).alert);
  });

  test('a fault of the alert is shown where the desk can see it, also in what is told once for all texts', () => {
    const { locate } = decode(form({ zona: [{ përshkrimi: 'Veri', rrathët: ['41 19 2'] }], tekstet: [{ titulli: 'a' }, { gjuha: 'en', ngjarja: 'b' }] }));
    expect(locate('/info/1/area/0/circle/0').path).toBe('/zona/0/rrathët');
    expect(locate('/info/1/event').path).toBe('/tekstet/1/ngjarja');
    expect(locate('/references').path).toBe('');
  });
});

describe('to the form', () => {
  test('texts keep their language, coded facts come out in Albanian', () => {
    const alert = greek({
      info: [{ ...info, headline: 'Αρπαγή' }, { category: ['Rescue'], event: 'Child abduction', urgency: 'Expected', severity: 'Moderate', certainty: 'Likely', responseType: ['Monitor'] }],
      case: { tier: 'amber', category: 'parental-abduction', children: [{ sex: 'female', age: { value: 7, unit: 'month' } }], lastSeen: { precision: 'hour' } },
    });
    expect(encode(alert).form).toMatchObject({
      statusi: 'Ushtrim', lloji: 'Alarm', niveli: 'AMBER', kategoria: 'Rrëmbim nga prindi', urgjenca: 'E pritshme', rrezikshmëria: 'Mesatare', siguria: 'Me gjasë',
      fëmijët: [{ gjinia: 'Femër', mosha: 7, moshaNë: 'muaj' }], heraEFundit: { saktësia: 'orë' },
      tekstet: [{ gjuha: 'el', titulli: 'Αρπαγή' }, { gjuha: 'en-US', ngjarja: 'Child abduction' }],
    });
    expect(encode(alert).losses).toEqual([]);
  });

  test('every loss of a foreign alert is named, and nothing that it does not carry', () => {
    const alert = greek({
      code: ['urn:other:profile'],
      info: [
        { ...info, category: ['Rescue', 'Security'], parameter: [{ valueName: 'x', value: 'y' }], area: [{ areaDesc: 'Ήπειρος', altitude: 10 }] },
        { ...info, language: 'en', area: [{ areaDesc: 'Epirus', altitude: 10 }] },
      ],
    });
    expect(encode(alert).losses.sort()).toEqual([
      '/code', '/info/0/area/0/altitude', '/info/0/category/1', '/info/0/parameter', '/info/1/area/0/altitude', '/info/1/area/0/areaDesc',
    ]);
  });

  test('an alert without a text is given an empty one, a Cancel none', () => {
    expect(encode(greek({ info: undefined })).form.tekstet).toEqual([{}]);
    expect(encode(greek({ info: undefined, msgType: 'Cancel', references: [{ sender: 'a', identifier: 'b', sent: '2026-03-01T12:00:00+02:00' }] })).form.tekstet).toBeUndefined();
  });
});
