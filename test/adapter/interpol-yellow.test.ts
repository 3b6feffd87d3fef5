// Yellow notices: ids that lead back, days with slashes, codes in capitals, and nobody but the missing.
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const formats = await loadFormats();

const links = (kind = 'yellow', host = 'ws-public.interpol.example.org') => ({ self: { href: `https://${host}/notices/v1/${kind}/2026-1` } });
const notice = (changes: object = {}) => ({ entity_id: '2026/1', forename: 'NOOR', name: 'VERZONNEN', date_of_event: '2026/03/01', _links: links(), ...changes });
const decoded = (changes: object = {}) => decodedBy('interpol-yellow', notice(changes))[0]!;
const childOf = (changes: object) => decoded(changes).alert!.case!.children![0]!;

test.each(['2022/9888', '2022/98 88', 'a,<b>&"c"'])('the id %s becomes an identifier that leads back and fits into an address (rule A02)', (id) => {
  const { identifier } = decoded({ entity_id: id }).alert!;
  expect([errorsIn([decoded({ entity_id: id })]), decodeURIComponent(identifier), new URL(`https://example.org/${identifier}/x`).pathname.split('/').length]).toEqual([[], id, 3]);
});

test('ids with a slash and with a hyphen stay two', () => {
  expect(decoded({ entity_id: '2022/9888' }).alert!.identifier).not.toBe(decoded({ entity_id: '2022-9888' }).alert!.identifier);
});

test.each(['2026/02/30', '2026/13/01', '', null, '2026'])('a notice of the day %s is refused, because it tells no other time', (day) => {
  expect(errorsIn([decoded({ date_of_event: day })])).toEqual(['TIME_UNREADABLE /date_of_event']);
});

test('a day is a day, and the time made of it is marked', () => {
  const { alert, assigned } = decoded();
  expect([alert!.case!.lastSeen, alert!.sent, assigned!.map(({ path }) => path)]).toEqual([{ at: '2026-03-01', precision: 'day' }, '2026-03-01T00:00:00-00:00', ['/sent']]);
});

describe('of the child', () => {
  test.each([[['GER'], ['de']], [['DEU', 'FRE', 'SQI'], ['de', 'fr', 'sq']], [['GSW'], ['gsw']], [['?', '__proto__'], undefined], [null, undefined]])('the languages %j are %j', (codes, tags) => {
    expect(childOf({ languages_spoken_ids: codes }).languages).toEqual(tags);
  });

  test.each([[1.65, 165], [165, 165], [0, undefined], [null, undefined]])('the height %s is %s centimetres', (height, heightCm) => {
    expect(childOf({ height }).heightCm).toBe(heightCm);
  });

  test.each([[{ hairs_id: ['BLA'] }, { hair: { colour: 'black' } }], [{ hairs_id: ['constructor'] }, { hair: { colour: 'constructor' } }], [{ eyes_colors_id: ['BRO', 'BLU'] }, { eyes: 'brown' }], [{ sex_id: 'U' }, { sex: 'unknown' }], [{ date_of_birth: '2014/11/05' }, { dateOfBirth: '2014-11-05' }]])(
    '%j is understood', (told, known) => expect(childOf(told)).toMatchObject(known));

  test('the sex is none where the code is none', () => expect(childOf({ sex_id: 'constructor' })).not.toHaveProperty('sex'));

  test('the parents are not named', () => {
    const parents = { father_forename: 'THIRDPERSON', father_name: 'THIRDPERSON', mother_forename: 'THIRDPERSON', mother_name: 'THIRDPERSON' };
    expect([decoded(parents).issues, JSON.stringify(decoded(parents).alert).includes('THIRDPERSON')]).toEqual([[], false]);
  });
});

test('a list of notices in full is taken apart, and one fault leaves the others standing', () => {
  const messages = decodedBy('interpol-yellow', [notice({ nationalities: 'DE' }), notice({ entity_id: '2026/2' })]);
  expect([errorsIn(messages), messages[1]!.alert!.identifier]).toEqual([['SCHEMA_TYPE /0/nationalities'], '2026%2F2']);
});

test.each([['yellow', ['interpol-yellow']], ['red', []], ['un', []]])('a notice that is %s is taken by %j', (kind, takers) => {
  expect(takersOf(notice({ _links: links(kind) }))).toEqual(takers);
});

test('a notice from a test system is a test', () => {
  const { alerts: [found] } = examine(Buffer.from(JSON.stringify(notice({ _links: links('yellow', 'test.interpol.example.org') }))), formats);
  expect(found!.alert!.gateway!.effectiveStatus).toBe('Test');
});

withSamples('the published shape', () => {
  const shape = () => JSON.parse(new TextDecoder().decode(sample('interpol-yellow-notice.shape.json'))) as { list: { _embedded: { notices: unknown[] } }; detail: unknown };

  test('of a notice is read as conforming CAP, with its child', () => {
    const { detail } = shape();
    const messages = decodedBy('interpol-yellow', detail);
    expect([takersOf(detail), errorsIn(messages), decodeURIComponent(messages[0]!.alert!.identifier)]).toEqual([['interpol-yellow'], [], '2022/9888']);
    expect(messages[0]!.alert!.case!.children).toMatchObject([{ heightCm: 165, weightKg: 63, sex: 'female', eyes: 'brown', hair: { colour: 'black' }, languages: ['de'], dateOfBirth: '2014-11-05' }]);
  });

  test('of a page is nobody\'s, and an entry of it is refused for want of a day', () => {
    const { list } = shape();
    expect([takersOf(list), errorsIn(decodedBy('interpol-yellow', list._embedded.notices[0]))]).toEqual([[], ['SCHEMA_REQUIRED /date_of_event']]);
  });
});
