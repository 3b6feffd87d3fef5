// The traps of the Dutch list, and that an alert comes back from it as it went in.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { DecodedMessage } from '../../src/format/format.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { nationalMessages } from './national-documents.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

const burgernet = (await loadAdapters()).find(({ id }) => id === 'nl-burgernet')!;

const decode = (message: unknown): DecodedMessage => {
  const decoded = burgernet.decode(new TextEncoder().encode(JSON.stringify([message])));
  if ('unreadable' in decoded) throw new Error('unreadable');
  return decoded.messages[0]!;
};

const message = (changes: object = {}) => ({ AlertId: '800000000000001', Sent: '1772354700', State: 'Actual', Type: 'Alert', Scope: 'Public', AlertLevel: '10', ...changes });

const encode = (alert: Alert, context = {}) => {
  const { body, losses } = burgernet.encode(alert, context);
  return { message: (JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>[])[0]!, losses: losses.map(({ path }) => path) };
};

const info = { language: 'el', category: ['Rescue' as const], event: 'Αρπαγή παιδιού', urgency: 'Immediate' as const, severity: 'Moderate' as const, certainty: 'Likely' as const };
const greek = (changes: Partial<Alert> = {}): Alert => ({
  identifier: 'GR-1', sender: 'desk@gr.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [info], ...changes,
});

describe('from Burgernet', () => {
  test.each([['15000', '15'], ['750', '0.75'], ['1', '0.001'], ['12345.6', '12.3456']])('a radius of %s metres is %s kilometres', (metres, kilometres) => {
    const { alert } = decode(message({ Area: { Circle: `52.1,4.3 ${metres}` } }));
    expect(alert?.info?.[0]?.area?.[0]?.circle).toEqual([`52.1,4.3 ${kilometres}`]);
  });

  test('two circles that tell the same are no contradiction, two that do not are a warning', () => {
    const issues = (CircleKM: string) => decode(message({ Area: { Circle: '52.1,4.3 15000', CircleKM } })).issues.map(({ code, level, path }) => [code, level, path]);
    expect(issues('52.1,4.3 15')).toEqual([]);
    expect(issues('52.1,4.3 15.0')).toEqual([]);
    expect(issues('52.1,4.3 15000')).toEqual([['FIELDS_DISAGREE', 'warning', '/0/Area/CircleKM']]);
  });

  test.each(['Update', 'Cancel'])('an %s names its Alert, and says that the time of it is a guess', (Type) => {
    const { alert, assigned } = decode(message({ Type }));
    expect(alert).toMatchObject({
      identifier: '800000000000001.1772354700', incidents: ['800000000000001'],
      references: [{ sender: 'landactiehost.burgernet.nl', identifier: '800000000000001', sent: '2026-03-01T08:45:00-00:00' }],
    });
    expect(assigned).toMatchObject([{ path: '/references/0/sent', value: '2026-03-01T08:45:00-00:00' }]);
  });

  test.each([
    ['Sanne Voorbeeld (8)', { name: { full: 'Sanne Voorbeeld' }, age: { value: 8, unit: 'year' } }],
    ['Mees van der Verzin (11 maanden)', { name: { full: 'Mees van der Verzin' }, age: { value: 11, unit: 'month' } }],
    ['Vermist in Voorbeeldstad', undefined],
    ['Sanne (8) en Daan (6) Voorbeeld', undefined],
    ['(8)', undefined],
    [' (8)', undefined],
  ])('the title %j tells of the child %j', (Title, child) => {
    const { alert, extracted } = decode(message({ Message: { Title } }));
    expect(alert?.case?.children?.[0]).toEqual(child);
    expect(extracted?.map(({ path }) => path)).toEqual(child && ['/case/children/0/name/full', '/case/children/0/age/value', '/case/children/0/age/unit']);
  });

  test.each([
    [{ Media: { Image: 'https://b.example/static/posters/test/480x270.jpg' } }, ['Test']],
    [{ Readmore_URL: 'https://b.example/test/amber' }, ['Test']],
    [{ Title: 'TESTBERICHT amber' }, ['Test']],
    [{ Title: 'Dit is een oefening' }, ['Exercise']],
    [{ Title: 'Sanne Testers (8)' }, []],
    [{ Title: 'Vermist in Teststede', Description: 'Een DNA-test volgt.' }, []],
    [{ Media: { Image: 'https://b.example/static/posters/landelijk/latest.jpg' } }, []],
  ])('%j gives the signs %j', (Message, statuses) => {
    expect(decode(message({ Message })).statusSignals?.map(({ status }) => status)).toEqual(statuses);
  });

  test('an abduction says nothing of who did it', () => {
    const { alert } = decode(message({ Message: { DescriptionExt: 'Ontvoerd' } }));
    expect(alert?.case).toEqual({ tier: 'amber' });
    expect(alert?.info?.[0]).toMatchObject({ certainty: 'Observed', eventCode: [{ valueName: 'DescriptionExt', value: 'Ontvoerd' }] });
  });

  test('a fault of the alert is shown where the Dutch desk can see it', () => {
    const { locate } = decode(message({ Area: { Circle: '52.1,4.3 15000' } }));
    expect(locate('/info/0/area/0/circle/0').path).toBe('/0/Area/Circle');
    expect(locate('/references/0/sent').path).toBe('/0/Sent');
  });

  test.each([
    ['https://www.burgernet.nl/static/posters/test/300x400.jpg', 'Test'], ['https://test.burgernet.nl/x', 'Test'], ['https://landactiehost-test.burgernet.nl/', 'Test'],
    ['https://www.burgernet.nl/test', 'Test'], ['https://www.burgernet.nl/contest/latest', undefined], ['https://attest.burgernet.nl/x', undefined],
  ])('a link to %s is a sign of %s', (Readmore_URL, status) => {
    expect(decode(message({ Message: { Readmore_URL } })).statusSignals?.[0]?.status).toBe(status);
  });

  test('a long title of spaces is judged with bounded work', () => {
    expect(processorSeconds(() => { decode(message({ Message: { Title: `${' '.repeat(400_000)}x` } })); })).toBeLessThan(BOUNDED_SECONDS);
  });
});

