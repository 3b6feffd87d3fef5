// The feed of AMBER Alert Europe, written: what the gateway reads out of it again is what was put in, and nothing false goes out to screens.
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';
import type { Alert, Case } from '../../src/model/generated/alert.js';

const formats = await loadFormats();
const feed = formats.get('amberalert-eu')!;

const INFO = { language: 'en', category: ['Rescue' as const], event: 'Child abduction', urgency: 'Immediate' as const, severity: 'Severe' as const, certainty: 'Likely' as const };
const CASE: Case = {
  children: [{ name: { given: 'Ana', family: 'Shembull' }, age: { value: 11, unit: 'year' } }],
  lastSeen: { at: '2026-05-25', precision: 'day', place: 'Durrës', country: 'AL', point: [41.324, 19.456] },
};
const albanian = (changes: Partial<Alert> = {}): Alert => ({
  identifier: 'AL-2026-0042', sender: 'desk@al.example.org', sent: '2026-05-25T18:05:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [INFO], case: CASE, ...changes,
});

const written = (alert: Alert, context = {}): string => Buffer.from(feed.encode(alert, context).body).toString('utf8');

const readBack = (alert: Alert): Alert[] => {
  const { adapter, valid, alerts } = examine(Buffer.from(written(alert)), formats);
  expect([adapter, valid]).toEqual(['amberalert-eu', true]);
  return alerts.map((one) => one.alert!);
};

const inside = (name: string, xml: string): string[] => [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) => text!);

describe('an item', () => {
  test('tells of the child in the words of the feed', () => {
    expect(inside('description', written(albanian()))).toEqual(['11 years old. Missing since 25 May 2026 from Durrës. Albania.']);
    expect(inside('title', written(albanian()))).toEqual(['Missing children', 'Ana Shembull']);
  });

  test.each([
    ['months', { ...CASE, children: [{ age: { value: 11, unit: 'month' as const } }] }, '11 months old. Missing since 25 May 2026 from Durrës. Albania.'],
    ['no day', { ...CASE, lastSeen: { at: '2026-05', precision: 'month' as const, country: 'CZ' } }, '11 years old. Missing since May 2026. Czechia.'],
    ['no time', { ...CASE, lastSeen: { place: 'Vlorë' } }, '11 years old. Missing from Vlorë.'],
    ['nothing of when and where', { children: CASE.children! }, '11 years old.'],
    ['a country that is none', { ...CASE, lastSeen: { country: '?' } }, '11 years old. ?.'],
  ])('leaves out what is not known: %s', (...[, about, sentence]) => {
    expect(inside('description', written(albanian({ case: about as Case })))).toEqual([sentence]);
  });

  test('is understood as it was meant', () => {
    const [{ identifier, sent, case: about = {} } = {} as Alert] = readBack(albanian());
    expect([identifier, sent]).toEqual(['AL-2026-0042', '2026-05-25T18:05:00+02:00']);
    expect(about.children).toEqual([{ name: { full: 'Ana Shembull' }, age: { value: 11, unit: 'year' } }]);
    expect(about.lastSeen).toEqual(CASE.lastSeen);
  });

  test('stands for each child by itself, with an id that begins alike', () => {
    const about: Case = { ...CASE, children: [...CASE.children!, { name: { full: 'Ben Shembull' }, age: { value: 7, unit: 'year' }, photos: [{ uri: 'https://al.example.org/b.jpg' }] }] };
    const alerts = readBack(albanian({ case: about }));
    expect(alerts.map((alert) => [decodeURIComponent(alert.identifier), alert.case?.children?.[0]?.name?.full, alert.case?.children?.[0]?.age?.value, alert.case?.children?.[0]?.photos?.[0]?.uri]))
      .toEqual([['AL-2026-0042', 'Ana Shembull', 11, undefined], ['AL-2026-0042/2', 'Ben Shembull', 7, 'https://al.example.org/b.jpg']]);
    expect(feed.encode(albanian({ case: about }), {}).losses.map(({ path }) => path)).not.toContain('/case/children/1');
  });

  test('has the text of the origin below, in the language of the reader, without a mark-up that could do anything', () => {
    const albanianText = { ...INFO, language: 'sq', description: 'Xhup i kuq' };
    const english = { ...INFO, description: 'Red jacket & <script>alert(1)</script>', instruction: 'Call 112.' };
    const xml = written(albanian({ info: [albanianText, english] }));
    expect(inside('description', xml)[0]).toContain('Albania.&lt;br /&gt;Red jacket &amp;amp; &amp;lt;script&gt;alert(1)');
    expect(written(albanian({ info: [albanianText, english] }), { language: 'sq' })).toContain('Xhup i kuq');
    expect(readBack(albanian({ info: [english] }))[0]?.info?.[0]?.description).toContain('Red jacket & ');
  });

  test('repeats no sentence that its text begins with', () => {
    const own = '11 years old. Missing since 25 May 2026 from Durrës. Albania.';
    expect(inside('description', written(albanian({ info: [{ ...INFO, description: own }] })))).toEqual([own]);
  });

  test('shows neither name nor photo where that is not consented to', () => {
    const child = { ...CASE.children![0]!, photos: [{ uri: 'https://al.example.org/a.jpg' }] };
    expect(written(albanian({ case: { ...CASE, children: [child] } }))).toMatch(/Shembull[^]*a\.jpg/);
    const xml = written(albanian({ case: { ...CASE, children: [child], consent: { name: false, photo: false } } }));
    expect(xml).not.toMatch(/Shembull|a\.jpg/);
  });
});

describe('what the feed cannot carry is refused with its reason', () => {
  test.each([
    ['/status', { status: 'Test' as const }, {}], ['/status', { status: 'Exercise' as const }, {}], ['/status', { gateway: { effectiveStatus: 'Test' as const } }, {}], ['/status', {}, { status: 'Exercise' as const }],
    ['/msgType', { msgType: 'Update' as const }, {}], ['/msgType', { msgType: 'Cancel' as const }, {}], ['/scope', { scope: 'Restricted' as const, restriction: 'police' }, {}],
  ])('%s %j %j', (path, changes, context) => {
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error', path })] });
    expect(() => feed.encode(albanian(changes), context)).toThrow(refused as unknown as Error);
  });

  test('but not where a sign of a test was found to be none', () => {
    expect(written(albanian({ gateway: { effectiveStatus: 'Test' } }), { status: 'Actual' })).toContain('Shembull');
  });
});
