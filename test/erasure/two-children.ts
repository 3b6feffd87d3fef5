// Two invented children for the search after an erasure: one is found and erased, the other is still missing. Everything that identifies them, in every place a message has for it.
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { CHILD_ALERT_PROFILE } from '../../src/cap/case-parameters.js';
import { DECISION_PROFILE } from '../../src/incident/message.js';
import { cap, type CapMessage, type CapSpec } from '../flow/harness.js';
import { noise } from '../photos/made-up-photos.js';

export interface Child {
  given: string; family: string; plate: string; place: string; suspect: string; phrase: string; reason: string; question: string; photo: Buffer;
  /** Real pictures, which say in their EXIF whom they show: one inside a message, one to be fetched. */
  inside: Picture; fetched: Picture;
  /** Drawn anew by the gateway, as it has shown them. */
  shown: Record<string, Buffer>;
}

export interface Picture { bytes: Buffer; mark: string }

const photo = (): Buffer => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(900), Buffer.from('ffd9', 'hex')]);

/** Small, so that what is peculiar to it lies in the first piece that a database makes of it. */
async function picture(of: string, mean: number): Promise<Picture> {
  const mark = randomBytes(12).toString('hex');
  return { mark, bytes: await sharp(await noise(120, 90, mean)).withExif({ IFD0: { ImageDescription: mark, Artist: of } }).jpeg().toBuffer() };
}

export const FOUND: Child = {
  given: 'Zërafina', family: 'Fiktivçaj', plate: 'ZZ-401-QX', place: 'Përroi i Sajuar', suspect: 'Kurdo Trillimi', phrase: 'mban një çantë të gjelbër me një dragua', reason: 'pa kriteret tona për të', question: 'a kishte syze të kuqe', photo: photo(),
  inside: await picture('Zërafina Fiktivçaj', 110), fetched: await picture('Zërafina Fiktivçaj', 120), shown: {},
};
export const MISSING: Child = {
  given: 'Luanosh', family: 'Shpikjani', plate: 'QQ-777-WZ', place: 'Kodra e Trilluar', suspect: 'Askushi Askund', phrase: 'ka një biçikletë ngjyrë vjollcë', reason: 'presim fjalën e prokurorit', question: 'ku u pa biçikleta', photo: photo(),
  inside: await picture('Luanosh Shpikjani', 130), fetched: await picture('Luanosh Shpikjani', 140), shown: {},
};

export const nameOf = ({ given, family }: Child): string => `${given} ${family}`;

/** A piece that no other picture has: all JPEG files begin alike. */
const piece = (bytes: Buffer): Buffer => bytes.subarray(1_000, 1_032);

/** What must not be found again. Of the photo a piece: as long as any is left, it is not gone. */
export const secretsOf = (child: Child): Record<string, string | Buffer> => ({
  given: child.given, family: child.family, name: nameOf(child), plate: child.plate, place: child.place, suspect: child.suspect, phrase: child.phrase,
  reason: child.reason, question: child.question, 'EXIF of the picture inside': child.inside.mark, ...Object.fromEntries(Object.entries(child.shown).map(([what, bytes]) => [what, piece(bytes)])),
  'start of the photo': child.photo.subarray(11, 43), 'middle of the photo': child.photo.subarray(440, 472), 'end of the photo': child.photo.subarray(860, 892),
});

/** What nobody keeps, sealed or not, or keeps too far behind the beginning of something to be opened there. */
export const tracesOf = ({ inside, fetched }: Child): Record<string, string | Buffer> => ({
  'EXIF of the fetched picture': fetched.mark, 'the fetched picture': piece(fetched.bytes), 'end of the fetched picture': fetched.bytes.subarray(-64, -32), 'the picture inside': piece(inside.bytes), 'end of the picture inside': inside.bytes.subarray(-64, -32),
});

const parameters = (child: Child): string => Object.entries({
  'tier': 'amber', 'children.1.name.given': child.given, 'children.1.name.family': child.family, 'lastSeen.place': child.place, 'suspects.1.name': child.suspect, 'vehicles.1.plate': child.plate,
}).map(([path, value]) => `<parameter><valueName>${CHILD_ALERT_PROFILE}:${path}</valueName><value>${value}</value></parameter>`).join('');

const resource = ({ photo: bytes, family }: Child): string =>
  `<resource><resourceDesc>Photo of ${family}</resourceDesc><mimeType>image/jpeg</mimeType><uri>${family}.jpg</uri><derefUri>${bytes.toString('base64')}</derefUri></resource>`;

/** A message about the child that says all there is. */
export function about(child: Child, spec: CapSpec = {}): CapMessage {
  const message = cap({
    headline: `${nameOf(child)} is missing`, description: `${nameOf(child)} was last seen at ${child.place} and ${child.phrase}. With ${child.suspect} in a car ${child.plate}.`, ...spec,
    ...(spec.msgType === 'Cancel' || spec.msgType === 'Error' || spec.msgType === 'Ack' ? { note: `about ${nameOf(child)}, who ${child.phrase}` } : {}),
  });
  return { ...message, xml: message.xml.replace('</scope>', `</scope><code>${CHILD_ALERT_PROFILE}</code>`).replace('<area>', `${parameters(child)}${resource(child)}<area>`) };
}

const named = ({ given, family }: Child): string => Object.entries({ given, family }).map(([part, value]) => `<parameter><valueName>${CHILD_ALERT_PROFILE}:children.1.name.${part}</valueName><value>${value}</value></parameter>`).join('');
const image = (desc: string, content: string): string => `<resource><resourceDesc>${desc}</resourceDesc><mimeType>image/jpeg</mimeType>${content}</resource>`;

/** An alert with a picture inside it and others at addresses. */
export function pictured(child: Child, addresses: readonly string[], spec: CapSpec = {}): CapMessage {
  const message = cap({ headline: nameOf(child), description: '-', ...spec });
  const resources = [image('inside', `<uri>inside.jpg</uri><derefUri>${child.inside.bytes.toString('base64')}</derefUri>`), ...addresses.map((address) => image(child.family, `<uri>${address}</uri>`))];
  return { ...message, xml: message.xml.replace('</scope>', `</scope><code>${CHILD_ALERT_PROFILE}</code>`).replace('<area>', `${named(child)}${resources.join('')}<area>`) };
}

const said = (name: string, value: string): string => `<parameter><valueName>${DECISION_PROFILE}:${name}</valueName><value>${value}</value></parameter>`;

/** A receipt that decides, in words about the child. */
export function decided(child: Child, state: string, spec: CapSpec): CapMessage {
  const message = about(child, { msgType: 'Ack', ...spec });
  const info = '<info><language>en</language><category>Rescue</category><event>Decision</event><urgency>Unknown</urgency><severity>Unknown</severity><certainty>Unknown</certainty>';
  return { ...message, xml: message.xml.replace('</alert>', `${info}${said('state', state)}${said('reason', `${nameOf(child)}: ${child.reason}`)}</info></alert>`) };
}
