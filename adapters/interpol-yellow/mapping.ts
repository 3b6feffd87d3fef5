// The words of INTERPOL's notices and what they are in the common model, as data.
import type { Info, Sex } from '../../src/adapter/kit.js';

/** A notice names no sender: all are published through this host. */
export const SENDER = 'ws-public.interpol.int';

/** What CAP wants to be told of every alert. A yellow notice looks for a missing person, often one who is a minor. */
export const OF_EVERY_NOTICE: Pick<Info, 'language' | 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty' | 'senderName'> =
  { language: 'en', category: ['Rescue'], event: 'Missing child', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', senderName: 'INTERPOL' };

export const SEXES: Readonly<Record<string, Sex>> = { F: 'female', M: 'male', U: 'unknown' };

/** A code that is none of these stays as written. */
export const HAIR: Readonly<Record<string, string>> = { BLA: 'black', BRO: 'brown', BROD: 'dark-brown', BROL: 'light-brown', BLO: 'blond', BLON: 'blond', YELB: 'blond', RED: 'red', GRY: 'grey', GRE: 'grey', WHI: 'white' };
export const EYES: Readonly<Record<string, string>> = { BLA: 'black', BLU: 'blue', BRO: 'brown', BROD: 'brown', BROL: 'brown', GRE: 'green', GRN: 'green', GRY: 'grey', HAZ: 'hazel' };

export const CM_OF_METRE = 100;
export const TALLEST_METRES = 3;

/** Pointers of the alert → where the notice keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/entity_id', '/sent': '/date_of_event', '/incidents': '/entity_id', '/info/0/headline': '/name', '/info/0/description': '/distinguishing_marks', '/info/0/web': '/_links/self/href', '/info/0/resource': '/_links/thumbnail/href', '/info/0/area': '/place',
  '/case/number': '/entity_id', '/case/lastSeen': '/date_of_event', '/case/lastSeen/place': '/place', '/case/lastSeen/country': '/country', '/case/children/0/name': '/name', '/case/children/0/aliases': '/birth_name',
  '/case/children/0/dateOfBirth': '/date_of_birth', '/case/children/0/sex': '/sex_id', '/case/children/0/nationality': '/nationalities', '/case/children/0/heightCm': '/height', '/case/children/0/weightKg': '/weight',
  '/case/children/0/hair': '/hairs_id', '/case/children/0/eyes': '/eyes_colors_id', '/case/children/0/marks': '/distinguishing_marks', '/case/children/0/languages': '/languages_spoken_ids', '/case/children/0/photos': '/_links/thumbnail/href',
};

type Text = string | null;
interface Link { href?: Text }

/** One notice in full. The parents' names it tells are those of third persons and are not carried. */
export interface Notice {
  entity_id: string;
  date_of_event?: Text;
  forename?: Text;
  name?: Text;
  birth_name?: Text;
  date_of_birth?: Text;
  sex_id?: Text;
  nationalities?: string[] | null;
  languages_spoken_ids?: string[] | null;
  height?: number | null;
  weight?: number | null;
  eyes_colors_id?: string[] | null;
  hairs_id?: string[] | null;
  distinguishing_marks?: Text;
  place?: Text;
  country?: Text;
  _links: { self?: Link | null; thumbnail?: Link | null };
}
