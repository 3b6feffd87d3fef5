// The VMA interface's fields and habits and what they are in the common model, as data.
import type { Alert, Info } from '../../src/adapter/kit.js';

/** Of a block that names no language: CAP would take it for English. */
export const OWN_LANGUAGE = 'sv-SE';

/** Part of the sender's address, by which a list is known. */
export const SENDER = /\/\/vmaapi\./;

interface Named { valueName: string; value: string | null }

type Text = string | null;

export type NamedList = Named[] | null;

export interface Block extends Pick<Info, 'event' | 'urgency' | 'severity' | 'certainty'> {
  language?: Text;
  category: NonNullable<Info['category']>;
  responseType?: Info['responseType'] | null;
  audience?: Text;
  eventCode?: NamedList;
  effective?: Text;
  onset?: Text;
  expires?: Text;
  senderName?: Text;
  headline?: Text;
  description?: Text;
  instruction?: Text;
  web?: Text;
  contact?: Text;
  parameter?: NamedList;
  /** No polygons: municipalities and counties are told by their codes. */
  area?: { areaDesc: string; geocode?: NamedList }[] | null;
}

/** One message: CAP's elements in JSON. */
export interface Vma extends Pick<Alert, 'identifier' | 'sender' | 'sent' | 'status' | 'msgType' | 'scope'> {
  incidents?: Text;
  /** `sender,identifier,sent`, several with spaces between. */
  references?: Text;
  source?: Text;
  note?: Text;
  code?: string[] | null;
  info?: Block[] | null;
}
