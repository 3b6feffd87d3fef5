// NL-Alert's list: two languages in one text, an end that is a Cancel, tests told by words only.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const message = (changes: object = {}) => ({ id: 'a1', message: 'NL-Alert. Blijf binnen.', type: 'nl-alert', start_at: '2026-03-01T13:05:00Z', stop_at: null, ...changes });
const all = (changes: object = {}) => decodedBy('nl-alert', { data: [message(changes)] });
const textsIn = (text: string) => all({ message: text })[0]!.alert!.info!.map(({ language, description }) => [language, description]);

describe('a text', () => {
  test.each([
    ['NL-Alert. Blijf binnen.***NL-Alert. Stay inside.', [['nl', 'NL-Alert. Blijf binnen.'], ['en', 'NL-Alert. Stay inside.']]],
    ['NL-Alert. Blijf binnen. *** \n NL-Alert. Stay inside.***', [['nl', 'NL-Alert. Blijf binnen.'], ['en', 'NL-Alert. Stay inside.']]],
    ['NL-Alert. Blijf binnen.', [['nl', 'NL-Alert. Blijf binnen.']]],
    ['NL-Alert. Blijf binnen.***NL-Alert. Die Polizei sucht ein Kind mit braunen Haaren.', [['nl', 'NL-Alert. Blijf binnen.'], ['de', 'NL-Alert. Die Polizei sucht ein Kind mit braunen Haaren.']]],
    ['***TEST*** NL-Alert. Blijf binnen.', [['nl', '***TEST*** NL-Alert. Blijf binnen.']]],
    ['Let op* NL-Alert** Blijf binnen.', [['nl', 'Let op* NL-Alert** Blijf binnen.']]],
    ['NL-Alert. B&amp;amp;B &lt;b&gt;dicht&lt;/b&gt;.\u202E', [['nl', 'NL-Alert. B&B dicht.']]],
  ])('%j is one block for each language (rule I02)', (text, texts) => {
    expect(textsIn(text)).toEqual(texts);
  });

  test.each([
    ['NL-Alert 01-06-2026 12:00: CONTROLEBERICHT. U hoeft niets te doen.', 1], ['***TEST*** NL-Alert. Blijf binnen.', 1], ['NL-Alert. Blijf binnen.***NL-Alert. TEST. Stay inside.', 1],
    ['NL-Alert. Dit is geen controlebericht.', 0], ['NL-Alert. De DNA-TEST volgt.', 0], [`NL-Alert. ${'Blijf binnen. '.repeat(6)}TEST`, 0],
  ])('%j gives %i signs of a test', (text, signs) => {
    expect([all({ message: text })[0]!.statusSignals!.length, all({ message: text })[0]!.alert!.status]).toEqual([signs, 'Actual']);
  });
});

describe('a message', () => {
  test('that has ended is the alert as it was, and its Cancel', () => {
    const [before, [alert, end]] = [all(), all({ stop_at: '2026-03-01T16:00:00Z' })];
    expect(alert!.alert).toEqual(before[0]!.alert);
    expect([before.length, errorsIn([alert!, end!]), end!.alert]).toEqual([1, [], expect.objectContaining({
      identifier: 'a1.stop', msgType: 'Cancel', sent: '2026-03-01T16:00:00-00:00', references: [{ sender: 'api.public-warning.app', identifier: 'a1', sent: '2026-03-01T13:05:00-00:00' }],
    })]);
  });

  test('points with the latitude first', () => {
    const area = ['52.1,4.3 52.2,4.3 52.2,4.4 52.1,4.3', '52.3,4.5 52.4,4.5 52.4,4.6'];
    expect(all({ area })[0]!.alert!.info![0]!.area).toEqual([{ areaDesc: 'Nederland', polygon: ['52.1,4.3 52.2,4.3 52.2,4.4 52.1,4.3', '52.3,4.5 52.4,4.5 52.4,4.6 52.3,4.5'] }]);
  });

  test.each(['4.3', '', 'a,b c,d e,f', '152.1,4.3 152.2,4.3 152.2,4.4'])('with the area %j is warned of, and stands', (ring) => {
    const [decoded] = all({ area: [ring] });
    expect([decoded!.issues.map(({ code, path }) => [code, path]), decoded!.alert!.info![0]!.area]).toEqual([[['AREA_NOT_CARRIED', '/data/0/area']], undefined]);
  });

  test.each([['x/1 2'], ['a,<b>&']])('with the id %s has an identifier that leads back (rule A02)', (id) => {
    expect([errorsIn(all({ id })), decodeURIComponent(all({ id })[0]!.alert!.identifier)]).toEqual([[], id]);
  });

  test.each([[{ data: [message()] }, ['nl-alert']], [{ data: [] }, []], [{ data: [message({ type: 'be-alert' })] }, []], [{ data: [null] }, []]])('is known by its type: %j', (document, takers) => {
    expect(takersOf(document)).toEqual(takers);
  });

  test('of an empty list is none', () => {
    expect(decodedBy('nl-alert', { data: [] })).toEqual([]);
  });
});

withSamples('the list', () => {
  test('is read as conforming CAP, in both its languages', () => {
    const messages = decodedBy('nl-alert', sample('nl-alert.fixture.json'));
    expect([takersOf(sample('nl-alert.fixture.json')), errorsIn(messages), messages[0]!.alert!.info!.map(({ language, description }) => [language, description!.slice(0, 22)])])
      .toEqual([['nl-alert'], [], [['nl', 'NL-Alert. Wateroverlas'], ['en', 'NL-Alert. Flooding exp']]]);
    expect(messages[0]!.alert!.info![0]!.area![0]!.polygon).toEqual(['52.35,4.85 52.42,4.85 52.42,5 52.35,5 52.35,4.85']);
  });
});
