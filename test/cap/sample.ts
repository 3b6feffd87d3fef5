// A whole CAP message of an invented child, and short ways to change one thing in it and to say what was found.
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import type { DecodedMessage } from '../../src/format/format.js';
import type { Issue } from '../../src/model/issue.js';

export const SAMPLE = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>AL-2026-0007.2</identifier>
  <sender>desk@al.example.org</sender>
  <sent>2026-03-02T18:05:00+01:00</sent>
  <status>Actual</status>
  <msgType>Update</msgType>
  <source>Night desk</source>
  <scope>Public</scope>
  <code>first</code>
  <code>006017</code>
  <note>Second message, with the vehicle.</note>
  <references>desk@al.example.org,AL-2026-0007,2026-03-02T17:40:00+01:00</references>
  <incidents>AL-0007 "Lake road"</incidents>
  <info>
    <language>en</language>
    <category>Rescue</category>
    <category>Safety</category>
    <event>Child abduction</event>
    <responseType>Monitor</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <audience>Everybody near the lake</audience>
    <eventCode><valueName>SAME</valueName><value>CAE</value></eventCode>
    <effective>2026-03-02T18:05:00+01:00</effective>
    <onset>2026-03-02T17:20:00+01:00</onset>
    <expires>2026-03-03T18:05:00+01:00</expires>
    <senderName>Desk of an invented country</senderName>
    <headline>Missing: Ana Shembull, 11</headline>
    <description>Red jacket,
  blue rucksack.</description>
    <instruction>Call, do not follow.</instruction>
    <web>https://al.example.org/7</web>
    <contact>+355 4 000 0000</contact>
    <parameter><valueName>desk-shift</valueName><value>night</value></parameter>
    <resource>
      <resourceDesc>Photo</resourceDesc>
      <mimeType>image/jpeg</mimeType>
      <size>52100</size>
      <uri>https://al.example.org/7.jpg</uri>
      <digest>2fd4e1c67a2d28fced849ee1bb76e7391b93eb12</digest>
    </resource>
    <area>
      <areaDesc>North shore</areaDesc>
      <polygon>41.0,19.0 41.0,20.0 42.0,20.0 42.0,19.0 41.0,19.0</polygon>
      <circle>41.33,19.82 20</circle>
      <geocode><valueName>NUTS3</valueName><value>AL022</value></geocode>
      <altitude>100</altitude>
      <ceiling>350.5</ceiling>
    </area>
  </info>
</alert>
`;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The sample with one piece of text replaced; fails where that piece does not stand in it. */
export const sampleWith = (...changes: [from: string, to: string][]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The sample does not hold ${from}`);
    return text.replace(from, () => to);
  }, SAMPLE);

/** The one message of a readable CAP document. */
export const messageOf = (xml: string | Uint8Array): DecodedMessage => {
  const decoded = capXmlFormat.decode(typeof xml === 'string' ? bytesOf(xml) : xml);
  if ('unreadable' in decoded) throw new Error(JSON.stringify(decoded.unreadable));
  return decoded.messages[0]!;
};

export const alertOf = (xml: string | Uint8Array) => messageOf(xml).alert!;

/** Issues as `level code path`, which is all of them that is promised. */
export const brief = (issues: readonly Issue[]): string[] => issues.map(({ level, code, path }) => `${level} ${code} ${path}`);
