// Messages for /docs: invented, complete, and judged valid by a test.

export const CAP_EXAMPLE = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>EXAMPLE-2026-0001</identifier>
  <sender>desk@al.example.org</sender>
  <sent>2026-11-22T07:10:24-00:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>en</language>
    <category>Rescue</category>
    <event>Child abduction</event>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <headline>Missing: Ana Shembull, 11</headline>
    <description>Last seen at the bus station, in a red jacket.</description>
    <contact>+355 00 000 000</contact>
    <area>
      <areaDesc>Tirana</areaDesc>
      <circle>41.33,19.82 20</circle>
    </area>
  </info>
</alert>
`;

export const MESSAGE_EXAMPLES = { 'application/cap+xml': CAP_EXAMPLE };
