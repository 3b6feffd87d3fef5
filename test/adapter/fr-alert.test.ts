// FR-Alert's export: CAP under French names, times whose offset stands apart, areas in lists of lists.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const message = (changes: object = {}) => ({ identifiant: 'FR-ALERT.1', status: 'Réel', dateEmission: '28/08/2026 06:00:00', fuseauHoraire: { utc: 'UTC+02' }, ...changes });
const decoded = (changes: object = {}) => decodedBy('fr-alert', [message(changes)])[0]!;
const infoOf = (block: object) => decoded({ infos: [block] }).alert!.info![0]!;

describe('a time', () => {
  test.each([
    ['28/08/2026 06:00:00', 'UTC+02', '2026-08-28T06:00:00+02:00'], ['1/3/2026 6:05', 'UTC+1', '2026-03-01T06:05:00+01:00'], ['28/08/2026 06:00:00', 'utc -04:30', '2026-08-28T06:00:00-04:30'],
    ['28/08/2026 06:00:00', 'UTC+00', '2026-08-28T06:00:00-00:00'], ['2026-08-28T04:00:00Z', 'UTC+02', '2026-08-28T04:00:00-00:00'],
  ])('%s in %s is %s (rules A08, A09)', (dateEmission, utc, sent) => {
    expect([decoded({ dateEmission, fuseauHoraire: { utc } }).alert!.sent, decoded({ dateEmission, fuseauHoraire: { utc } }).assigned]).toEqual([sent, []]);
  });

  test.each([['28/08/2026 06:00:00', '2026-08-28T06:00:00+02:00'], ['28/12/2026 06:00:00', '2026-12-28T06:00:00+01:00'], ['25/10/2026 02:30:00', '2026-10-25T02:30:00+02:00']])(
    '%s without an offset is the clock of Paris, and marked', (dateEmission, sent) => {
      const { alert, assigned } = decoded({ dateEmission, fuseauHoraire: null });
      expect([alert!.sent, assigned]).toEqual([sent, [expect.objectContaining({ path: '/sent', value: sent })]]);
    });

  test.each(['31/02/2026 10:00:00', '28/13/2026 10:00:00', '28/08/2026 25:00:00', '2026'])('%s is refused, where it stands, and alone', (dateEmission) => {
    const messages = decodedBy('fr-alert', [message({ dateEmission }), message()]);
    expect([errorsIn(messages), messages[1]!.alert!.identifier]).toEqual([['TIME_UNREADABLE /0/dateEmission'], 'FR-ALERT.1']);
  });

  test('of a block goes by the offset of the block', () => {
    expect(infoOf({ 'dateExpiré': '28/08/2026 10:00:00', fuseauHoraire: { utc: 'UTC+04' } }).expires).toBe('2026-08-28T10:00:00+04:00');
  });

  test('of an end that is none is warned of and left out', () => {
    const { alert, issues } = decoded({ infos: [{ 'dateExpiré': '31/02/2026 10:00:00' }] });
    expect([alert!.info![0]!.expires, issues.map(({ level, path }) => [level, path])]).toEqual([undefined, [['warning', '/0/infos/0/dateExpiré']]]);
  });
});

describe('an area', () => {
  test.each([
    [[['48.1,2.1 48.2,2.1 48.2,2.2 48.1,2.1']]], ['48.1,2.1 48.2,2.1 48.2,2.2'], [['48.1,2.1 48.2,2.1 48.2,2.2']], [[[['48.1,2.1 48.2,2.1 48.2,2.2']]]],
  ])('drawn as %j has its latitude first', (polygone) => {
    expect(infoOf({ areas: [{ descriptionZone: 'A', polygone }] }).area).toEqual([{ areaDesc: 'A', polygon: ['48.1,2.1 48.2,2.1 48.2,2.2 48.1,2.1'] }]);
  });

  test.each([['polygone', '120,2 121,2 122,3'], ['polygone', '48.1,2.1'], ['polygone', '48.1, 2.1'], ['cercle', '48.1,2.1'], ['cercle', '148.1,2.1 15']])('with the %s %s on no earth is warned of', (name, shape) => {
    const { alert, issues } = decoded({ infos: [{ areas: [{ descriptionZone: 'A', [name]: [shape] }] }] });
    expect([alert!.info![0]!.area, issues.map(({ code, path }) => [code, path])]).toEqual([[{ areaDesc: 'A' }], [['AREA_NOT_CARRIED', `/0/infos/0/areas/0/${name}`]]]);
  });
});

describe('a message', () => {
  test.each([['Réel', 'Actual', 0], ['Exercice', 'Exercise', 1], ['Test', 'Test', 1], ['Système', 'System', 1]])('with the status %s is %s', (status, capStatus, signs) => {
    expect([decoded({ status }).alert!.status, decoded({ status }).statusSignals!.length]).toEqual([capStatus, signs]);
  });

  test.each([[{ msgType: 'Cancel' }, 'Cancel'], [{ typeMessage: 'Annulation' }, 'Cancel'], [{ msgType: '', typeMessage: 'Mise à jour' }, 'Update'], [{}, 'Alert'], [{ msgType: null }, 'Alert']])('of the type %j is a %s', (type, msgType) => {
    expect(decoded({ ...type, reference: 'FR-ALERT.0' }).alert!.msgType).toBe(msgType);
  });

  test('that cancels nothing is refused (rule A14)', () => {
    expect(errorsIn([decoded({ msgType: 'Cancel' })])).toEqual(['CAP_A14 /0/references']);
  });

  test.each([['Sécurité', 'Safety'], ['Sûreté', 'Security'], ['SECOURS', 'Rescue'], ['NRBC-E', 'CBRNE'], ['constructor', 'Other'], [null, 'Other']])('of the category %s is CAP\'s %s', (category, code) => {
    expect(infoOf({ 'catégorie': category }).category).toEqual([code]);
  });

  test.each([['<p>L&apos;enfant<br/>a &amp;eacute;t&amp;eacute; vu</p>\u202E', 'L\'enfant\na été vu'], ['3 < 4', '3 < 4']])('written %j reads as a person sees it', (description, plain) => {
    expect(infoOf({ description }).description).toBe(plain);
  });

  test.each([['Alerte', 'fr'], ['The police are looking for a child, a girl with brown hair.', 'en']])('saying %s is in %s', (titre, language) => {
    expect(infoOf({ titre }).language).toBe(language);
  });

  test.each([[[message()], ['fr-alert']], [[], []], [[message(), {}], []]])('is known by its names: %j', (document, takers) => {
    expect(takersOf(document).filter((id) => id === 'fr-alert')).toEqual(takers);
  });
});

withSamples('the export', () => {
  test('is read as conforming CAP, in its offset and its place', () => {
    const messages = decodedBy('fr-alert', sample('fr-alert-export.fixture.json'));
    const { sent, info } = messages[0]!.alert!;
    expect([takersOf(sample('fr-alert-export.fixture.json')), errorsIn(messages)]).toEqual([['fr-alert'], []]);
    expect([sent, info![0]!.expires, info![0]!.severity, info![0]!.category, info![0]!.area![0]!.polygon![0]]).toEqual(['2026-08-28T06:00:00+02:00', '2026-08-28T10:00:00+02:00', 'Extreme', ['Safety'], '48.75,2.2 48.95,2.2 48.95,2.5 48.75,2.5 48.75,2.2']);
  });
});
