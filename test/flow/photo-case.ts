// Child alerts that show pictures, by link and inside the message, in the common model as JSON.
import { capNow } from './harness.js';

let serial = 0;
export interface PhotoSpec { resource?: object[]; photos?: object[]; consent?: object; references?: object[]; msgType?: string; case?: object; status?: string; headline?: string; event?: string }

/** An invented child. */
export const childAlert = ({ resource, photos, consent, references, msgType = 'Alert', headline = 'Missing: Ana Shembull, 8', event = 'Child abduction', ...rest }: PhotoSpec): any => {
  serial += 1;
  return {
    identifier: `P-${process.pid}-${serial}`, sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType, scope: 'Public', ...(references ? { references } : {}),
    info: [{
      language: 'en', category: ['Rescue'], event, urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', expires: capNow(3_600), headline, description: 'Red jacket.', contact: '116000',
      ...(resource ? { resource } : {}), area: [{ areaDesc: 'Tirana', circle: ['41.33,19.82 20'] }],
    }],
    case: { tier: 'amber', category: 'criminal-abduction', children: [{ name: { given: 'Ana', family: 'Shembull' }, age: { value: 8, unit: 'year' }, ...(photos ? { photos } : {}) }], ...(consent ? { consent } : {}) }, ...rest,
  };
};

export const linked = (uri: string, more = {}): object => ({ resourceDesc: 'Photo', mimeType: 'image/jpeg', uri, ...more });
export const embedded = (content: Buffer, uri = 'photo.jpg', mimeType = 'image/jpeg'): object => ({ resourceDesc: 'Photo', mimeType, uri, derefUri: content.toString('base64') });
