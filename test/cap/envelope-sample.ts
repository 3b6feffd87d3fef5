// Envelopes around alerts of invented children: EDXL-DE 1.0 and 2.0, Atom, RSS, and short ways to read them.
import { ENVELOPE_FORMATS } from '../../src/cap/envelope-formats.js';
import type { DecodedMessage, Format } from '../../src/format/format.js';
import type { Issue } from '../../src/model/issue.js';
import { bytesOf, SAMPLE } from './sample.js';

/** An alert as it may stand inside another document. */
export const bare = (xml: string): string => xml.replace(/^<\?xml[^>]*\?>\s*/, '').trimEnd();

export const ALERT = bare(SAMPLE);

export const contentObject = (...alerts: string[]): string => `<contentObject><xmlContent><embeddedXMLContent>${alerts.join('')}</embeddedXMLContent></xmlContent></contentObject>`;

export const edxl = (content: string, { status = 'Actual' } = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0">
<distributionID>D-2026-0007</distributionID>
<senderID>desk@al.example.org</senderID>
<dateTimeSent>2026-03-02T17:06:00Z</dateTimeSent>
<distributionStatus>${status}</distributionStatus>
<distributionType>Report</distributionType>
<combinedConfidentiality>Unclassified</combinedConfidentiality>
${content}
</EDXLDistribution>`;

export const edxl2 = (content: string, status = '<StatusKindDefault><ct:ValueListURI>urn:oasis:names:tc:emergency:EDXL:DE:2.0:Defaults:StatusKind</ct:ValueListURI><ct:Value>Actual</ct:Value></StatusKindDefault>'): string =>
  `<de:EDXLDistribution xmlns:de="urn:oasis:names:tc:emergency:EDXL:DE:2.0" xmlns:ct="urn:oasis:names:tc:emergency:edxl:ct:1.0">
<de:DistributionID>D-2026-0008</de:DistributionID><de:SenderID>desk@al.example.org</de:SenderID>
<de:DateTimeSent>2026-03-02T18:06:00+01:00</de:DateTimeSent><de:DateTimeExpires>2026-03-03T18:06:00+01:00</de:DateTimeExpires>
<de:DistributionStatus>${status.replaceAll('StatusKind', 'de:StatusKind').replaceAll('Defaults:de:', 'Defaults:')}</de:DistributionStatus><de:DistributionKind>Report</de:DistributionKind>
<de:Content>${content}</de:Content></de:EDXLDistribution>`;

export const contentObject2 = (alert: string): string =>
  `<de:ContentObject><de:ContentXML><de:EmbeddedXMLContent>${alert}</de:EmbeddedXMLContent></de:ContentXML></de:ContentObject>`;

export const entry = (content: string, id = 'urn:example:al:7'): string => `<entry><id>${id}</id><title>Missing child</title><updated>2026-03-02T18:05:00+01:00</updated>${content}</entry>`;

export const embedded = (alert: string): string => `<content type="application/cap+xml">${alert}</content>`;

export const atom = (...entries: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:example:al:feed</id>
<title>Alerts of an invented country</title>
<updated>2026-03-02T18:06:00+01:00</updated>
${entries.join('\n')}
</feed>`;

export const item = (content: string): string => `<item><title>Missing child</title>${content}</item>`;

export const rss = (...items: string[]): string => `<rss version="2.0"><channel>
<title>Alerts of an invented country</title><link>https://al.example.org/</link><description>All of them</description>
${items.join('\n')}
</channel></rss>`;

export const formatOf = (xml: string | Uint8Array): Format | undefined => ENVELOPE_FORMATS.find((format) => format.detects(typeof xml === 'string' ? bytesOf(xml) : xml));

/** What is in a readable envelope. */
export const opened = (xml: string | Uint8Array): { messages: DecodedMessage[]; issues: Issue[] } => {
  const bytes = typeof xml === 'string' ? bytesOf(xml) : xml;
  const decoded = formatOf(bytes)!.decode(bytes);
  if ('unreadable' in decoded) throw new Error(JSON.stringify(decoded.unreadable));
  return decoded;
};