describe('to Burgernet', () => {
  test('a photo goes only where it may be published', () => {
    const children = [{ photos: [{ uri: 'https://gr.example.org/foto/1.jpg' }] }];
    const image = (consent?: { photo: boolean }): unknown => (encode(greek({ case: { children, ...(consent ? { consent } : {}) } })).message.Message as { Media: { Image: unknown } }).Media.Image;
    expect([image(), image({ photo: true }), image({ photo: false })]).toEqual([children[0]!.photos[0]!.uri, children[0]!.photos[0]!.uri, null]);
  });

  test('an alert that came from it goes back unchanged', () => {
    fc.assert(fc.property(nationalMessages('nl-burgernet'), (national) => {
      const { alert } = decode(national);
      const written = encode(alert!);
      const closes = alert!.msgType === 'Cancel';
      const { info: told, case: about, ...head } = alert!;
      const kept = closes ? { ...head, ...(about?.tier && { case: { tier: about.tier } }) } : alert;
      expect(decode(written.message).alert).toEqual(kept);
      expect(written.losses.filter((path) => !(closes && /^\/(?:info|case(?:\/children)?)$/.test(path)))).toEqual([]);
    }), { numRuns: 500 });
  });

  test('all values leave as text, and what is not told as null', () => {
    expect(encode(greek()).message).toEqual({
      AlertId: 'GR-1', Sent: '1772359200', State: 'Actual', Type: 'Alert', Scope: 'Public', AlertLevel: '5',
      Message: { Title: 'Αρπαγή παιδιού', Description: null, DescriptionExt: null, Readmore_URL: null, Media: { Image: null, SmallImage: null } },
      Area: { Description: null, Circle: null, CircleKM: null },
    });
  });

  test('every loss of a foreign alert is named, and nothing that it does not carry', () => {
    expect(encode(greek({ note: 'n' })).losses.sort()).toEqual(
      ['/info/0/event', '/info/0/language', '/info/0/severity', '/note', '/sender', '/sent'],
    );
  });

  test.each([
    ['amber', 'Minor', '10'], ['endangered-missing', 'Extreme', '5'], [undefined, 'Extreme', '10'], [undefined, 'Severe', '5'], [undefined, 'Minor', '5'], [undefined, 'Unknown', null],
  ] as const)('tier %s with severity %s becomes level %s', (tier, severity, level) => {
    const alert = greek({ info: [{ ...info, severity }], ...(tier && { case: { tier } }) });
    expect(encode(alert).message.AlertLevel).toBe(level);
  });

  test('the Dutch text is written where there is one, and the others are lost whole', () => {
    const alert = greek({ info: [info, { ...info, language: 'nl-NL', headline: 'Vermist' }] });
    expect(encode(alert).message.Message).toMatchObject({ Title: 'Vermist' });
    expect(encode(alert).losses).toContain('/info/0');
    expect(encode(alert).losses).not.toContain('/info/1/headline');
  });

  test('a text in the language of the reader comes before a Dutch one', () => {
    const alert = greek({ info: [{ ...info, language: 'nl', headline: 'Vermist' }, { ...info, headline: 'Αρπαγή' }] });
    expect(encode(alert, { language: 'el' }).message.Message).toMatchObject({ Title: 'Αρπαγή' });
  });

  test('an instruction follows the description', () => {
    const alert = greek({ info: [{ ...info, description: 'Wat.', instruction: 'Bel 112.' }] });
    expect(encode(alert).message.Message).toMatchObject({ Description: 'Wat.\n\nBel 112.' });
    expect(encode(alert).losses).toContain('/info/0/instruction');
    expect(encode(alert).losses).not.toContain('/info/0/description');
  });

  test('a circle is told in metres and in kilometres', () => {
    const alert = greek({ info: [{ ...info, area: [{ areaDesc: 'A', circle: ['41.33,19.82 20', '40,20 1'] }, { areaDesc: 'B' }] }] });
    expect(encode(alert).message.Area).toEqual({ Description: 'A; B', Circle: '41.33,19.82 20000', CircleKM: '41.33,19.82 20' });
    expect(encode(alert).losses).toEqual(expect.arrayContaining(['/info/0/area/0/areaDesc', '/info/0/area/0/circle/1', '/info/0/area/1']));
  });

  test('an Update keeps the AlertId of the first message of its thread', () => {
    const references = [{ sender: 'desk@gr.example.org', identifier: 'GR-1', sent: '2026-03-01T12:00:00+02:00' }];
    const update = greek({ identifier: 'GR-3', msgType: 'Update', references });
    expect(encode(update).message.AlertId).toBe('GR-1');
    expect(encode(update, { original: { sender: 'desk@gr.example.org', identifier: 'GR-0', sent: '2026-03-01T11:00:00+02:00' } }).message.AlertId).toBe('GR-0');
  });

  test('a Cancel closes with nulls, whatever it told elsewhere', () => {
    const references = [{ sender: 'desk@gr.example.org', identifier: 'GR-1', sent: '2026-03-01T12:00:00+02:00' }];
    const { message: written } = encode(greek({ identifier: 'GR-4', msgType: 'Cancel', references, info: [{ ...info, headline: 'Ana Shembull (8)' }] }));
    expect(JSON.stringify(written)).not.toContain('Shembull');
    expect(written.Message).toEqual({ Title: null, Description: null, DescriptionExt: null, Readmore_URL: null, Media: { Image: null, SmallImage: null } });
  });

  test.each([
    ['/scope', { scope: 'Restricted' as const, restriction: 'police' }], ['/scope', { scope: 'Private' as const }], ['/msgType', { msgType: 'Ack' as const }],
  ])('refuses for its %s what must not be made public', (path, changes) => {
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error', path })] });
    expect(() => encode(greek(changes))).toThrow(refused as unknown as Error);
  });
});
