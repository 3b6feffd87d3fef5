// What polling decides without asking anybody: which items are one, what a change is called, where links lead, when to look again.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedMessage, Format } from '../../src/format/format.js';
import { asUpdate, isComplete, itemsOf } from '../../src/feeds/items.js';
import { linksOf } from '../../src/feeds/links.js';
import { pollWait } from '../../src/feeds/poll-schedule.js';
import { signsOfAddress } from '../../src/inbound/status-signals.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { createKeyedHash } from '../../src/trust/keyed-hash.js';
import { atom, embedded, entry, item, rss, ALERT } from '../cap/envelope-sample.js';

const hash = createKeyedHash(Buffer.alloc(32, 7));
const locate = (path: string): { path: string } => ({ path });

const alertOf = (identifier: string, sent: string, headline: string): Alert => ({ identifier, sender: 'list.example.org', sent, status: 'Actual', msgType: 'Alert', scope: 'Public', info: [{ headline }] }) as unknown as Alert;
const messageOf = (alert?: Alert): DecodedMessage => ({ ...(alert && { alert }), issues: [], locate });
const documentOf = (versions: 'own' | 'none', messages: DecodedMessage[], partial = false) =>
  ({ format: { id: 'list', manifest: { feed: { versions } } } as unknown as Format, messages, issues: [], partial });

const SENT = ['2026-03-02T10:00:00-00:00', '2026-03-02T11:00:00-00:00'];
const entries = fc.array(fc.record({ identifier: fc.constantFrom('1', '2', '3'), sent: fc.constantFrom(...SENT), headline: fc.constantFrom('A', 'B') }), { maxLength: 12 });

describe('items', () => {
  test('are one by name, and where the format has versions by time too; each stands once, the first of its name, whatever the order of its members', () => {
    fc.assert(fc.property(entries, fc.constantFrom('own' as const, 'none' as const), (list, versions) => {
      const nameOf = ({ identifier, sent }: { identifier: string; sent: string }): string => (versions === 'own' ? `${identifier} ${sent}` : identifier);
      const found = itemsOf(hash, documentOf(versions, list.map(({ identifier, sent, headline }) => messageOf(alertOf(identifier, sent, headline)))));
      expect(found.map(({ message: { alert } }) => nameOf(alert!))).toEqual([...new Set(list.map(nameOf))]);
      const again = itemsOf(hash, documentOf(versions, list.map(({ identifier, sent, headline }) => messageOf(Object.fromEntries(Object.entries(alertOf(identifier, sent, headline)).reverse()) as unknown as Alert))));
      expect(again.map(({ key, version }) => [key, version])).toEqual(found.map(({ key, version }) => [key, version]));
    }));
  });

  test('change their version with their content and keep their key', () => {
    const [one, other] = ['A', 'B'].map((headline) => itemsOf(hash, documentOf('own', [messageOf(alertOf('1', SENT[0]!, headline))]))[0]!);
    expect(one!.key.equals(other!.key)).toBe(true);
    expect(one!.version.equals(other!.version)).toBe(false);
  });

  test('do not change by what the gateway reads out of their prose', () => {
    const alert = { ...alertOf('1', SENT[0]!, 'A'), case: { children: [{ age: { value: 11, unit: 'year' } }] } } as unknown as Alert;
    const read = { ...messageOf(alert), extracted: [{ path: '/case/children/0/age/value', text: '11' }, { path: '/case/children/0/age/unit', text: '11' }] };
    const [one, other] = [read, messageOf(alertOf('1', SENT[0]!, 'A'))].map((message) => itemsOf(hash, documentOf('own', [message]))[0]!.version);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test('do not change by a time that was filled in from the list, which is another one each time it is fetched', () => {
    const filled = (sent: string): DecodedMessage => ({ ...messageOf(alertOf('1', sent, 'A')), assigned: [{ path: '/sent', value: sent, reason: 'that of the list' }] });
    const versions = [filled(SENT[0]!), filled(SENT[1]!), messageOf(alertOf('1', SENT[1]!, 'A'))].map((message) => itemsOf(hash, documentOf('none', [message]))[0]!.version.toString('hex'));
    expect(versions[0]).toBe(versions[1]);
    expect(versions[2]).not.toBe(versions[1]);
  });

  test('of which one was not understood, or which are one page of several, say nothing about what is missing', () => {
    expect(isComplete(documentOf('own', []))).toBe(true);
    expect(isComplete(documentOf('own', [messageOf(alertOf('1', SENT[0]!, 'A'))]))).toBe(true);
    expect(isComplete(documentOf('own', [messageOf(alertOf('1', SENT[0]!, 'A')), messageOf()]))).toBe(false);
    expect(isComplete(documentOf('own', [], true))).toBe(false);
  });
});

describe('a change', () => {
  const last = { sender: 'list.example.org', identifier: '1', sent: SENT[0]! };
  const update = (headline: string, at: string): Alert => {
    const [found] = itemsOf(hash, documentOf('none', [messageOf(alertOf('1', SENT[0]!, headline))]));
    return asUpdate(found!, new Date(at), last).alert!;
  };

  test('has the same name each time, and another for other content or at another time', () => {
    const [a, again, b, later] = [update('A', '2026-03-02T12:00:00Z'), update('A', '2026-03-02T12:00:00Z'), update('B', '2026-03-02T12:00:00Z'), update('A', '2026-03-02T12:00:01Z')];
    expect(a).toEqual(again);
    expect(new Set([a, b, later].map(({ identifier }) => identifier)).size).toBe(3);
    expect(a).toMatchObject({ msgType: 'Update', sent: '2026-03-02T12:00:00-00:00', references: [last] });
    expect(a.identifier).toMatch(/^1\.[0-9a-f]{12}-\d+$/);
  });

  test('of a Cancel leaves it as it came', () => {
    const cancel = { ...alertOf('1', SENT[0]!, 'A'), msgType: 'Cancel' } as Alert;
    const [found] = itemsOf(hash, documentOf('none', [messageOf(cancel)]));
    expect(asUpdate(found!, new Date(SENT[1]!), last).alert).toEqual(cancel);
  });
});

describe('links', () => {
  const bytes = (text: string): Buffer => Buffer.from(text);
  const url = 'https://al.example.org/feeds/all';
  const urlsIn = (text: string, template?: string): string[] | undefined => linksOf(bytes(text), { url, ...(template && { item: template }) })?.map((link) => link.url);

  test.each([
    ['of type cap+xml before others', atom(entry('<link href="https://al.example.org/page"/><link type="application/cap+xml" href="https://al.example.org/7.xml"/>')), ['https://al.example.org/7.xml']],
    ['by where content stands', atom(entry('<content type="application/cap+xml" src="/7.xml"/>')), ['https://al.example.org/7.xml']],
    ['as a page, relative to the feed', atom(entry('<link rel="alternate" href="7.xml"/>')), ['https://al.example.org/feeds/7.xml']],
    ['not of entries that hold their alert', atom(entry(`<link href="https://al.example.org/7"/>${embedded(ALERT)}`, 'a'), entry('<link href="https://al.example.org/8"/>', 'b')), ['https://al.example.org/8']],
    ['not to an entry itself', atom(entry('<link rel="self" href="https://al.example.org/7"/>')), []],
    ['of RSS', rss(item('<link>https://al.example.org/7</link>'), item('<link>https://al.example.org/p</link><enclosure url="https://al.example.org/8.xml" type="application/xml" length="1"/>')), ['https://al.example.org/7', 'https://al.example.org/8.xml']],
    ['once each', atom(entry('<link href="/7"/>', 'a'), entry('<link href="/7"/>', 'b')), ['https://al.example.org/7']],
    ['of nothing that is no feed', '<alert/>', undefined],
  ] as [string, string, string[] | undefined][])('are found %s', (_, text, expected) => { expect(urlsIn(text)).toEqual(expected); });

  test('of an index in JSON stay below the address they are filled into, whatever its entries hold', () => {
    fc.assert(fc.property(fc.array(fc.record({ guid: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant('../../x'), fc.constant('?a=b#c')) })), (items) => {
      const found = urlsIn(JSON.stringify({ pubDate: 'x', items }), 'https://al.example.org/alert/x-{guid}')!;
      expect(found.every((link) => new URL(link).pathname.startsWith('/alert/x-') && new URL(link).search === '' && new URL(link).host === 'al.example.org')).toBe(true);
      expect(found.length).toBe(new Set(items.map(({ guid }) => guid).filter((guid) => guid !== null).map(String)).size);
    }));
  });

  test('tell by their version that their entry has changed', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((title) => linksOf(bytes(JSON.stringify([{ guid: 7, title }])), { url, item: 'https://al.example.org/{guid}' })![0]!.version);
    expect([one === same, one === other]).toEqual([true, false]);
  });
});

