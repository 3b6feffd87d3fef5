// NINA's habits: what CAP calls otherwise comes out as CAP, and a test sent as real is seen.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const block = { category: ['Safety'], event: 'Gefahreninformation', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed' };
const warning = (changes: object = {}, ...info: object[]) => ({
  identifier: 'mow.DE-XX-AB-SE001-20260301-01-000', sender: 'DE-XX-AB-SE001', sent: '2026-03-01T14:05:00+01:00', status: 'Actual', msgType: 'Alert', scope: 'Public',
  info: info.map((one) => ({ ...block, ...one })), ...changes,
});

const decoded = (message: object) => decodedBy('de-nina', message)[0]!;
const infoOf = (changes: object) => decoded(warning({}, changes)).alert!.info![0]!;

describe('a block of NINA', () => {
  test.each([['DE', 'de'], ['EN', 'en'], ['en-GB', 'en-GB']])('in %s is in %s (rule I01)', (written, language) => {
    expect(infoOf({ language: written })).toEqual({ ...block, language });
  });

  test.each([['DE-LS', 'de'], ['de-ls', 'de'], ['leichte Sprache', 'de']])('in %s keeps its tag as a parameter', (written, language) => {
    expect(infoOf({ language: written })).toMatchObject({ language, parameter: [{ valueName: 'language', value: written }] });
  });

  test('that names no language is in German, where CAP would take it for English (rule I02)', () => {
    expect(infoOf({}).language).toBe('de');
  });

  test('shows its texts as a reader sees them', () => {
    expect(infoOf({ description: '<p>Gr&amp;uuml;n &quot;A&quot;</p>1 &lt; 2<br/>&amp;lt;b&amp;gt;Ende' }).description).toBe('Grün "A"\n1 < 2\nEnde');
  });

  test.each([['9.1,51.2 9.3,51.2 9.3,51.4 9.1,51.2'], ['51.2,9.1 51.2,9.3 51.4,9.3 51.2,9.1'], ['9.1,51.2 9.3,51.2 9.3,51.4']])('reads the ring %s latitude first (rules G04, G06)', (ring) => {
    expect(infoOf({ area: [{ areaDesc: 'A', polygon: [ring] }] }).area![0]!.polygon).toEqual(['51.2,9.1 51.2,9.3 51.4,9.3 51.2,9.1']);
  });

  test('keeps the leading zero of an area key (rule G17), and no key where it is not told whose it is', () => {
    const parameter = [{ valueName: 'warnVerwaltungsbereiche', value: '066340000000,x' }];
    expect(infoOf({ parameter, area: [{ areaDesc: 'A' }] }).area).toEqual([{ areaDesc: 'A', geocode: [{ valueName: 'ARS', value: '066340000000' }] }]);
    expect(infoOf({ parameter, area: [{ areaDesc: 'A' }, { areaDesc: 'B' }] }).area).toEqual([{ areaDesc: 'A' }, { areaDesc: 'B' }]);
  });
});

describe('a message of NINA', () => {
  test.each([['Probealarm - Land Hessen', 'Test'], ['Entwarnung: Probewarnung', 'Test'], ['Bundesweiter Warntag', 'Test'], ['Übung: Hochwasser', 'Exercise']])('with the headline %s is a %s, whatever its status', (headline, status) => {
    expect(decoded(warning({}, { headline })).statusSignals).toEqual([{ signal: expect.stringContaining('/info/0/headline'), status }]);
  });

  test('that says it is no test is none', () => {
    expect(decoded(warning({}, { headline: 'Dies ist kein Probealarm' })).statusSignals).toEqual([]);
  });

  test.each(['kat.Stadt 7/<a>,&', 'mow.100%'])('with the id %s has an identifier that CAP and an address can carry, and that leads back (rule A02)', (identifier) => {
    const message = decoded(warning({ identifier }, {}));
    expect(errorsIn([message])).toEqual([]);
    expect([message.alert!.identifier, decodeURIComponent(message.alert!.identifier)]).toEqual([expect.not.stringMatching(/[\s,<&/]/), identifier]);
  });

  test('says which references could not be read (rule A28)', () => {
    const { alert, issues } = decoded(warning({ msgType: 'Update', references: 'a,b,2026-03-01T13:05:00-00:00 c' }, {}));
    expect([alert!.references, issues.map(({ code, path }) => [code, path])]).toEqual([[{ sender: 'a', identifier: 'b', sent: '2026-03-01T13:05:00-00:00' }], [['REFERENCE_UNREADABLE', '/references']]]);
  });
});

withSamples('the published message', () => {
  test('is read as conforming CAP: a Cancel in nine blocks, whose headline tells a test', () => {
    const messages = decodedBy('de-nina', sample('de-mowas-nina.real.json'));
    const [{ alert, statusSignals = [] } = {}] = messages;
    expect([takersOf(sample('de-mowas-nina.real.json')), errorsIn(messages), alert!.msgType, alert!.references!.length]).toEqual([['de-nina'], [], 'Cancel', 1]);
    expect(alert!.info!.map(({ language }) => language)).toEqual(['de', 'de', 'en', 'ar', 'es', 'fr', 'pl', 'ru', 'tr']);
    expect(statusSignals.map(({ status }) => status)).toContain('Test');
    expect(JSON.stringify(alert)).not.toMatch(/&quot;|<br/);
  });
});
