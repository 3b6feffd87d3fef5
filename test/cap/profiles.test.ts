// The profiles: each sound in one message, each rule broken once, and nothing said of them where nobody asks.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { capJsonFormat, capXmlFormat } from '../../src/cap/cap-formats.js';
import { PROFILES } from '../../src/cap/profiles/profiles.js';
import { createFormats } from '../../src/format/formats.js';
import { chooseProfiles } from '../../src/inbound/choose-profiles.js';
import { examine } from '../../src/inbound/examine.js';
import { brief, bytesOf, SAMPLE, sampleWith } from './sample.js';

type Break = [rule: string, what: string, from: string | RegExp, to: string, ...places: string[]];

const FORMATS = createFormats([capJsonFormat, capXmlFormat]);
const INFO = '/alert/info[1]';
const AREA = `${INFO}/area[1]`;
const RESOURCE = `${INFO}/resource[1]`;
const pair = (name: string, text: string) => `<valueName>${name}</valueName><value>${text}</value>`;

const judged = (xml: string, ...names: string[]) => examine(bytesOf(xml), FORMATS, undefined, chooseProfiles(names));

/** The sample with a second info, the first again with one thing changed. */
const twice = (xml: string, from: string, to: string): string => xml.replace(/<info>[^]*<\/info>/, (info) => info + info.replace(from, to));

const changed = (xml: string, from: string | RegExp, to: string): string => {
  const result = xml.replace(from, () => to);
  if (result === xml) throw new Error(`The message does not hold ${String(from)}`);
  return result;
};

const US = sampleWith(['<code>first', '<code>IPAWSv1.0'], ['>en<', '>en-US<'], [pair('NUTS3', 'AL022'), pair('SAME', '006017')],
  ['<effective>2026-03-02T18:05:00+01:00</effective>', ''], ['<onset>2026-03-02T17:20:00+01:00</onset>', ''], ['<parameter>', `<parameter>${pair('EAS-ORG', 'CIV')}</parameter><parameter>`]);

const CANADIAN = sampleWith(['<code>first', '<code>profile:CAP-CP:0.4'], ['>en<', '>en-CA<'], [pair('SAME', 'CAE'), pair('profile:CAP-CP:Event:0.4', 'amber')], [pair('NUTS3', 'AL022'), pair('profile:CAP-CP:Location:0.3', '3506008')]);

const SOUND: Record<string, string> = { ipaws: US, 'cap-cp': CANADIAN, 'child-alert-eu': SAMPLE };

const LINE = (name: string): RegExp => new RegExp(`<${name}>[^]*?</${name}>`);
const NO_INFO = /<info>[^]*<\/info>/;
const parameter = (name: string, text: string) => `<parameter>${pair(name, text)}</parameter><resource>`;

