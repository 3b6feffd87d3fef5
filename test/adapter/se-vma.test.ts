// The Swedish list: CAP in JSON, with codes for areas and addresses for senders.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const vma = (changes: object = {}) => ({ identifier: 'SRCAP-1', sender: 'https://vmaapi.sr.example/api/v3', sent: '2026-03-01T14:05:00+01:00', status: 'Actual', scope: 'Public', msgType: 'Alert', ...changes });
const block = (changes: object = {}) => ({ category: ['Safety'], event: 'VMA', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', ...changes });
const list = (...alerts: object[]) => ({ timestamp: '2026-03-01T14:10:00Z', alerts });
const decoded = (changes: object = {}) => decodedBy('se-vma', list(vma(changes)))[0]!;

describe('a message of the list', () => {
  test('has a sender that leads back to its address (rule A05)', () => {
    const { alert } = decoded();
    expect([errorsIn([decoded()]), decodeURIComponent(alert!.sender)]).toEqual([[], 'https://vmaapi.sr.example/api/v3']);
  });

  test('keeps the leading zero of a municipality (rule G17)', () => {
    const geocode = [{ valueName: 'Kommun', value: '0180' }];
    expect(decoded({ info: [block({ area: [{ areaDesc: 'A', geocode }] })] }).alert!.info![0]!.area).toEqual([{ areaDesc: 'A', geocode }]);
  });

  test.each([[null, 'sv-SE'], ['', 'sv-SE'], ['svenska!', 'sv-SE'], ['en', 'en']])('in the language %s is in %s (rule I02)', (language, tag) => {
    expect(decoded({ info: [block({ language })] }).alert!.info![0]!.language).toBe(tag);
  });

  test('tells its times as CAP writes them (rules A08, A09)', () => {
    const { sent, info } = decoded({ sent: '2026-03-01T13:05:00.5Z', info: [block({ expires: '2026-03-01T18:00:00+00:00' })] }).alert!;
    expect([sent, info![0]!.expires]).toEqual(['2026-03-01T13:05:00-00:00', '2026-03-01T18:00:00-00:00']);
  });

  test('with one fault leaves the others of its list standing', () => {
    const messages = decodedBy('se-vma', list(vma({ status: 'Skarp' }), vma({ identifier: 'SRCAP-2' })));
    expect([errorsIn(messages), messages[1]!.alert!.identifier]).toEqual([['SCHEMA_ENUM /alerts/0/status'], 'SRCAP-2']);
  });

  test.each([[list(), ['se-vma']], [list(vma()), ['se-vma']], [list(vma({ sender: 'https://other.example' })), []], [{ alerts: [] }, []]])('is known by its list: %j', (document, takers) => {
    expect(takersOf(document)).toEqual(takers);
  });
});

withSamples('the published list', () => {
  test('is read as conforming CAP', () => {
    const messages = decodedBy('se-vma', sample('se-vma-v3.fixture.json'));
    expect([takersOf(sample('se-vma-v3.fixture.json')), errorsIn(messages), messages[0]!.alert!.info![0]!.area![0]!.geocode]).toEqual([['se-vma'], [], [{ valueName: 'Kommun', value: '0180' }]]);
  });
});
