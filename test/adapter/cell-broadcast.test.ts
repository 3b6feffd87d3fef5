// What telephones are sent: the right number, a text that fits, no test that looks real, and a word where nobody would see it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { channelOf } from '../../adapters/cell-broadcast/mapping.js';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { EncodeContext } from '../../src/format/format.js';
import type { Alert, Info } from '../../src/model/generated/alert.js';

const cells = (await loadAdapters()).find(({ id }) => id === 'cell-broadcast')!;

interface Message { messageIdentifier: number; language: string; encoding: string; characters: number; pages: number; words: string; text: string }
interface Request { request: string; warning: string; messages: Message[]; areas: object[]; channel?: { country: string; state: string; name?: string } }

const INFO: Info = { language: 'el', category: ['Rescue'], event: 'Αρπαγή παιδιού', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', headline: 'Αρπαγή', area: [{ areaDesc: 'Α', circle: ['38,23.7 10'] }] };
const ENGLISH: Info = { ...INFO, language: 'en', event: 'Child abduction', headline: 'Abducted: Ana Shembull' };
const CASE: Alert['case'] = { tier: 'amber', children: [{ name: { full: 'Ana Shembull' }, age: { value: 8, unit: 'year' }, sex: 'female' }] };
const alert = (changes: Partial<Alert> = {}): Alert => ({ identifier: 'GR-1', sender: 'desk@gr.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [INFO, ENGLISH], ...changes });

const encoded = (message: Alert, context: EncodeContext = {}) => {
  const { body, losses } = cells.encode(message, context);
  return { request: JSON.parse(new TextDecoder().decode(body)) as Request, losses };
};
const messagesOf = (message: Alert, context?: EncodeContext): Message[] => encoded(message, context).request.messages;
const warnings = (context: EncodeContext, changes: Partial<Alert> = {}): string[] => encoded(alert(changes), context).losses.filter(({ level }) => level === 'warning').map(({ code, message }) => `${code} ${message.slice(0, 2)}`);

describe('the message identifier', () => {
  test.each([['Actual', [4379, 4392]], ['Test', [4380, 4393]], ['Exercise', [4381, 4394]]] as const)('of %s is %j, in the first and in other languages', (status, numbers) => {
    expect(messagesOf(alert({ status })).map(({ messageIdentifier }) => messageIdentifier)).toEqual(numbers);
  });

  test('follows the strictest sign there is, and the confirmed status before that', () => {
    const doubtful = alert({ gateway: { effectiveStatus: 'Test' } });
    expect(messagesOf(doubtful)[0]).toMatchObject({ messageIdentifier: 4380 });
    expect(messagesOf(doubtful, { status: 'Actual' })[0]).toMatchObject({ messageIdentifier: 4379 });
  });

  test.each([['/status', { status: 'System' as const }], ['/status', { status: 'Draft' as const }], ['/msgType', { msgType: 'Ack' as const }], ['/scope', { scope: 'Private' as const }], ['/info', { info: undefined }]])('there is none for %s %j', (path, changes) => {
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error', path })] });
    expect(() => cells.encode(alert(changes), {})).toThrow(refused as unknown as Error);
  });
});

describe('a text', () => {
  test('is in the language of the reader first, and once in each other', () => {
    const regional = { ...ENGLISH, language: 'en-GB' };
    expect(messagesOf(alert({ info: [INFO, ENGLISH, regional] }), { language: 'en' }).map(({ language, text }) => [language, text])).toEqual([['en', 'Abducted: Ana Shembull.'], ['el', 'Αρπαγή.']]);
  });

  test('is written from the facts of the case, also in a language that the origin did not write', () => {
    const [italian, ...others] = messagesOf(alert({ case: CASE }), { language: 'it-IT' });
    expect(italian).toMatchObject({ messageIdentifier: 4379, language: 'it-IT', words: expect.stringMatching(/draft|reviewed/), text: expect.stringContaining('Ana Shembull, 8 anni') });
    expect(others.map(({ messageIdentifier, language }) => [messageIdentifier, language])).toEqual([[4392, 'el'], [4392, 'en']]);
  });

  test('without facts is the origin\'s, and none in a language nobody wrote', () => {
    expect(messagesOf(alert(), { language: 'it' }).map(({ language, words }) => [language, words])).toEqual([['el', 'origin'], ['en', 'origin']]);
  });

  test.each([
    ['a'.repeat(92), 'gsm-7', 1], ['a'.repeat(93), 'gsm-7', 2], ['€'.repeat(46), 'gsm-7', 1], ['λ'.repeat(40), 'ucs-2', 1], ['λ'.repeat(41), 'ucs-2', 2], ['“a”', 'gsm-7', 1],
  ])('of %j and a full stop is %s on %i pages', (headline, encoding, pages) => {
    expect(messagesOf(alert({ info: [{ ...ENGLISH, headline }] }))).toMatchObject([{ encoding, pages }]);
  });

  test.each([['word '.repeat(600), 'gsm-7', 1395], ['λέξη '.repeat(600), 'ucs-2', 615], ['字'.repeat(2000), 'ucs-2', 615]])('that is too long is cut to fifteen pages, and that is told: %.5s', (description, encoding, most) => {
    const { request: { messages: [message] }, losses } = encoded(alert({ info: [{ ...ENGLISH, description }] }));
    expect(message).toMatchObject({ encoding, pages: 15, text: expect.stringMatching(/\.\.\.$/) });
    expect(message!.characters).toBeLessThanOrEqual(most);
    expect(message!.characters).toBeGreaterThan(most - 45);
    expect(losses).toContainEqual(expect.objectContaining({ code: 'LOSS', path: '/info/0/description', message: expect.stringContaining('Cut') }));
  });

  test.each([['Test', 'en', /^TEST\./], ['Exercise', 'en', /^EXERCISE\./], ['Test', 'zh', /^TEST\./]] as const)('of a %s in %s begins with saying so', (status, language, start) => {
    expect(messagesOf(alert({ status, info: [{ ...ENGLISH, language }] }))[0]!.text).toMatch(start);
    expect(messagesOf(alert({ status, info: [ENGLISH], case: CASE }))[0]!.text).toMatch(start);
  });
});

describe('a warning', () => {
  const references = [{ sender: 'desk@gr.example.org', identifier: 'GR-1', sent: '2026-03-01T12:00:00+02:00' }];

  test('is replaced and stopped under the name of its first message', () => {
    const update = alert({ identifier: 'GR-3', msgType: 'Update', references });
    expect(encoded(update).request).toMatchObject({ request: 'replace', warning: 'GR-1' });
    expect(encoded(update, { original: { sender: 'x', identifier: 'GR-0', sent: '' } }).request).toMatchObject({ request: 'replace', warning: 'GR-0' });
  });

  test('is stopped without a word about the child', () => {
    const { request } = encoded(alert({ identifier: 'GR-4', msgType: 'Cancel', references, case: CASE }));
    expect(request).toMatchObject({ request: 'stop', warning: 'GR-1', messages: [] });
    expect(JSON.stringify(request)).not.toContain('Shembull');
  });

  test('names each area once, for all languages', () => {
    expect(encoded(alert()).request.areas).toEqual(INFO.area);
  });
});

describe('what telephones of a country show', () => {
  test.each([['DE', 'disabled'], ['GB', 'disabled'], ['NL', 'hidden'], ['UA', 'hidden']])('is told where nobody may see it: %s', (country, state) => {
    expect(encoded(alert(), { country }).request.channel).toMatchObject({ country, state });
    expect(warnings({ country })).toEqual([`CHANNEL_UNSEEN ${country}`]);
    expect(warnings({ country }, { status: 'Test' })).toEqual([]);
  });

  test.each([['GR', 'available', 'GR-Alert: Amber Alert'], ['PL', 'not configured', undefined]])('is no warning where they do: %s', (country, state, name) => {
    expect(encoded(alert(), { country }).request.channel).toEqual({ country, state, ...(name && { name }), source: expect.stringContaining('AOSP') });
    expect(warnings({ country })).toEqual([]);
  });

  test('is asked by the country of the reader, else that of the language', () => {
    expect(warnings({ language: 'de-DE' })).toEqual(['CHANNEL_UNSEEN DE']);
    expect(warnings({ language: 'de-DE', country: 'AT' })).toEqual([]);
    expect(encoded(alert(), { language: 'sr-Cyrl-RS' }).request.channel).toMatchObject({ country: 'RS' });
    expect(encoded(alert(), { language: 'de' }).request).not.toHaveProperty('channel');
  });

  test('is the same as in the national rules', () => {
    const rules = new URL('../../schemas/rules/', import.meta.url);
    const told = readdirSync(rules).flatMap((file) => {
      const { country, channels } = JSON.parse(readFileSync(new URL(file, rules), 'utf8')) as { country: string; channels: { kind: string; state: string; name: string | null }[] };
      return channels.filter(({ kind }) => kind === 'cell-broadcast').map(({ state, name }) => ({ country, state, name }));
    });
    expect(told.length).toBeGreaterThan(30);
    // The rules do not tell a hidden setting from the default.
    const known = told.map(({ country }) => ({ country, state: channelOf(country).state.replace('hidden', 'not configured'), name: channelOf(country).name ?? null }));
    expect(known).toEqual(told);
  });
});
