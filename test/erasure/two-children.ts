// Two invented children for the search after an erasure: one is found and erased, the other is still missing. Everything that identifies them, in every place a message has for it.
import { randomBytes } from 'node:crypto';
import { CHILD_ALERT_PROFILE } from '../../src/cap/case-parameters.js';
import { cap, type CapMessage, type CapSpec } from '../flow/harness.js';

export interface Child { given: string; family: string; plate: string; place: string; suspect: string; phrase: string; photo: Buffer }

const photo = (): Buffer => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(900), Buffer.from('ffd9', 'hex')]);

export const FOUND: Child = {
  given: 'Zërafina', family: 'Fiktivçaj', plate: 'ZZ-401-QX', place: 'Përroi i Sajuar', suspect: 'Kurdo Trillimi', phrase: 'mban një çantë të gjelbër me një dragua', photo: photo(),
};
export const MISSING: Child = {
  given: 'Luanosh', family: 'Shpikjani', plate: 'QQ-777-WZ', place: 'Kodra e Trilluar', suspect: 'Askushi Askund', phrase: 'ka një biçikletë ngjyrë vjollcë', photo: photo(),
};

export const nameOf = ({ given, family }: Child): string => `${given} ${family}`;

/** What must not be found again. Of the photo a piece: as long as any is left, it is not gone. */
export const secretsOf = (child: Child): Record<string, string | Buffer> => ({
  given: child.given, family: child.family, name: nameOf(child), plate: child.plate, place: child.place, suspect: child.suspect, phrase: child.phrase,
  'start of the photo': child.photo.subarray(11, 43), 'middle of the photo': child.photo.subarray(440, 472), 'end of the photo': child.photo.subarray(860, 892),
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
    ...(spec.msgType === 'Cancel' || spec.msgType === 'Error' ? { note: `about ${nameOf(child)}, who ${child.phrase}` } : {}),
  });
  return { ...message, xml: message.xml.replace('</scope>', `</scope><code>${CHILD_ALERT_PROFILE}</code>`).replace('<area>', `${parameters(child)}${resource(child)}<area>`) };
}
