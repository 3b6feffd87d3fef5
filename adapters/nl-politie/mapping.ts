// The words of the Dutch police's list of missing persons and what they are in the common model, as data.
import type { Child, Info, Sex } from '../../src/adapter/kit.js';

/** The list names no sender: every publication is the police's, through this host. */
export const SENDER = 'api.politie.nl';
export const ZONE = 'Europe/Amsterdam';

/** What CAP wants to be told of every alert and the list does not tell. */
export const OF_EVERY_MESSAGE: Pick<Info, 'language' | 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty'> =
  { language: 'nl', category: ['Rescue'], event: 'Vermist kind', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Severe', certainty: 'Likely' };

/** Labels of a description, in lower case and without colon. What is not here, such as "Afkomst" (descent), is not carried: it may be data of a special category. */
export const LABELS: Readonly<Record<string, 'sex' | 'age' | 'height' | 'weight' | 'hair' | 'eyes' | 'marks' | 'clothing'>> = {
  geslacht: 'sex', leeftijd: 'age', lengte: 'height', gewicht: 'weight', haar: 'hair', haarkleur: 'hair', ogen: 'eyes', 'kleur ogen': 'eyes',
  bijzonderheden: 'marks', 'bijzondere kenmerken': 'marks', kleding: 'clothing',
};

export const SEXES: Readonly<Record<string, Sex>> = { vrouw: 'female', meisje: 'female', man: 'male', jongen: 'male' };

/** A colour that is none of these stays as written. */
export const HAIR: Readonly<Record<string, string>> = {
  blond: 'blond', donkerblond: 'dark-blond', bruin: 'brown', lichtbruin: 'light-brown', donkerbruin: 'dark-brown', zwart: 'black', rood: 'red', grijs: 'grey', wit: 'white', geverfd: 'dyed',
};
export const EYES: Readonly<Record<string, string>> = { blauw: 'blue', bruin: 'brown', groen: 'green', grijs: 'grey', zwart: 'black', hazelnoot: 'hazel' };

export const MONTHS: readonly string[] = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];

/** "Sanne Voorbeeld (14)", the convention of titles. */
export const NAME_AND_AGE = /^(?<name>[^()]+?)\s*\((?<age>[^()]+)\)$/;
export const AGE = /(?<about>ongeveer|circa|ca\.|plusminus)?\s*(?<!\d)(?<value>\d{1,2})(?!\d)\s*(?<months>maand)?/i;

/** Centimetres and kilograms in one unit of the text: "165 cm", "1,65 m", "50 kg". */
export const HEIGHT = /(?<!\d)(?<figures>\d{1,3}(?:[.,]\d{1,2})?)\s*(?<unit>cm|m)(?![a-z])/i;
export const WEIGHT = /(?<!\d)(?<figures>\d{1,3}(?:[.,]\d)?)\s*kg/i;

/** Pointers of the alert → where the list keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/uid', '/sent': '/publicatiedatum', '/incidents': '/zaaknummer', '/info/0/headline': '/titel', '/info/0/description': '/omschrijving', '/info/0/instruction': '/uwtip',
  '/info/0/web': '/url', '/info/0/resource': '/afbeeldingen', '/case/children': '/signalementen', '/case/lastSeen': '/vermistsinds',
  '/case/lastSeen/place': '/laatstgezienin', '/case/lastSeen/point': '/locaties', '/info/0/area': '/laatstgezienin',
};

type Text = string | null;
export interface Picture { url?: Text; alttext?: Text }
export interface Description { titel?: Text; afbeelding?: Picture | null; persoonskenmerken?: { label: string; waarde?: Text }[] | null }

/** Facts about a child that a description may tell. */
export type Traits = Pick<Child, 'sex' | 'age' | 'heightCm' | 'weightKg' | 'hair' | 'eyes' | 'marks' | 'clothing'>;

/** One publication of the list. */
export interface Missing {
  uid: string;
  url?: Text;
  publicatiedatum?: Text;
  titel: string;
  zaaknummer?: Text;
  vermistsinds?: Text;
  laatstgezienin?: Text;
  afbeeldingen?: (Picture | null)[] | null;
  meerafbeeldingen?: (Picture | null)[] | null;
  signalementen?: Description[] | null;
  introductie?: Text;
  omschrijving?: Text;
  vragen?: Text;
  locaties?: { latitude?: number | null; longitude?: number | null }[] | null;
  urltipformulier?: Text;
  uwtip?: Text;
}
