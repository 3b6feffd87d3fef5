// CAP inside EDXL-DE, Atom and RSS: each alert by its own rules and places, the envelope by its own, and nothing lost unsaid.
import { describe, expect, test } from '@jest/globals';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import { ENVELOPE_FORMATS } from '../../src/cap/envelope-formats.js';
import { passes } from '../../src/model/issue.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';
import { ALERT, atom, bare, contentObject, contentObject2, edxl, edxl2, embedded, entry, formatOf, item, opened, rss } from './envelope-sample.js';
import { alertOf, brief, bytesOf, SAMPLE, sampleWith } from './sample.js';

const NO_SCOPE = bare(sampleWith(['<scope>Public</scope>', '<scope>Everybody</scope>']));
const OLDER = ALERT.replace('cap:1.2', 'cap:1.1');
const PREFIXED = ALERT.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1cap:').replace('xmlns=', 'xmlns:cap=');
const SIGNED = ALERT.replace('</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>');
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'));
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1'));

const RDF = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title><link>https://al.example.org/</link><description>d</description></channel>
<item><title>Missing child</title>${ALERT}</item></r:RDF>`;

describe('An alert in an envelope', () => {
  test.each([
    ['EDXL-DE 1.0', 'edxl-de', edxl(contentObject(ALERT))],
    ['EDXL-DE 2.0', 'edxl-de', edxl2(contentObject2(ALERT))],
    ['EDXL-DE 2.0 in small letters', 'edxl-de', edxl2(contentObject2(ALERT)).replaceAll(/(<\/?de:)([A-Z])/g, (_all, start: string, letter: string) => start + letter.toLowerCase()).replaceAll('de:eDXL', 'de:edxl')],
    ['Atom', 'atom', atom(entry(embedded(ALERT)))],
    ['Atom with prefixes', 'atom', atom(entry(embedded(ALERT))).replaceAll(/<(\/?)(feed|id|title|updated|entry|content)\b/g, '<$1a:$2').replace('xmlns="http', 'xmlns:a="http')],
    ['Atom, straight in the entry', 'atom', atom(entry(ALERT))],
    ['RSS 2.0', 'rss', rss(item(ALERT))],
    ['RSS 2.0, in the description', 'rss', rss(`<item><description>${ALERT}</description></item>`)],
    ['RSS 1.0', 'rss', RDF],
    ['a document behind a byte order mark', 'atom', `\ufeff${atom(entry(embedded(ALERT)))}`],
    ['UTF-16', 'atom', utf16(atom(entry(embedded(ALERT))))],
    ['ISO-8859-1', 'edxl-de', latin1(edxl(contentObject(ALERT)))],
    ['a prefix of its own', 'atom', atom(entry(embedded(PREFIXED)))],
    ['a prefix declared by the envelope', 'rss', rss(item(PREFIXED.replace(/ xmlns:cap="[^"]*"/, ''))).replace('<rss', '<rss xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"')],
  ])('is the same as the alert alone: %s', (_what, id, xml) => {
    expect(formatOf(xml)?.id).toBe(id);
    expect(capXmlFormat.detects(typeof xml === 'string' ? bytesOf(xml) : xml)).toBe(false);
    const { messages, issues } = opened(xml);
    expect(issues).toEqual([]);
    expect(messages.map(({ alert, issues: own, signed, judged }) => ({ alert, own, signed, judged }))).toEqual([{ alert: alertOf(SAMPLE), own: [], signed: false, judged: true }]);
  });

  test('may be CAP 1.1, by the rules of 1.1', () => {
    const zoned = OLDER.replace('<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00Z');
    expect(opened(atom(entry(embedded(zoned)))).messages).toMatchObject([{ alert: { sent: '2026-03-02T17:05:00-00:00' }, issues: [] }]);
  });

  test('has its places counted in the whole document', () => {
    const { messages } = opened(edxl(`${contentObject(ALERT)}\n${contentObject(NO_SCOPE)}`));
    expect(brief(messages[1]!.issues)).toEqual(['error CAP_A17 /EDXLDistribution/contentObject[2]/xmlContent/embeddedXMLContent/alert/scope']);
    const before = edxl(`${contentObject(ALERT)}\n`).split('<scope>')[0]!;
    expect(messages[0]!.locate('/scope')).toEqual({ path: '/EDXLDistribution/contentObject[1]/xmlContent/embeddedXMLContent/alert/scope', line: before.split('\n').length, column: 3 });
    expect(messages[1]!.locate('/info/0/area/0').path).toBe('/EDXLDistribution/contentObject[2]/xmlContent/embeddedXMLContent/alert/info[1]/area[1]');
  });

  test('stands for itself beside others, also in one content object', () => {
    const { messages, issues } = opened(edxl(contentObject(ALERT, NO_SCOPE, ALERT)));
    expect(issues).toEqual([]);
    expect(messages.map((message) => passes(message.issues))).toEqual([true, false, true]);
    expect(messages[2]!.locate('').path).toBe('/EDXLDistribution/contentObject[1]/xmlContent/embeddedXMLContent/alert[3]');
  });

  test('that forgot its namespace is judged, not passed over', () => {
    const lost = ALERT.replace(/ xmlns="[^"]*"/, '');
    for (const xml of [atom(entry(embedded(lost))), edxl(contentObject(lost))]) expect(opened(xml).messages.flatMap(({ issues }) => brief(issues))).toEqual([expect.stringContaining('error CAP_D02 ')]);
  });

  test('inside an alert is no second message', () => {
    const { messages } = opened(atom(entry(embedded(ALERT.replace('</alert>', `${ALERT}</alert>`)))));
    expect(messages.map(({ issues }) => brief(issues))).toEqual([['error CAP_D05 /feed/entry[1]/content/alert/alert']]);
  });

  test('does not count as signed, and its origin is told', () => {
    for (const xml of [edxl(contentObject(SIGNED)), atom(entry(embedded(SIGNED)))]) {
      const [message] = opened(xml).messages;
      expect(message).toMatchObject({ signed: false, issues: [{ code: 'SIGNATURE_ENVELOPED', level: 'warning', path: expect.stringMatching(/\/alert\/Signature$/), line: expect.any(Number) }] });
    }
  });

  test('has its signature where signatures stand, and nowhere else', () => {
    const early = ALERT.replace('<info>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><info>');
    expect(brief(opened(atom(entry(embedded(early)))).messages[0]!.issues)).toContain('error CAP_D05 /feed/entry[1]/content/alert/Signature');
  });

  test.each([
    ['EDXL-DE', edxl(contentObject(ALERT)), { format: 'edxl-de', id: 'D-2026-0007', sender: 'desk@al.example.org' }],
    ['EDXL-DE 2.0', edxl2(contentObject2(ALERT)), { format: 'edxl-de', id: 'D-2026-0008', sender: 'desk@al.example.org' }],
    ['Atom', atom(entry(embedded(ALERT))), { format: 'atom', id: 'urn:example:al:feed' }],
    ['RSS', rss(item(ALERT)), { format: 'rss', id: 'https://al.example.org/' }],
  ])('remembers the envelope it came in: %s', (_what, xml, envelope) => {
    expect(opened(xml).messages.map((message) => message.envelope)).toEqual([envelope]);
  });
});

describe('The status of an EDXL-DE envelope', () => {
  const signals = (xml: string) => opened(xml).messages[0]!.statusSignals;
  const word = (name: string) => `<StatusKind${name === 'Operational' ? 'Community' : 'Default'}><ct:ValueListURI>urn:example:list</ct:ValueListURI><ct:Value>${name}</ct:Value></StatusKind${name === 'Operational' ? 'Community' : 'Default'}>`;

  test.each(['Exercise', 'System', 'Test'])('is a sign for what is in it: %s', (status) => {
    expect(signals(edxl(contentObject(ALERT), { status }))).toEqual([{ signal: `/EDXLDistribution/distributionStatus: ${status}`, status }]);
    expect(signals(edxl2(contentObject2(ALERT), word(status)))).toEqual([{ signal: `/EDXLDistribution/DistributionStatus: ${status}`, status }]);
  });

  test('is none where it is Actual', () => {
    expect(signals(edxl(contentObject(ALERT)))).toEqual([]);
    expect(signals(edxl2(contentObject2(ALERT)))).toEqual([]);
    expect(signals(edxl2(contentObject2(ALERT), 'Actual'))).toEqual([]);
  });

  test.each(['Unknown', 'NoAppropriateDefault', 'Operational'])('counts as a test where nobody here knows it, and is not repeated: %s', (status) => {
    expect(signals(edxl2(contentObject2(ALERT), word(status)))).toEqual([{ signal: '/EDXLDistribution/DistributionStatus: none of Actual, Exercise, System, Test', status: 'Test' }]);
  });
});

/** What is found in the document and in its first message, which carries no fault of its own. */
const findings = (xml: string): string[] => {
  const { messages, issues } = opened(xml);
  return [...brief(issues), ...messages.flatMap((message) => brief(message.issues))];
};

const line = (name: string, text: string): string => `<${name}>${text}</${name}>`;

describe('An EDXL-DE envelope breaks E01', () => {
  const whole = edxl(contentObject(ALERT));
  const [ROOT, OBJECT] = ['/EDXLDistribution', '/EDXLDistribution/contentObject[1]'];

  test.each([
    ['without distributionID', line('distributionID', 'D-2026-0007'), '', ROOT],
    ['without senderID', line('senderID', 'desk@al.example.org'), '', ROOT],
    ['without dateTimeSent', line('dateTimeSent', '2026-03-02T17:06:00Z'), '', ROOT],
    ['with a day that does not exist', '2026-03-02T17:06:00Z', '2026-02-30T17:06:00Z', `${ROOT}/dateTimeSent`],
    ['without distributionStatus', line('distributionStatus', 'Actual'), '', ROOT],
    ['with an unknown distributionStatus', line('distributionStatus', 'Actual'), line('distributionStatus', 'Real'), `${ROOT}/distributionStatus`],
    ['with two of them', line('distributionStatus', 'Actual'), line('distributionStatus', 'Actual').repeat(2), `${ROOT}/distributionStatus[2]`],
    ['with an unknown distributionType', '>Report<', '>Alarm<', `${ROOT}/distributionType`],
    ['without combinedConfidentiality', line('combinedConfidentiality', 'Unclassified'), '', ROOT],
    ['with a content object without content', '<contentObject><xmlContent>', '<contentObject><contentDescription/></contentObject><contentObject><xmlContent>', OBJECT],
  ])('%s', (_what, from, to, path) => {
    expect(whole).toContain(from);
    expect(findings(whole.replace(from, to))).toEqual([`error CAP_E01 ${path}`]);
  });

  test.each(['DistributionID', 'SenderID', 'DateTimeSent', 'DateTimeExpires', 'DistributionStatus', 'DistributionKind'])('in 2.0 without %s', (name) => {
    const less = edxl2(contentObject2(ALERT)).replace(new RegExp(`<de:${name}>.*?</de:${name}>`, 's'), '');
    expect(findings(less)).toEqual(['error CAP_E01 /EDXLDistribution']);
  });

  test('and never says what stood there', () => {
    expect(JSON.stringify(opened(whole.replace('>Actual</distributionStatus>', '>Shembull</distributionStatus>')).issues)).not.toContain('Shembull');
  });
});

describe('A feed', () => {
  const feed = atom(entry(embedded(ALERT)));
  const channel = rss(item(ALERT));
  const ENTRY = '<entry><id>urn:example:al:7</id><title>Missing child</title><updated>2026-03-02T18:05:00+01:00</updated>';

  test.each([
    ['F01', 'without id', line('id', 'urn:example:al:feed'), '', '/feed'],
    ['F01', 'without title', line('title', 'Alerts of an invented country'), '', '/feed'],
    ['F01', 'without updated', line('updated', '2026-03-02T18:06:00+01:00'), '', '/feed'],
    ['F01', 'with an updated that is no time', line('updated', '2026-03-02T18:06:00+01:00'), line('updated', 'yesterday'), '/feed/updated'],
    ['F01', 'with an entry without id', line('id', 'urn:example:al:7'), '', '/feed/entry[1]'],
    ['F01', 'with an entry without title', line('title', 'Missing child'), '', '/feed/entry[1]'],
    ['F01', 'with an entry without updated', line('updated', '2026-03-02T18:05:00+01:00'), '', '/feed/entry[1]'],
    ['F02', 'with an entry that neither holds nor links', embedded(ALERT), '<content></content>', '/feed/entry[1]'],
    ['F02', 'with an entry that links to a place within', embedded(ALERT), '<link href="7.html"/>', '/feed/entry[1]'],
    ['F02', 'with an alert as escaped text', embedded(ALERT), `<content type="text/xml">${ALERT.replaceAll('<', '&lt;')}</content>`, '/feed/entry[1]'],
    ['F02', 'with an alert in CDATA', embedded(ALERT), `<content type="text/plain"><![CDATA[${ALERT}]]></content>`, '/feed/entry[1]'],
    ['F04', 'with an element Atom does not have', '<entry>', '<mood/><entry>', '/feed/mood'],
    ['F04', 'with an element an entry does not have', ENTRY, `${ENTRY}<mood/><mood/>`, '/feed/entry[1]/mood'],
  ])('of Atom breaks %s %s', (rule, _what, from, to, path) => {
    expect(feed).toContain(from);
    expect(findings(feed.replace(from, () => to))).toEqual([`error CAP_${rule} ${path}`]);
  });

  test.each([
    ['F03', 'without title', line('title', 'Alerts of an invented country'), '', '/rss/channel'],
    ['F03', 'without link', line('link', 'https://al.example.org/'), '', '/rss/channel'],
    ['F03', 'without description', line('description', 'All of them'), '', '/rss/channel'],
    ['F03', 'with an item without title and description', line('title', 'Missing child'), '', '/rss/channel/item[1]'],
    ['F03', 'with an item that neither holds nor links', ALERT, '', '/rss/channel/item[1]'],
    ['F03', 'with an alert as escaped text', ALERT, `<description>${ALERT.replaceAll('<', '&lt;')}</description>`, '/rss/channel/item[1]'],
    ['F04', 'with an element RSS does not have', '<item>', '<mood/><item>', '/rss/channel/mood'],
  ])('of RSS breaks %s %s', (rule, _what, from, to, path) => {
    expect(channel).toContain(from);
    expect(findings(channel.replace(from, () => to))).toEqual([`error CAP_${rule} ${path}`]);
  });

  test('may hold anything of other namespaces', () => {
    expect(findings(feed.replace('<entry>', '<x:mood xmlns:x="urn:example:x"/><entry><x:mood xmlns:x="urn:example:x"/>'))).toEqual([]);
  });

  test('whose entry is wrong loses that entry only', () => {
    const { messages, issues } = opened(atom(entry(embedded(ALERT)), entry('', 'urn:example:al:8'), entry(embedded(ALERT), 'urn:example:al:9')));
    expect(issues).toEqual([]);
    expect(messages.map(({ alert, issues: own }) => [alert !== undefined, ...brief(own)])).toEqual([[true], [false, 'error CAP_F02 /feed/entry[2]'], [true]]);
  });

  test.each([
    ['links', atom(entry('<link href="https://al.example.org/7"/>', 'a'), entry('<link type="application/cap+xml" href="7.cap"/>', 'b'), entry('<content type="application/cap+xml" src="https://al.example.org/8"/>', 'c')), '/feed/entry[1]', '3'],
    ['links of RSS', rss(item('<link>https://al.example.org/7</link>'), item('<enclosure url="https://al.example.org/8" length="1" type="application/cap+xml"/>')), '/rss/channel/item[1]', '2'],
  ])('of %s yields no message, and says once that links are not fetched', (_what, xml, path, count) => {
    const { messages, issues } = opened(xml);
    expect(messages).toEqual([]);
    expect(brief(issues)).toEqual([`warning FEED_LINKED ${path}`, 'warning FEED_EMPTY ']);
    expect(issues[0]!.message).toContain(`: ${count},`);
  });

  test('warns of entries with one id', () => {
    expect(findings(atom(entry(embedded(ALERT)), entry(embedded(ALERT))))).toEqual(['warning CAP_F06 /feed/entry[2]/id']);
    expect(findings(rss(item(`<guid>a</guid>${ALERT}`), item(`<guid>a</guid>${ALERT}`)))).toEqual(['warning CAP_F06 /rss/channel/item[2]/guid']);
  });

  test('with an alert outside its entries says that it is not read', () => {
    expect(findings(atom(ALERT))).toEqual(['warning FEED_STRAY /feed/alert', 'warning FEED_EMPTY ']);
    expect(opened(atom(ALERT)).messages).toEqual([]);
  });
});

describe('Content that is no alert', () => {
  test.each([
    ['a file', '<contentObject><nonXMLContent><mimeType>image/jpeg</mimeType></nonXMLContent></contentObject>'],
    ['another document', contentObject('<x xmlns="urn:example:x"><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/></x>')],
    ['an envelope in the envelope', contentObject(bare(edxl(contentObject(ALERT), { status: 'Test' })))],
    ['an alert that is only a key', `<contentObject><xmlContent><keyXMLContent>${ALERT}</keyXMLContent></xmlContent></contentObject>`],
  ])('is not relayed, and that is said: %s', (_what, content) => {
    const { messages, issues } = opened(edxl(contentObject(ALERT) + content));
    expect(messages).toHaveLength(1);
    expect(brief(issues)).toEqual(['warning FEED_OTHER_CONTENT /EDXLDistribution/contentObject[2]']);
  });
});

describe('The formats of envelopes', () => {
  test.each([
    ['an alert', SAMPLE], ['another feed', '<feed xmlns="urn:example:feed"/>'], ['another distribution', '<EDXLDistribution/>'], ['another document', '<html/>'], ['JSON', '{"feed":1}'], ['nothing', ''],
  ])('do not claim %s', (_what, text) => {
    expect(formatOf(text)).toBeUndefined();
  });

  test.each([
    ['atom', atom(entry(embedded(ALERT))).replace('</feed>', ''), 'XML_MALFORMED'],
    ['edxl-de', edxl(contentObject(ALERT)).replace('<EDXL', '<!DOCTYPE x [<!ENTITY y "z">]><EDXL'), 'XML_DOCTYPE'],
  ])('say of a broken document what is broken: %s', (id, text, code) => {
    const format = ENVELOPE_FORMATS.find((one) => one.id === id)!;
    expect(format.decode(bytesOf(text))).toMatchObject({ unreadable: [{ code, level: 'error', line: expect.any(Number) }] });
  });

  test('claim a document that breaks off, so that its sender hears of it', () => {
    const half = atom(entry(embedded(ALERT))).slice(0, 400);
    expect(formatOf(half)?.id).toBe('atom');
    expect(capXmlFormat.detects(bytesOf(half))).toBe(false);
  });

  test('say what they are when another document is given as one of them', () => {
    const codes = ENVELOPE_FORMATS.map((format) => format.decode(bytesOf(SAMPLE))).map((decoded) => ('unreadable' in decoded ? decoded.unreadable.map(({ code }) => code) : 'read'));
    expect(codes).toEqual([['CAP_E01'], ['CAP_F01'], ['CAP_F03']]);
  });

  test('do work that grows with the document and no faster', () => {
    const entries = (count: number, content: string): string => atom(...Array.from({ length: count }, (_, i) => entry(content, `urn:example:${i}`)));
    const small = ALERT.replace(/<info>[^]*<\/info>/, '');
    expect(opened(entries(200, embedded(ALERT))).messages).toHaveLength(200);
    expect(processorSeconds(() => { opened(entries(5_000, embedded(small))); })).toBeLessThan(BOUNDED_SECONDS);
    expect(processorSeconds(() => { opened(entries(20_000, '<link href="https://al.example.org/7"/>')); })).toBeLessThan(BOUNDED_SECONDS);
  });
});
