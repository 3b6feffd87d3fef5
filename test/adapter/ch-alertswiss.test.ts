// Alertswiss' public page: a clock without offset, tests without a status, translations by machine.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const alertOf = (changes: object = {}) => ({ identifier: 'POA-1-1', sent: 'Sun, 01.03.2026, 14:05', title: { title: 'Titel' }, sender: 'info@alertswiss.example', allClear: false, technicalTestAlert: false, ...changes });
const decoded = (changes: object = {}) => decodedBy('ch-alertswiss', alertOf(changes))[0]!;

describe('the clock of Zurich', () => {
  test.each([
    ['Sun, 01.03.2026, 14:05', '2026-03-01T14:05:00+01:00'], ['mer., 01.07.2026, 08:00', '2026-07-01T08:00:00+02:00'],
    ['Sun, 29.03.2026, 01:59', '2026-03-29T01:59:00+01:00'], ['Sun, 29.03.2026, 03:00', '2026-03-29T03:00:00+02:00'],
    ['Sun, 25.10.2026, 01:59', '2026-10-25T01:59:00+02:00'], ['Sun, 25.10.2026, 03:00', '2026-10-25T03:00:00+01:00'],
  ])('tells %s as %s (rule A07)', (sent, time) => {
    expect([decoded({ sent }).alert!.sent, decoded({ sent }).assigned]).toEqual([time, []]);
  });

  test.each([
    ['Sun, 25.10.2026, 02:00', '2026-10-25T02:00:00+02:00', 'twice'], ['Sun, 25.10.2026, 02:59', '2026-10-25T02:59:00+02:00', 'twice'],
    ['Sun, 29.03.2026, 02:00', '2026-03-29T02:00:00+01:00', 'never'], ['Sun, 29.03.2026, 02:59', '2026-03-29T02:59:00+01:00', 'never'],
  ])('shows %s not once: %s is marked (%s)', (sent, time, word) => {
    expect([decoded({ sent }).alert!.sent, decoded({ sent }).assigned]).toEqual([time, [{ path: '/sent', value: time, reason: expect.stringContaining(word) }]]);
  });

  test('is settled by a reference of the same minute, and by no other', () => {
    const sent = 'Sun, 25.10.2026, 02:30';
    expect(decoded({ sent, reference: 'a,b,2026-10-25T02:30:11+01:00' }).alert!.sent).toBe('2026-10-25T02:30:11+01:00');
    expect(decoded({ sent, reference: 'a,b,2026-10-25T02:31:11+01:00' }).alert!.sent).toBe('2026-10-25T02:30:00+02:00');
  });

  test('has no 30th of February', () => {
    expect(decoded({ sent: 'Mon, 30.02.2026, 10:00' }).issues.map(({ code, path }) => [code, path])).toEqual([['TIME_UNREADABLE', '/sent']]);
  });
});

describe('an alert of the public page', () => {
  test.each(['testAlert', 'technicalTestAlert'])('with %s is a test, though Actual', (flag) => {
    expect([decoded({ [flag]: true }).statusSignals, decoded({ [flag]: true }).alert!.status]).toEqual([[{ signal: `/${flag}: true`, status: 'Test' }], 'Actual']);
  });

  test.each([['POA-1-1', false, 'Alert', undefined], ['POA-1-2', false, 'Update', 'POA-1-1'], ['POA-1-5', true, 'Cancel', 'POA-1-4'], ['POA-1-1', true, 'Alert', undefined]])(
    '%s, all clear %s, is an %s of %s (rule A14)', (identifier, allClear, msgType, earlier) => {
      const { alert } = decoded({ identifier, allClear });
      expect([alert!.msgType, alert!.references?.[0]?.identifier, alert!.incidents]).toEqual([msgType, earlier, ['POA-1']]);
    });

  test('keeps that a machine translated it, and from what', () => {
    const { language, parameter } = decoded({ gtransOrigin: 'en-x-mtfrom-it', title: { title: 'Landslide', titleGtransOrigin: 'Frana' } }).alert!.info![0]!;
    expect([language, parameter]).toEqual(['en', [{ valueName: 'ALERTSWISS_LANGUAGE', value: 'en-x-mtfrom-it' }, { valueName: 'ALERTSWISS_ORIGINAL_TITLE', value: 'Frana' }]]);
  });

  test.each([[{ title: 'Achtung' }, 'de'], [{ title: 'The police are looking for a child, a girl with brown hair.' }, 'en']])('that names no language and says %j is in %s', (title, language) => {
    expect(decoded({ title }).alert!.info![0]!.language).toBe(language);
  });

  test('warns of holes and circles, which it cannot carry', () => {
    const areas = [{ description: { description: 'A' }, polygons: [{ coordinates: [], excludes: [['1', '2']] }], circles: [['1']] }];
    expect(decoded({ areas }).issues.map(({ level, path }) => [level, path])).toEqual([['warning', '/areas/0/polygons/0/excludes'], ['warning', '/areas/0/circles']]);
  });
});

withSamples('the published alert', () => {
  test.each([
    ['ch-alertswiss-public-POA-1216107687-4.real.json', 'Cancel', '2025-06-20T10:01:29+02:00', 'en', 0], ['ch-alertswiss-public-POA-1222963954-5.real.json', 'Update', '2025-05-20T12:41:48+02:00', 'en', 0],
    ['ch-alertswiss-public-TEST-1163.real.json', 'Alert', '2025-06-21T08:07:50+02:00', 'en', 1],
  ])('%s is conforming CAP: %s of %s', (name, msgType, sent, language, signals) => {
    const messages = decodedBy('ch-alertswiss', sample(name));
    const [{ alert, statusSignals = [] } = {}] = messages;
    expect([takersOf(sample(name)), errorsIn(messages), alert!.msgType, alert!.sent, alert!.info![0]!.language, statusSignals.length]).toEqual([['ch-alertswiss'], [], msgType, sent, language, signals]);
    expect(JSON.stringify(alert)).not.toMatch(/<br|<a /);
  });
});
