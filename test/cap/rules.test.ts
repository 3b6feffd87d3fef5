// Every rule that one message can break, each broken once in an otherwise sound message, with exactly one finding.
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import { CAP_RULES, reportedFor, RULE_IDS, type CapRule, type RuleId } from '../../src/cap/rule-table.js';
import { ALERT, atom, contentObject, edxl, embedded, entry, item, opened, rss } from './envelope-sample.js';
import { brief, bytesOf, messageOf, SAMPLE, sampleWith } from './sample.js';

type Break = [rule: string, what: string, from: string, to: string, path: string, level?: 'warning'];

const NONE = '';
const INFO = '/alert/info[1]';
const AREA = `${INFO}/area[1]`;
const RESOURCE = `${INFO}/resource[1]`;
const POLYGON = '41.0,19.0 41.0,20.0 42.0,20.0 42.0,19.0 41.0,19.0';
const URI = '<uri>https://al.example.org/7.jpg</uri>';
const DIGEST = '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12';
const line = (name: string, text: string) => `<${name}>${text}</${name}>`;

const BREAKS: Break[] = [
  ['D02', 'a namespace that is not CAP', 'xmlns="urn:oasis:names:tc:emergency:cap:1.2"', 'xmlns="urn:example:cap"', '/alert'],
  ['D02', 'no namespace', ' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', NONE, '/alert'],
  ['D03', 'a child in no namespace', '<event>', '<event xmlns="">', `${INFO}/event`],
  ['D04', 'responseType before event', '<event>Child abduction</event>', '<responseType>Avoid</responseType><event>Child abduction</event>', `${INFO}/responseType[1]`],
  ['D04', 'status after msgType', '<status>Actual</status>\n  <msgType>Update</msgType>', '<msgType>Update</msgType><status>Actual</status>', '/alert/msgType'],
  ['D05', 'an element CAP does not have', '<note>', '<mood>calm</mood><note>', '/alert/mood'],
  ['D05', 'an element inside text', 'Call, do not', 'Call, <b>do</b> not', `${INFO}/instruction/b`],
  ['D05', 'text between elements', '<info>', '<info>loose', INFO],
  ['D05', 'a signature before info', '<info>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><info>', '/alert/Signature'],
  ['D06', 'an attribute', '<event>', '<event level="1">', `${INFO}/event`],
  ['D07', 'a CDATA section', 'Red jacket', '<![CDATA[Red jacket]]>', '/alert', 'warning'],
  ['D07', 'a character reference', 'Red jacket', 'R&#101;d jacket', '/alert', 'warning'],
  ['D09', 'spaces around an enumeration', '>Actual<', '> Actual <', '/alert/status'],
  ['A01', 'no identifier', line('identifier', 'AL-2026-0007.2'), NONE, '/alert'],
  ['A01', 'two identifiers', line('identifier', 'AL-2026-0007.2'), line('identifier', 'a') + line('identifier', 'b'), '/alert/identifier[2]'],
  ['A02', 'an identifier with a comma', '>AL-2026-0007.2<', '>AL,7<', '/alert/identifier'],
  ['A02', 'an identifier with a space', '>AL-2026-0007.2<', '>AL 7<', '/alert/identifier'],
  ['A02', 'an identifier with an ampersand', '>AL-2026-0007.2<', '>AL&amp;7<', '/alert/identifier'],
  ['A03', 'an empty identifier', '>AL-2026-0007.2<', '><', '/alert/identifier'],
  ['A04', 'no sender', line('sender', 'desk@al.example.org'), NONE, '/alert'],
  ['A05', 'a sender with a space', '>desk@al.example.org<', '>the desk<', '/alert/sender'],
  ['A05', 'an empty sender', '>desk@al.example.org<', '><', '/alert/sender'],
  ['A06', 'no sent', line('sent', '2026-03-02T18:05:00+01:00'), NONE, '/alert'],
  ['A07', 'a sent without zone', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T18:05:00', '/alert/sent'],
  ['A08', 'a sent in Z', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00Z', '/alert/sent'],
  ['A09', 'UTC as +00:00', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00+00:00', '/alert/sent', 'warning'],
  ['A10', 'no status', line('status', 'Actual'), NONE, '/alert'],
  ['A10', 'an unknown status', '>Actual<', '>Real<', '/alert/status'],
  ['A13', 'an unknown msgType', '>Update<', '>update<', '/alert/msgType'],
  ['A14', 'an Update without references', line('references', 'desk@al.example.org,AL-2026-0007,2026-03-02T17:40:00+01:00'), NONE, '/alert'],
  ['A14', 'an Update with empty references', 'desk@al.example.org,AL-2026-0007,2026-03-02T17:40:00+01:00', NONE, '/alert/references'],
  ['A16', 'two sources', '<source>', '<source>Day desk</source><source>', '/alert/source[2]'],
  ['A17', 'no scope', line('scope', 'Public'), NONE, '/alert'],
  ['A17', 'an unknown scope', '>Public<', '>Everybody<', '/alert/scope'],
  ['A18', 'two restrictions', line('scope', 'Public'), `${line('scope', 'Restricted')}${line('restriction', 'police')}${line('restriction', 'border')}`, '/alert/restriction[2]'],
  ['A19', 'Restricted without restriction', '>Public<', '>Restricted<', '/alert'],
  ['A20', 'a restriction of a public message', '<code>first', '<restriction>police</restriction><code>first', '/alert/restriction', 'warning'],
  ['A21', 'two lists of addresses', line('scope', 'Public'), `${line('scope', 'Private')}${line('addresses', 'gr')}${line('addresses', 'it')}`, '/alert/addresses[2]'],
  ['A22', 'Private without addresses', '>Public<', '>Private<', '/alert'],
  ['A23', 'an address with half its quotes', '>Public</scope>', '>Private</scope><addresses>gr "it mk</addresses>', '/alert/addresses'],
  ['A24', 'addresses of a public message', '<code>first', '<addresses>gr it</addresses><code>first', '/alert/addresses', 'warning'],
  ['A26', 'two notes', '<note>', '<note>one</note><note>', '/alert/note[2]'],
  ['A27', 'two lists of references', '<references>', `${line('references', 'a,b,2026-03-02T17:40:00+01:00')}<references>`, '/alert/references[2]'],
  ['A28', 'a reference of two parts', ',2026-03-02T17:40:00+01:00', NONE, '/alert/references'],
  ['A28', 'spaces inside a reference', 'desk@al.example.org,AL-2026-0007,', 'desk@al.example.org, AL-2026-0007, ', '/alert/references'],
  ['A29', 'a reference in Z', '2026-03-02T17:40:00+01:00', '2026-03-02T16:40:00Z', '/alert/references'],
  ['A09', 'a reference in +00:00', '2026-03-02T17:40:00+01:00', '2026-03-02T16:40:00+00:00', '/alert/references', 'warning'],
  ['A30', 'a reference to itself', 'AL-2026-0007,2026-03-02T17:40:00+01:00', 'AL-2026-0007.2,2026-03-02T18:05:00+01:00', '/alert/references', 'warning'],
  ['A31', 'incidents with half their quotes', '"Lake road"', '"Lake road', '/alert/incidents'],
  ['I01', 'a language with an underscore', '>en<', '>en_US<', `${INFO}/language`],
  ['I04', 'no category', '<category>Rescue</category>\n    <category>Safety</category>', NONE, INFO],
  ['I04', 'an unknown category', '>Safety<', '>Children<', `${INFO}/category[2]`],
  ['I05', 'no event', line('event', 'Child abduction'), NONE, INFO],
  ['I05', 'an empty event', '>Child abduction<', '> <', `${INFO}/event`],
  ['I06', 'an unknown responseType', '>Monitor<', '>Look<', `${INFO}/responseType[1]`],
  ['I07', 'Assess in public', '>Monitor<', '>Assess<', `${INFO}/responseType[1]`, 'warning'],
  ['I08', 'no urgency', line('urgency', 'Immediate'), NONE, INFO],
  ['I09', 'an unknown severity', '>Severe<', '>High<', `${INFO}/severity`],
  ['I10', 'a certainty of CAP 1.0', '>Likely<', '>Very Likely<', `${INFO}/certainty`],
  ['I12', 'two audiences', '<audience>', '<audience>all</audience><audience>', `${INFO}/audience[2]`],
  ['I13', 'an eventCode without value', '<value>CAE</value>', NONE, `${INFO}/eventCode[1]`],
  ['I14', 'an abbreviation with periods', '>SAME<', '>S.A.M.E.<', `${INFO}/eventCode[1]`, 'warning'],
  ['I15', 'a malformed effective', '<effective>2026-03-02T18:05:00+01:00', '<effective>2026-03-02 18:05', `${INFO}/effective`],
  ['I16', 'an onset that does not exist', '<onset>2026-03-02T17:20:00+01:00', '<onset>2026-02-30T17:20:00+01:00', `${INFO}/onset`],
  ['I17', 'an expires without zone', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-03T18:05:00', `${INFO}/expires`],
  ['A08', 'an expires in Z', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-03T17:05:00Z', `${INFO}/expires`],
  ['I18', 'expires before sent', '<expires>2026-03-03', '<expires>2026-03-01', `${INFO}/expires`, 'warning'],
  ['I19', 'two headlines', '<headline>', '<headline>x</headline><headline>', `${INFO}/headline[2]`],
  ['I20', 'a headline of 161 characters', 'Missing: Ana Shembull, 11', '🙂'.repeat(161), `${INFO}/headline`, 'warning'],
  ['I21', 'a web address without scheme', 'https://al.example.org/7<', 'al.example.org/7<', `${INFO}/web`],
  ['I22', 'a parameter without valueName', '<valueName>desk-shift</valueName>', NONE, `${INFO}/parameter[1]`],
  ['R02', 'no resourceDesc', line('resourceDesc', 'Photo'), NONE, RESOURCE],
  ['R03', 'no mimeType', line('mimeType', 'image/jpeg'), NONE, RESOURCE],
  ['R04', 'a mimeType without subtype', '>image/jpeg<', '>jpeg<', `${RESOURCE}/mimeType`],
  ['R05', 'a size in words', '>52100<', '>51 kB<', `${RESOURCE}/size`],
  ['R05', 'a negative size', '>52100<', '>-1<', `${RESOURCE}/size`],
  ['R06', 'no size of a resource elsewhere', line('size', '52100'), NONE, RESOURCE, 'warning'],
  ['R07', 'a uri with spaces', URI, '<uri>no such uri</uri>', `${RESOURCE}/uri`],
  ['R08', 'a relative uri without derefUri', URI, '<uri>7.jpg</uri>', `${RESOURCE}/uri`],
  ['R09', 'a derefUri that is not base64', URI, `${URI}<derefUri>%%%</derefUri>`, `${RESOURCE}/derefUri`],
  ['R13', 'a size that is not that of the content', line('digest', DIGEST), '<derefUri>QUJD</derefUri>', `${RESOURCE}/size`, 'warning'],
  ['R12', 'a digest that is not SHA-1', DIGEST, 'd41d8cd98f00b204e9800998ecf8427e', `${RESOURCE}/digest`],
  ['G02', 'no areaDesc', line('areaDesc', 'North shore'), NONE, AREA],
  ['G02', 'an empty areaDesc', '>North shore<', '><', `${AREA}/areaDesc`],
  ['G04', 'a polygon in lat lon', POLYGON, '41.0 19.0 41.0 20.0 42.0 20.0 41.0 19.0', `${AREA}/polygon[1]`],
  ['G04', 'spaces inside pairs', POLYGON, '41.0, 19.0 41.0, 20.0 42.0, 20.0 41.0, 19.0', `${AREA}/polygon[1]`],
  ['G05', 'a polygon of three pairs', POLYGON, '41.0,19.0 41.0,20.0 41.0,19.0', `${AREA}/polygon[1]`],
  ['G06', 'an open polygon', POLYGON, '41.0,19.0 41.0,20.0 42.0,20.0 42.0,19.0', `${AREA}/polygon[1]`],
  ['G07', 'a polygon off the globe', POLYGON, '41.0,190.0 41.0,20.0 42.0,20.0 41.0,190.0', `${AREA}/polygon[1]`],
  ['G07', 'a circle off the globe', '41.33,19.82 20', '91.33,19.82 20', `${AREA}/circle[1]`],
  ['G08', 'a bow tie', POLYGON, '41.0,19.0 42.0,20.0 42.0,19.0 41.0,20.0 41.0,19.0', `${AREA}/polygon[1]`, 'warning'],
  ['G10', 'a circle without comma', '41.33,19.82 20', '41.33 19.82 20', `${AREA}/circle[1]`],
  ['G10', 'a circle without radius', '41.33,19.82 20', '41.33,19.82', `${AREA}/circle[1]`],
  ['G10', 'a negative radius', '41.33,19.82 20', '41.33,19.82 -1', `${AREA}/circle[1]`],
  ['G11', 'a geocode without value', '<value>AL022</value>', NONE, `${AREA}/geocode[1]`],
  ['G12', 'a geocode alone', `<polygon>${POLYGON}</polygon>\n      <circle>41.33,19.82 20</circle>`, NONE, AREA, 'warning'],
  ['G13', 'an altitude that is no number', '>100<', '>100 ft<', `${AREA}/altitude`],
  ['G14', 'a ceiling that is no number', '>350.5<', '>high<', `${AREA}/ceiling`],
  ['G15', 'a ceiling without altitude', line('altitude', '100'), NONE, `${AREA}/ceiling`],
  ['G16', 'a ceiling below the altitude', '>350.5<', '>99.9<', `${AREA}/ceiling`],
];

describe('A CAP 1.2 message', () => {
  test('without mistakes has no findings', () => {
    expect(messageOf(SAMPLE).issues).toEqual([]);
  });

  test.each(BREAKS)('CAP_%s: %s', (rule, _what, from, to, path, level = 'error' as never) => {
    expect(brief(messageOf(sampleWith([from, to])).issues)).toEqual([`${level} CAP_${rule} ${path}`]);
  });

  test.each([
    ['A11', 'an exercise that note does not name', 'Exercise', 'Update'],
    ['A15', 'an Error that note does not explain', 'Actual', 'Error'],
  ])('CAP_%s: %s', (rule, _what, status, msgType) => {
    const xml = sampleWith(['>Actual<', `>${status}<`], ['>Update<', `>${msgType}<`], [line('note', 'Second message, with the vehicle.'), NONE]);
    expect(brief(messageOf(xml).issues)).toEqual([`warning CAP_${rule} /alert`]);
  });

  test('with several mistakes gets them all at once, in the order of the document', () => {
    const { issues } = messageOf(sampleWith(['>Public<', '>Restricted<'], ['41.33,19.82 20', '41.33 19.82 20'], ['>Severe<', '>severe<']));
    expect(brief(issues)).toEqual(['error CAP_A19 /alert', `error CAP_I09 ${INFO}/severity`, `error CAP_G10 ${AREA}/circle[1]`]);
  });

  test('points at the line and column of the element', () => {
    const [issue] = messageOf(sampleWith(['41.33,19.82 20', '41.33 19.82 20'])).issues;
    const before = SAMPLE.slice(0, SAMPLE.indexOf('<circle>')).split('\n');
    expect(issue).toMatchObject({ line: before.length, column: before.at(-1)!.length + 1 });
  });

  test('never has its free text repeated in a finding', () => {
    const { issues } = messageOf(sampleWith(['>Child abduction<', '><'], ['Missing: Ana Shembull, 11', `Ana Shembull ${'x'.repeat(200)}`], ['>en<', '>Shembull_1<']));
    expect(issues).toHaveLength(3);
    expect(JSON.stringify(issues)).not.toContain('Shembull');
  });
});

describe('What CAP allows', () => {
  const ALLOWED: [what: string, from: string, to: string][] = [
    ['midnight as 24:00', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-03T24:00:00+01:00'],
    ['a zone of 14 hours', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-04T18:05:00+14:00'],
    ['white space around a time', '<sent>2026-03-02T18:05:00+01:00', '<sent>\n 2026-03-02T18:05:00+01:00 '],
    ['UTC as -00:00', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00-00:00'],
    ['an empty language', '<language>en</language>', '<language/>'],
    ['a private language', '>en<', '>x-pig-latin<'],
    ['a carriage return as reference', 'Red jacket,', 'Red jacket,&#13;'],
    ['xsi attributes', '<alert ', '<alert xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" '],
    ['a headline of 160 characters', 'Missing: Ana Shembull, 11', '🙂'.repeat(160)],
    ['a circle of radius 0', '41.33,19.82 20', '41.33,19.82 0.0'],
    ['lines between the pairs of a polygon', '41.0,20.0 42.0,20.0', '41.0,20.0\n  42.0,20.0'],
    ['a ceiling as high as the altitude', '>350.5<', '>100<'],
    ['a signature at the end', '</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></alert>'],
    ['comments and processing instructions', '<event>', '<!-- x --><?y z?><event>'],
  ];

  test.each(ALLOWED)('includes %s', (_what, from, to) => {
    expect(messageOf(sampleWith([from, to])).issues).toEqual([]);
  });

  test('includes a relative uri with its content', () => {
    const content = Buffer.from('ABCDEF');
    const said: [from: string, to: string][] = [['>52100<', `>${content.length}<`], [DIGEST, createHash('sha1').update(content).digest('hex')]];
    expect(messageOf(sampleWith([URI, '<uri>7.jpg</uri><derefUri>QUJD\nREVG</derefUri>'], ...said)).issues).toEqual([]);
  });

  const TIMES = ['2026-01-01T10:00:60+01:00', '2026-01-01T10:00:00+14:01', '0000-01-01T10:00:00+01:00', '2026-01-01T10:00:00,01:00', '2026-01-01T10:00:00.5+01:00', '2026-02-29T10:00:00+01:00', '2026-01-01T24:00:01+01:00'];
  test.each(TIMES)('does not include the time %s (CAP_A07)', (time) => {
    expect(brief(messageOf(sampleWith(['<sent>2026-03-02T18:05:00+01:00', `<sent>${time}`])).issues)).toEqual(['error CAP_A07 /alert/sent']);
  });

  test('includes a Cancel without any info', () => {
    const xml = SAMPLE.replace('>Update<', '>Cancel<').replace(/<info>[^]*<\/info>/, '');
    expect(messageOf(xml).issues).toEqual([]);
  });

  test('includes prefixes', () => {
    const xml = SAMPLE.replaceAll(/<(\/?)(\w)/g, '<$1cap:$2').replace('xmlns=', 'xmlns:cap=');
    const { alert, issues } = messageOf(xml);
    expect(issues).toEqual([]);
    expect(alert).toEqual(messageOf(SAMPLE).alert);
  });
});

const POSITIONS = '<polygon>43.0,19.0 43.0,20.0 44.0,20.0 43.0,19.0</polygon>';
const RESOURCE_AGAIN = '<resource><resourceDesc>Map</resourceDesc><mimeType>image/png</mimeType></resource>';
const INFO_AGAIN = '<info><category>Rescue</category><event>Child abduction</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty></info>';

/** Rules of which no message can break one by itself: that nothing is lost is what there is to see. */
const ANY_NUMBER: [rule: RuleId, what: string, from: string, to: string, found: (alert: any) => unknown[] | undefined, count: number][] = [
  ['A25', 'codes', '<code>first', '<code>zeroth</code><code>first', ({ code }) => code, 3],
  ['A32', 'info blocks', '</info>', `</info>${INFO_AGAIN}`, ({ info }) => info, 2],
  ['R01', 'resources', '<area>', `${RESOURCE_AGAIN}<area>`, ({ info }) => info[0].resource, 2],
  ['G01', 'areas', '</area>', '</area><area><areaDesc>South shore</areaDesc></area>', ({ info }) => info[0].area, 2],
  ['G03', 'polygons', '<polygon>', `${POSITIONS}<polygon>`, ({ info }) => info[0].area[0].polygon, 2],
  ['G09', 'circles', '<circle>', '<circle>43.0,19.0 1</circle><circle>', ({ info }) => info[0].area[0].circle, 2],
];

describe('Any number', () => {
  test.each(ANY_NUMBER)('CAP_%s: of %s is kept', (_rule, _what, from, to, found, count) => {
    const { alert, issues } = messageOf(sampleWith([from, to]));
    expect(issues).toEqual([]);
    expect(found(alert)).toHaveLength(count);
  });
});

const unreadable = (bytes: Uint8Array): string[] => {
  const decoded = capXmlFormat.decode(bytes);
  return 'unreadable' in decoded ? decoded.unreadable.map(({ level, code }) => `${level} ${code}`) : [];
};

const UNREADABLE: [what: string, bytes: Uint8Array, code: string][] = [
  ['that is not well-formed', bytesOf(SAMPLE.replace('</info>', '')), 'XML_MALFORMED'],
  ['that is not in its encoding', new Uint8Array([...bytesOf('<?xml version="1.0" encoding="UTF-8"?><alert>'), 0xff, ...bytesOf('</alert>')]), 'XML_ENCODING'],
];

test.each(UNREADABLE)('CAP_D01: a document %s cannot be read', (_what, bytes, code) => {
  expect(unreadable(bytes)).toEqual([`error ${code}`]);
});

const OLDEST = `<alert xmlns="http://www.incident.com/cap/1.0"><identifier>7.2</identifier><sender>al</sender><sent>2006-03-02T18:05:00Z</sent><status>Actual</status><msgType>Update</msgType>
  <password>x</password><references>7/al</references></alert>`;

test('CAP_D05, CAP_A28: what CAP 1.0 has otherwise than 1.2 is a warning', () => {
  expect(brief(messageOf(OLDEST).issues)).toEqual(['warning CAP_D05 /alert/password', 'warning CAP_A28 /alert/references']);
});

test.each(['a,b,c,d', 'al', '/al', '7/', ',,', ',7,2026-03-02T17:40:00+01:00', 'al,,2026-03-02T17:40:00+01:00', '7/al al'])('CAP_A28: %s is no reference of CAP 1.0 either', (references) => {
  expect(brief(messageOf(OLDEST.replace('7/al', references)).issues)).toContain('error CAP_A28 /alert/references');
});

const NO_SCOPE = ALERT.replace('<scope>Public</scope>', '');

/** One of each; test/cap/envelopes.test.ts has them all. */
const ENVELOPE_BREAKS: [rule: RuleId, what: string, xml: string, found: string][] = [
  ['E01', 'an envelope without sender', edxl(contentObject(ALERT)).replace(/<senderID>.*<\/senderID>/, ''), 'error CAP_E01'],
  ['F01', 'a feed without title', atom(entry(embedded(ALERT))).replace('<title>Alerts of an invented country</title>', ''), 'error CAP_F01'],
  ['F02', 'an entry without alert or link', atom(entry('<content/>')), 'error CAP_F02'],
  ['F03', 'a channel without link', rss(item(ALERT)).replace('<link>https://al.example.org/</link>', ''), 'error CAP_F03'],
  ['F04', 'an unknown element', atom(entry(embedded(ALERT))).replace('<entry>', '<mood/><entry>'), 'error CAP_F04'],
  ['F05', 'an alert that breaks a rule', atom(entry(embedded(NO_SCOPE))), 'error CAP_A17'],
  ['F06', 'two entries of one id', atom(entry(embedded(ALERT)), entry(embedded(ALERT))), 'warning CAP_F06'],
];

const foundIn = (xml: string): string[] => {
  const { messages, issues } = opened(xml);
  return [...issues, ...messages.flatMap((message) => message.issues)].map(({ level, code }) => `${level} ${code}`);
};

test.each(ENVELOPE_BREAKS)('CAP_%s: %s', (_rule, _what, xml, found) => {
  expect(foundIn(xml)).toEqual([found]);
});

describe('The table of rules', () => {
  const rule = (id: RuleId): CapRule => CAP_RULES[id];
  const ofCap = RULE_IDS.filter((id) => !'EF'.includes(id[0]!));
  const ranked = (level: string, kind?: string): RuleId[] => ofCap.filter((id) => rule(id).level === level && (kind === undefined || rule(id).kind === kind));
  const numbered = (letter: string, last: number): string[] => Array.from({ length: last }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);

  /** Every way in which the cases of this file are reported. */
  const shown = new Set<string>([
    ...BREAKS.flatMap(([, , from, to]) => messageOf(sampleWith([from, to])).issues.map(({ level, code }) => `${level} ${code}`)),
    'warning CAP_A11', 'warning CAP_A15',
    ...messageOf(OLDEST).issues.map(({ level, code }) => `${level} ${code}`),
    ...UNREADABLE.flatMap(([, bytes]) => unreadable(bytes)),
    ...ENVELOPE_BREAKS.flatMap(([, , xml]) => foundIn(xml)),
  ]);
  const ways = (id: RuleId): string[] => Object.entries(reportedFor(id)).flatMap(([code, levels]) => levels.map((level) => `${level} ${code}`));

  test('holds all 102 rules of CAP, and those of feeds and envelopes', () => {
    expect(RULE_IDS).toEqual([
      ...numbered('D', 9), ...numbered('A', 32), ...numbered('I', 23), ...numbered('R', 13), ...numbered('G', 17), ...numbered('S', 8), ...numbered('F', 6), ...numbered('E', 1),
    ]);
    expect(ofCap).toHaveLength(102);
    expect([ranked('E'), ranked('E', 'schema'), ranked('E', 'prose'), ranked('W'), ranked('B')].map(({ length }) => length)).toEqual([71, 52, 19, 13, 18]);
  });

  test.each(RULE_IDS.filter((id) => rule(id).level !== 'B').map((id) => [id, ways(id)] as const))('has a case for every way in which %s is reported: %j', (_id, reported) => {
    expect(reported.filter((way) => !shown.has(way))).toEqual([]);
  });

  test('knows every way in which anything is reported', () => {
    const known = new Set(RULE_IDS.flatMap(ways));
    expect([...shown].filter((way) => !known.has(way))).toEqual([]);
  });

  test('has the level of the standard, and where it is milder says why', () => {
    const usual = { E: 'error', W: 'warning' } as const;
    const isOtherwise = (id: RuleId): boolean => {
      const { level } = rule(id);
      const levels = reportedFor(id)[`CAP_${id}`];
      return level !== 'B' && levels !== undefined && !levels.includes(usual[level]);
    };
    expect(RULE_IDS.filter(isOtherwise)).toEqual(['A09']);
    // Implied by the standard, contested between systems, or no rule of CAP at all: each says what is done and why.
    expect(['A09', 'A14', 'A24', 'A30', 'G08', 'G16', 'I18'].filter((id) => !rule(id as RuleId).does)).toEqual([]);
  });
});