test('the next look is never sooner than asked for, nor later than an hour, nor than a slow feed or five minutes give reason to', () => {
  const MINUTE = 60_000;
  fc.assert(fc.property(fc.integer({ min: 10_000, max: 86_400_000 }), fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200 * MINUTE), (every, failures, random, asked) => {
    const wait = pollWait(every, failures, random, asked);
    expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 60 * MINUTE));
    expect(wait).toBeGreaterThanOrEqual(Math.floor(every * 0.9));
    expect(wait).toBeLessThanOrEqual(Math.max(Math.ceil(Math.max(every, 5 * MINUTE) * 1.1), 60 * MINUTE));
    if (failures === 0 && asked === 0) expect(wait).toBeLessThanOrEqual(Math.ceil(every * 1.1));
    if (failures > 0 && every < MINUTE && asked === 0) expect(wait).toBeGreaterThan(pollWait(every, 0, random) - 1);
  }));
});

test.each([
  ['https://alerts.example.org/feed', undefined], ['https://latest.example.org/contest/v1', undefined], ['https://drug-test.org/feed', undefined],
  ['https://test.alerts.example.org/feed', 'Test'], ['https://alerts-test.example.org/', 'Test'], ['https://alerts.example.org/feed-test.xml', 'Test'], ['https://alerts.example.org/feed?mode=exercise', 'Exercise'],
  ['https://alerts.example.org/uebung/feed', 'Exercise'], ['https://alerts.example.org/acc/feed', 'Test'], ['https://acceptance.example.org/feed', 'Test'],
] as [string, string | undefined][])('the address %s says %s', (address, status) => {
  expect(signsOfAddress(address).map((sign) => sign.status)).toEqual(status ? [status] : []);
});
