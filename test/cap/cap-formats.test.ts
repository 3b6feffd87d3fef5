// CAP as formats of the gateway: what they claim, what they cannot read, older versions, signatures.
import { describe, expect, test } from '@jest/globals';
import { capJsonFormat, capXmlFormat } from '../../src/cap/cap-formats.js';
import { alertOf, brief, bytesOf, messageOf, SAMPLE, sampleWith } from './sample.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'));
const unreadable = (text: string): string[] => {
  const decoded = capXmlFormat.decode(bytesOf(text));
  return 'unreadable' in decoded ? decoded.unreadable.map(({ code }) => code) : [];
};

describe('The format cap', () => {
  test.each([
    ['CAP 1.2', bytesOf(SAMPLE)],
    ['CAP in UTF-16', utf16(SAMPLE)],
    ['CAP behind a byte order mark and blank lines', bytesOf(`\ufeff\n\n${SAMPLE.slice(SAMPLE.indexOf('<alert'))}`)],
    ['an alert of no namespace', bytesOf('<alert/>')],
    ['an alert of another namespace', bytesOf('<alert xmlns="urn:example:other"/>')],
    ['XML that breaks off', bytesOf('<feed><entry>')],
    ['XML with a DOCTYPE', bytesOf('<!DOCTYPE html><html/>')],
  ])('claims %s', (_what, bytes) => {
    expect(capXmlFormat.detects(bytes)).toBe(true);
  });

  test.each([['another document', '<feed/>'], ['JSON', '{"identifier":"a","msgType":"Alert"}'], ['nothing', ''], ['prose', 'a <b>']])('does not claim %s', (_what, text) => {
    expect(capXmlFormat.detects(bytesOf(text))).toBe(false);
  });

  test('says why it cannot read a document', () => {
    expect(unreadable('<alert><nope/>')).toEqual(['XML_MALFORMED']);
    expect(unreadable('<!DOCTYPE alert [<!ENTITY a "b">]><alert>&a;</alert>')).toEqual(['XML_DOCTYPE']);
  });

  test.each(['<feed/>', '<valueName xmlns="urn:oasis:names:tc:emergency:cap:1.2">x</valueName>'])('finds no alert in %s', (text) => {
    const { alert, issues } = messageOf(text);
    expect(alert).toBeUndefined();
    expect(issues.map(({ code }) => code)).toEqual(['CAP_D02']);
  });

  test('builds what can be built of a broken alert', () => {
    const { alert } = messageOf(sampleWith(['>Actual<', '>Real<'], ['<size>52100</size>', '<size>big</size>'], ['<sender>desk@al.example.org</sender>', '']));
    expect(alert).toMatchObject({ identifier: 'AL-2026-0007.2', status: 'Real' });
    expect(alert).not.toHaveProperty('sender');
    expect(alert!.info![0]!.resource![0]).not.toHaveProperty('size');
  });

  test('reads every value as it stands', () => {
    const alert = alertOf(SAMPLE);
    expect(alert).toMatchObject({
      code: ['first', '006017'],
      references: [{ sender: 'desk@al.example.org', identifier: 'AL-2026-0007', sent: '2026-03-02T17:40:00+01:00' }],
      incidents: ['AL-0007', 'Lake road'],
    });
    expect(alert.info![0]).toMatchObject({ description: 'Red jacket,\n  blue rucksack.', category: ['Rescue', 'Safety'], resource: [{ size: 52100 }], area: [{ altitude: 100, ceiling: 350.5 }] });
  });

  test('knows a signed message, and does not take its signature for content', () => {
    const signed = messageOf(sampleWith(['</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>eA==</SignatureValue></Signature></alert>']));
    expect(signed).toMatchObject({ signed: true, issues: [], alert: alertOf(SAMPLE) });
    expect(messageOf(SAMPLE).signed).toBe(false);
  });

  test('ignores names that programming languages reserve', () => {
    const { alert, issues } = messageOf(sampleWith(['<note>', '<__proto__><polluted/></__proto__><constructor/><note>']));
    expect(brief(issues)).toEqual(['error CAP_D05 /alert/__proto__', 'error CAP_D05 /alert/constructor']);
    expect(alert).toEqual(alertOf(SAMPLE));
  });

  test('tells what is lost where there is no info for the case', () => {
    const { info: _, ...bare } = alertOf(SAMPLE);
    expect(brief(capXmlFormat.encode({ ...bare, case: { tier: 'amber' } }, {}).losses)).toEqual(['warning CHILD_NO_INFO /case']);
    expect(capXmlFormat.encode(alertOf(SAMPLE), {})).toMatchObject({ contentType: 'application/cap+xml', losses: [] });
  });

  test.each([
    ['circles that are none', () => sampleWith(['<circle>', '<circle>x</circle>'.repeat(60_000) + '<circle>']), 60_000],
    ['corners that cross one another', () => sampleWith(['41.0,19.0 41.0,20.0', Array.from({ length: 180_000 }, (_, i) => `${i % 2 ? 1 : 2},${(i % 1000) / 10}`).join(' ')]), 1],
  ])('judges a message of nothing but %s with bounded work', (_what, document, issues) => {
    const text = document();
    expect(processorSeconds(() => { expect(messageOf(text).issues).toHaveLength(issues); })).toBeLessThan(BOUNDED_SECONDS);
  });
});