const BREAKS: Record<string, Break[]> = {
  ipaws: [
    ['error IPAWS_01', 'no code of the profile', 'IPAWSv1.0', 'IPAWS', '/alert'],
    ['error IPAWS_02', 'no info', NO_INFO, '', '/alert'],
    ['warning IPAWS_05', 'another scope', '<scope>Public</scope>', '<scope>Restricted</scope><restriction>police</restriction>', '/alert/scope'],
    ['warning IPAWS_06', 'a sending in UTC', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00-00:00', '/alert/sent'],
    ['error IPAWS_07', 'no code SAME', '<valueName>SAME</valueName><value>CAE', '<valueName>OTHER</valueName><value>CAE', INFO],
    ['error IPAWS_07', 'two codes SAME', '<eventCode>', `<eventCode>${pair('SAME', 'CEM')}</eventCode><eventCode>`, INFO],
    ['error IPAWS_07', 'a code SAME in words', '>CAE<', '>Child abduction<', INFO],
    ['error IPAWS_08', 'no end', LINE('expires'), '', INFO],
    ['warning IPAWS_09', 'an end in UTC', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-03T17:05:00-00:00', `${INFO}/expires`],
    ['error IPAWS_10', 'no area', LINE('area'), '', INFO],
    ['warning IPAWS_11', 'another language', '>en-US<', '>sq<', `${INFO}/language`],
    ['warning IPAWS_12', 'no instruction', LINE('instruction'), '', INFO],
    ['warning IPAWS_12', 'no description', LINE('description'), '', INFO],
    ['warning IPAWS_13', 'an onset', '<expires>', '<onset>2026-03-02T17:20:00+01:00</onset><expires>', `${INFO}/onset`],
    ['warning IPAWS_14', 'no originator', '>EAS-ORG<', '>other<', INFO],
    ['warning IPAWS_15', 'an unknown originator', '>CIV<', '>ABC<', INFO],
    ['warning IPAWS_16', 'an unknown channel', '<resource>', parameter('BLOCKCHANNEL', 'TELEX'), INFO],
    ['warning IPAWS_17', 'a short text too long', '<resource>', parameter('CMAMtext', 'x'.repeat(91)), INFO],
    ['warning IPAWS_18', 'a long text too long', '<resource>', parameter('CMAMlongtext', 'x'.repeat(361)), INFO],
    ['warning IPAWS_19', 'no response type', LINE('responseType'), '', INFO],
    ['warning IPAWS_20', 'no geocode SAME', pair('SAME', '006017'), pair('FIPS', '06017'), AREA],
    ['error IPAWS_21', 'a geocode SAME without its zero', '>006017</value></geocode>', '>6017</value></geocode>', `${AREA}/geocode[1]`],
    ['warning IPAWS_22', 'broadcast content of an ordinary type', '>Photo<', '>EAS Broadcast Content<', `${RESOURCE}/mimeType`],
  ],
  'cap-cp': [
    ['error CAPCP_03', 'no code of the profile', 'profile:CAP-CP:0.4<', 'profile:CAP<', '/alert'],
    ['error CAPCP_05', 'no info', NO_INFO, '', '/alert'],
    ['error CAPCP_06', 'no language', LINE('language'), '', INFO],
    ['error CAPCP_08', 'no event code of the profile', 'profile:CAP-CP:Event:0.4', 'SAME', INFO],
    ['error CAPCP_09', 'no geocode of the profile', 'profile:CAP-CP:Location:0.3', 'SAME', AREA],
    ['error CAPCP_10', 'no area', LINE('area'), '', INFO],
    ['warning CAPCP_11', 'a sender in figures', '>desk@al.example.org<', '>0815<', '/alert/sender'],
    ['warning CAPCP_13', 'no end', LINE('expires'), '', INFO],
    ['warning CAPCP_14', 'no senderName', LINE('senderName'), '', INFO],
    ['warning CAPCP_15', 'no instruction', LINE('instruction'), '', INFO],
    ['error CAPCP_16', 'an unknown minor change', '<resource>', parameter('profile:CAP-CP:0.4:MinorChange', 'maybe'), INFO],
    ['error CAPCP_17', 'an unknown mark of translation', '<resource>', parameter('profile:CAP-CP:0.4:AutoTranslated', 'maybe'), INFO],
    ['warning CAPCP_18', 'a geocode alone', /<polygon>[^]*<\/circle>/, '', AREA],
  ],
  'child-alert-eu': [
    ['error CHILD_01', 'no info', NO_INFO, '', '/alert'],
    ['error CHILD_03', 'an event about something else', />Child abduction<([^]*)>CAE</, '>Flood<$1>FLW<', `${INFO}/event`],
    ['error CHILD_04', 'no headline', LINE('headline'), '', INFO],
    ['error CHILD_05', 'nobody to turn to', /<web>.*<\/contact>/s, '', INFO],
    ['error CHILD_06', 'nowhere to look', LINE('area'), '', INFO],
    ['warning CHILD_07', 'no instruction', LINE('instruction'), '', INFO],
    ['warning CHILD_08', 'no end', LINE('expires'), '', INFO],
    ['warning CHILD_09', 'no senderName', LINE('senderName'), '', INFO],
    ['warning CHILD_10', 'no language', LINE('language'), '', INFO],
    ['warning CHILD_11', 'no picture', LINE('resource'), '', INFO],
    ['warning CHILD_12', 'no hurry', '>Immediate<', '>Future<', `${INFO}/urgency`],
    ['warning CHILD_12', 'nothing severe, nothing seen', /<severity>Severe(.*)Likely</s, '<severity>Minor$1Unlikely<', `${INFO}/severity`, `${INFO}/certainty`],
    ['warning CHILD_13', 'a picture without digest', LINE('digest'), '', RESOURCE],
  ],
};

/** Rules about several info blocks: what differs in the second. */
const DIFFERING: [profile: string, rule: string, from: string, to: string][] = [
  ['ipaws', 'error IPAWS_03', '>Safety<', '>Security<'],
  ['ipaws', 'error IPAWS_04', '>CAE<', '>CEM<'],
  ['cap-cp', 'error CAPCP_02', '>amber<', '>missing<'],
  ['cap-cp', 'error CAPCP_02', '>Safety<', '>Security<'],
  ['child-alert-eu', 'warning CHILD_02', '>Photo<', '>Picture<'],
];

const withGroups = (xml: string, from: string | RegExp, to: string): string => (typeof from === 'string' || !to.includes('$1') ? changed(xml, from, to) : xml.replace(from, to));
const ofProfiles = (issues: readonly { code: string }[]) => issues.filter(({ code }) => code.startsWith('PROFILE_'));
const coded = (rule: string): string => rule.replace(' ', ' PROFILE_');

describe.each(Object.entries(SOUND))('The profile %s', (id, sound) => {
  test('finds nothing in a message that keeps it', () => {
    expect(judged(sound, id)).toMatchObject({ valid: true, issues: [] });
  });

  test.each(BREAKS[id]!)('%s: %s', (rule, _what, from, to, ...places) => {
    const xml = withGroups(sound, from, to);
    const { valid, issues } = judged(xml, id);
    expect(brief(ofProfiles(issues) as never)).toEqual(places.map((place) => `${coded(rule)} ${place}`));
    expect(valid).toBe(!rule.startsWith('error'));
    expect(ofProfiles(judged(xml).issues)).toEqual([]);
  });

  test.each(DIFFERING.filter(([profile]) => profile === id))('%s: %s in one info only, %s in the other', (_id, rule, from, to) => {
    expect(brief(judged(twice(sound, from, to), id).issues)).toEqual([`${coded(rule)} /alert/info[2]`]);
  });

  test('has each of its rules broken here, a number of its own for each, and a source', () => {
    const rules = Object.values(PROFILES.find((one) => one.id === id)!.rules).flat();
    const shown = [...BREAKS[id]!.map(([rule]) => rule), ...DIFFERING.filter(([profile]) => profile === id).map(([, rule]) => rule)];
    expect([...new Set(shown)].sort()).toEqual(rules.map((rule) => `${rule.level} ${rule.id}`).sort());
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const { source, standing } of rules) expect([source.length > 10, ['published', 'assumed'].includes(standing)]).toEqual([true, true]);
  });

  test('asks a Cancel without info for nothing that only news can say', () => {
    const cancel = sound.replace('>Update<', '>Cancel<').replace(NO_INFO, '').replace('>Public<', '>Restricted<').replace('</scope>', '</scope><restriction>police</restriction>');
    expect(judged(cancel, id).issues.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('judges a message that breaks CAP without breaking itself', () => {
    for (const rest of ['', '<info/>', '<info><area/><resource/><eventCode/><parameter/></info>']) {
      const { valid, issues } = judged(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><msgType>Alert</msgType>${rest}</alert>`, id);
      expect([valid, ofProfiles(issues).length > 0]).toEqual([false, true]);
    }
  });
});

describe('The event of a child alert', () => {
  const isNamed = (event: string): boolean => !judged(SAMPLE.replace('>Child abduction<', `>${event}<`).replace('>CAE<', '>CEM<'), 'child-alert-eu').issues.some(({ code }) => code === 'PROFILE_CHILD_03');

  test.each(['Missing Child', 'Alerte enlèvement', 'Kindesentführung', 'Vermist kind', 'Zhdukje fëmije', 'Нестанак детета', 'Ugrabljeno dete', 'ΑΠΑΓΩΓΗ ΠΑΙΔΙΟΥ', 'AMBER', 'Kadonnut lapsi'])('is known for one: %s', (event) => {
    expect(isNamed(event)).toBe(true);
  });

  test.each(['Minor flooding', 'Building collapse', 'Deteriorating air', 'Mankind', ''])('is not found in: %s', (event) => {
    expect(isNamed(event)).toBe(false);
  });
});

describe('Profiles together', () => {
  test('are those of the network schema', () => {
    const { $defs } = JSON.parse(readFileSync(new URL('../../schemas/network.schema.json', import.meta.url), 'utf8'));
    expect($defs.Centre.properties.send.properties.profiles.items.enum).toEqual(PROFILES.map(({ id }) => id));
  });

  test('are each judged once, however often they are named', () => {
    const both = judged(SAMPLE, 'ipaws,cap-cp', 'ipaws').issues;
    expect(both).toEqual([...judged(SAMPLE, 'ipaws').issues, ...judged(SAMPLE, 'cap-cp').issues]);
    expect(both.length).toBeGreaterThan(5);
  });

  test('point at line and column, and in JSON at a pointer', () => {
    const [issue] = judged(changed(US, '>CIV<', '>ABC<'), 'ipaws').issues;
    expect(issue).toMatchObject({ path: INFO, line: US.split('<info>')[0]!.split('\n').length, column: 3, message: expect.stringContaining('CIV') });
    const alert = { identifier: 'a', sender: 'b', sent: '2026-03-02T18:05:00+01:00', status: 'Actual', msgType: 'Alert', scope: 'Private', addresses: ['gr'] };
    expect(examine(bytesOf(JSON.stringify(alert)), FORMATS, undefined, chooseProfiles(['cap-cp'])).issues).toMatchObject([{ code: 'PROFILE_CAPCP_03', path: '' }]);
  });

  test('have a name each, and another name is refused with those there are', () => {
    expect(() => chooseProfiles(['ipaws,telex'])).toThrow(/ipaws, cap-cp, child-alert-eu/);
    expect(chooseProfiles(['', ' ipaws , '])).toHaveLength(1);
  });
});
