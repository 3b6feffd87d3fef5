// FR-Alert's words and forms and what they are in the common model, as data.
import type { Alert, Info } from '../../src/adapter/kit.js';

/** The export names no sender: every message comes from this host. */
export const SENDER = 'fr-alert.gouv.fr';
/** What a time without "UTC+02" beside it is read by. */
export const ZONE = 'Europe/Paris';

/** Where the words do not tell. */
export const OWN_LANGUAGE = 'fr';

/** "28/08/2026 06:00:00", the day first. */
export const CLOCK = /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})[ T](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/;
/** "UTC+02", "UTC-4", "UTC+05:30". */
export const OFFSET = /^UTC ?(?<sign>[+-]) ?(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?$/i;

export const STATUSES: Readonly<Record<string, Alert['status']>> = {
  'Réel': 'Actual', Actual: 'Actual', Exercice: 'Exercise', Exercise: 'Exercise', Test: 'Test', 'Système': 'System', System: 'System', Brouillon: 'Draft', Draft: 'Draft',
};

/** In small letters. */
export const TYPES: Readonly<Record<string, 'Alert' | 'Update' | 'Cancel'>> = {
  alert: 'Alert', alerte: 'Alert', update: 'Update', 'mise à jour': 'Update', cancel: 'Cancel', cancellation: 'Cancel', annulation: 'Cancel',
};

/** Without accents and in small letters. "Sécurité" is what CAP calls Safety; CAP's Security is "sûreté". */
export const CATEGORIES: Readonly<Record<string, NonNullable<Info['category']>[number]>> = {
  geophysique: 'Geo', meteorologique: 'Met', securite: 'Safety', surete: 'Security', secours: 'Rescue', incendie: 'Fire', sante: 'Health', environnement: 'Env',
  transport: 'Transport', infrastructure: 'Infra', nrbce: 'CBRNE', autre: 'Other',
};
export const SEVERITIES: Readonly<Record<string, Info['severity']>> = {
  extreme: 'Extreme', severe: 'Severe', grave: 'Severe', moderee: 'Moderate', moderate: 'Moderate', mineure: 'Minor', minor: 'Minor', inconnue: 'Unknown',
};

/** Of a block that does not name its event. */
export const EVENT = 'FR-Alert';

type Text = string | null;
export type Zone = { utc?: Text } | null;
type Nested = string | null | Nested[];

export interface Zoned { descriptionZone?: Text; polygone?: Nested; cercle?: Nested }

export interface Block {
  titre?: Text;
  description?: Text;
  consigne?: Text;
  instruction?: Text;
  'catégorie'?: Text;
  'sévérité'?: Text;
  'événement'?: Text;
  dateEffective?: Text;
  'dateExpiré'?: Text;
  fuseauHoraire?: Zone;
  areas?: Zoned[] | null;
}

export interface Message {
  identifiant: string;
  status: string;
  dateEmission: string;
  fuseauHoraire?: Zone;
  msgType?: Text;
  typeMessage?: Text;
  references?: Text;
  reference?: Text;
  infos?: Block[] | null;
}
