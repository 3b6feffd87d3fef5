// What is read out of a text, in the short words in which the texts of these tests tell it.
import { readFacts } from '../../src/facts/read-facts.js';
import type { Alert, Case } from '../../src/model/generated/alert.js';

/** A Wednesday. */
export const SENT = '2026-05-20T10:00:00+02:00';

export interface Prose { language?: string; headline?: string; event?: string; description?: string; instruction?: string; sent?: string; case?: Case }

export const alertOf = ({ language, headline, event = '', description, instruction, sent = SENT, case: about }: Prose): Alert => ({
  identifier: 'facts-1', sender: 'desk@example.org', sent, status: 'Actual', msgType: 'Alert', scope: 'Public',
  info: [{ ...(language && { language }), category: ['Rescue'], event, urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', ...(headline && { headline }), ...(description && { description }), ...(instruction && { instruction }) }],
  ...(about && { case: about }),
});

const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(':');

export const asTold = ({ category, children: [child = {}] = [], lastSeen = {}, vehicles: [vehicle = {}] = [], suspects: [suspect = {}] = [], relatedPersons = [] }: Case = {}): Record<string, string | string[]> => {
  const told = {
    name: child.name?.full, age: child.age && `${child.age.value} ${child.age.unit}`, sex: child.sex, height: child.heightCm && String(child.heightCm), hair: child.hair?.colour, style: child.hair?.style, eyes: child.eyes,
    clothes: child.clothing?.map(({ garment, colour }) => joined(garment, colour)), marks: child.marks, items: child.items, at: lastSeen.at, place: lastSeen.place, country: lastSeen.country, category,
    suspect: suspect.relation, vtype: vehicle.type, make: vehicle.make, vcolour: vehicle.colour, plate: vehicle.plate, pcountry: vehicle.plateCountry,
    related: relatedPersons.map(({ name, kind }) => joined(name, kind)),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== 0 && value.length > 0)) as Record<string, string | string[]>;
};

export const factsAsTold = (prose: Prose): Record<string, string | string[]> => asTold(readFacts(alertOf(prose)).case);
