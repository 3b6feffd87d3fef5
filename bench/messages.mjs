// The alert every benchmark sends: a fictional child, CAP 1.2, about as long as a real one.
const moment = (plusSeconds = 0) => `${new Date(Date.now() + plusSeconds * 1_000).toISOString().slice(0, 19)}-00:00`;

const DESCRIPTION = [
  'Ana Shembull, 11 years, was last seen on the platform of the bus station of Shembull at about half past seven in the morning.',
  'She is 142 cm tall, slender, with long brown hair in a plait and brown eyes, and speaks Albanian and a little English.',
  'She wore a red quilted jacket, blue jeans and white trainers, and carried a green school bag with a reflecting stripe.',
  'It is possible that she is with a man of about forty in a dark blue estate car, and that they are on the way to the border.',
  'Do not approach; call 116 000 or the nearest police station at once with the place, the time and the direction.',
].join(' ');

let serial = 0;

/** Another message at each call. `identifier` names it in what the receivers saw. */
export function newAlert() {
  serial += 1;
  const identifier = `B-${process.pid}-${serial}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>desk@al.example.org</sender><sent>${moment()}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Rescue</category><event>Child abduction</event><responseType>Monitor</responseType><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty><expires>${moment(7_200)}</expires>
<senderName>National Centre, Albania</senderName><headline>Missing child, 11 years, last seen in Shembull</headline><description>${DESCRIPTION}</description><instruction>Report every sighting at once.</instruction><web>https://al.example.org/alerts/${identifier}</web><contact>116000</contact>
<area><areaDesc>Tirana and Durrës</areaDesc><circle>41.33,19.82 20</circle></area></info></alert>`;
  return { identifier, xml };
}

const IDENTIFIER = '<identifier>';

/** The identifier in a body, wherever it was encoded; as cheap as can be, because receivers do it for every call they count. */
export const identifierIn = (body) => {
  const start = body.indexOf(IDENTIFIER) + IDENTIFIER.length;
  return body.toString('latin1', start, body.indexOf('<', start));
};

/** The same body under another identifier. */
export const renamed = (body, identifier) => Buffer.from(body.toString('utf8').replace(/<identifier>[^<]*</, `${IDENTIFIER}${identifier}<`));