describe('The format cap, for CAP 1.1', () => {
  const old = (...changes: [string, string][]): string => sampleWith(['cap:1.2', 'cap:1.1'], ...changes);

  test('takes what the 1.1 schema allows', () => {
    const message = messageOf(old(['<mimeType>image/jpeg</mimeType>', ''], ['<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00.250Z']));
    expect(message.issues).toEqual([]);
    expect(message.alert!.sent).toBe('2026-03-02T17:05:00-00:00');
    expect(message.alert!.info![0]!.resource![0]!.mimeType).toBe('application/octet-stream');
    expect(message.assigned).toEqual([{ path: '/info/0/resource/0/mimeType', value: 'application/octet-stream', reason: expect.any(String) }]);
  });

  test.each([
    ['a value of 1.2', '>Monitor<', '>Avoid<', 'CAP_I06 /alert/info[1]/responseType[1]'],
    ['a signature', '</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>', 'CAP_D05 /alert/Signature'],
    ['a time without zone', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T18:05:00', 'CAP_A07 /alert/sent'],
  ])('refuses %s', (_what, from, to, expected) => {
    expect(brief(messageOf(old([from, to])).issues)).toEqual([`error ${expected}`]);
  });
});

describe('The format cap, for CAP 1.0', () => {
  const OLDEST = `<alert xmlns="http://www.incident.com/cap/1.0"><identifier>7.2</identifier><sender>http://al.example.org/desk</sender><sent>2006-03-02T18:05:00Z</sent>
    <status>Actual</status><msgType>Update</msgType><password>x</password><references>7/http://al.example.org/desk</references>
    <info><event>Child abduction</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Very Likely</certainty>
    <eventCode>SAME=CAE</eventCode><parameter>a=b=c</parameter><area><areaDesc>North</areaDesc><circle>41.33,19.82 20</circle><geocode>FIPS6=006017</geocode></area></info></alert>`;

  test('maps everything to the common model', () => {
    const { alert, issues, assigned } = messageOf(OLDEST);
    expect(alert).toMatchObject({
      sent: '2006-03-02T18:05:00-00:00', scope: 'Public', references: [{ identifier: '7', sender: 'http://al.example.org/desk', sent: '' }],
      info: [{ category: ['Other'], certainty: 'Likely', eventCode: [{ valueName: 'SAME', value: 'CAE' }], parameter: [{ valueName: 'a', value: 'b=c' }], area: [{ geocode: [{ valueName: 'FIPS6', value: '006017' }] }] }],
    });
    expect(assigned!.map(({ path, value }) => [path, value])).toEqual([['/info/0/category', 'Other'], ['/scope', 'Public']]);
    expect(brief(issues)).toEqual(['warning CAP_D05 /alert/password', 'warning CAP_A28 /alert/references']);
  });

  test('takes a whole triplet as one, whatever slashes stand in it', () => {
    const { alert, issues } = messageOf(OLDEST.replace('7/http://al.example.org/desk', 'http://al.example.org/desk,7,2006-03-02T17:05:00+01:00'));
    expect(brief(issues)).toEqual(['warning CAP_D05 /alert/password']);
    expect(alert!.references).toEqual([{ sender: 'http://al.example.org/desk', identifier: '7', sent: '2006-03-02T17:05:00+01:00' }]);
  });

  test('refuses what is wrong in every version', () => {
    expect(brief(messageOf(OLDEST.replace('41.33,19.82 20', 'nowhere')).issues)).toContain('error CAP_G10 /alert/info[1]/area[1]/circle[1]');
  });
});

describe('The format cap-json', () => {
  const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));

  test.each([['a message', { identifier: 'a', msgType: 'Alert' }], ['a message without msgType', { identifier: 'a', status: 'Actual' }], ['a list of messages', [{ identifier: 'a', status: 'Test' }]]])('claims %s', (_what, value) => {
    expect(capJsonFormat.detects(json(value))).toBe(true);
  });

  test.each([['another object', { id: 1 }], ['an empty list', []], ['a mixed list', [{ identifier: 'a', status: 'Test' }, 1]], ['text', 'x']])('does not claim %s', (_what, value) => {
    expect(capJsonFormat.detects(json(value))).toBe(false);
  });

  test('does not claim XML or half a document', () => {
    expect(capJsonFormat.detects(bytesOf(SAMPLE))).toBe(false);
    expect(capJsonFormat.detects(bytesOf('{"identifier":'))).toBe(false);
  });

  test('says that a document is malformed, and where', () => {
    const decoded = capJsonFormat.decode(bytesOf('{\n "identifier": }'));
    expect('unreadable' in decoded && decoded.unreadable).toMatchObject([{ code: 'JSON_MALFORMED', level: 'error', line: 2 }]);
  });

  test('keeps text as it was written, also where Unicode has another spelling for it', () => {
    const note = 'e\u0301 \u1037\u103a';
    const decoded = capJsonFormat.decode(json({ ...alertOf(SAMPLE), note }));
    expect('messages' in decoded && decoded.messages[0]!.alert!.note).toBe(note);
  });

  test('does not write what the gateway noted', () => {
    const { body, contentType, losses } = capJsonFormat.encode({ ...alertOf(SAMPLE), gateway: { adapter: 'al' } }, {});
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual(alertOf(SAMPLE));
    expect({ contentType, losses }).toEqual({ contentType: 'application/cap+json', losses: [] });
  });
});
