// What we write of a case is read back: any coded facts, in every language that we write, out of nothing but the prose.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES as READ } from '../../src/facts/languages/languages.js';
import { readFacts } from '../../src/facts/read-facts.js';
import type { Alert, Case } from '../../src/model/generated/alert.js';
import { LANGUAGES } from '../../src/render/languages.js';
import { renderCase } from '../../src/render/render-case.js';
import { alertOf, codesOf } from '../render/sample-case.js';

const code = (list: string) => fc.constantFrom(...codesOf(list));
const several = (list: string) => fc.uniqueArray(code(list), { minLength: 1, maxLength: 3 });
const optional = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(shape, { requiredKeys: [] });

const CHILDREN = ['Ana Shembull', 'Milan Primer', 'Jean-Luc de Exemple', 'Μαρία Παράδειγμα', 'Era', 'Sanne van der Voorbeeld', 'Милица Пример'];
const OTHERS = ['Petar Primer', 'Erik Beispiel', 'Νίκος Δείγμα'];
const name = (names: string[]) => fc.record({ full: fc.constantFrom(...names) });
const age = (years: number) => fc.oneof(
  fc.record({ value: fc.integer({ min: 1, max: years }), unit: fc.constant('year' as const) }), fc.record({ value: fc.integer({ min: 1, max: 36 }), unit: fc.constant('month' as const) }),
  fc.record({ value: fc.integer({ min: 1, max: years }), unit: fc.constant('year' as const), approximate: fc.constant(true) }),
);
const SEX = fc.constantFrom('female' as const, 'male' as const);

const CHILD = optional({
  name: name(CHILDREN), age: age(17), sex: SEX, heightCm: fc.integer({ min: 40, max: 220 }), weightKg: fc.integer({ min: 2, max: 150 }), hair: fc.record({ colour: code('hair-colour'), style: code('hair-style') }), eyes: code('eye-colour'),
  marks: several('mark'), items: several('item'), languages: fc.constantFrom(['sq'], ['it', 'sr'], ['mt', 'en', 'nl']),
  // A colour or pattern of a garment that is not told is written without a bracket: whose it is nobody could say.
  clothing: fc.array(fc.record({ garment: code('garment'), colour: code('colour'), pattern: code('pattern') }, { requiredKeys: ['garment'] }), { minLength: 1, maxLength: 4 }),
});

const pad = (value: number): string => String(value).padStart(2, '0');
const DAY = fc.tuple(fc.integer({ min: 2015, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([year, month, day]) => `${year}-${pad(month)}-${pad(day)}`);
const HOUR = fc.tuple(DAY, fc.integer({ min: 0, max: 23 })).map(([day, hour]) => `${day}T${pad(hour)}`);
/** On the clock of the alert, which is the clock of its texts. */
const AT = fc.oneof(
  DAY.map((day) => ({ at: day.slice(0, 4), precision: 'year' as const })), DAY.map((day) => ({ at: day.slice(0, 7), precision: 'month' as const })), DAY.map((at) => ({ at, precision: 'day' as const })),
  HOUR.map((hour) => ({ at: `${hour}+02:00`, precision: 'hour' as const })), fc.tuple(HOUR, fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => ({ at: `${hour}:${pad(minute)}+02:00`, precision: 'minute' as const })),
);
const COUNTRY = fc.constantFrom('AL', 'GR', 'RS', 'XK', 'NL', 'GB', 'MK', 'BA', 'CH', 'CZ', 'US', 'EG', 'TR');
const PLACE = fc.constantFrom('Tiranë', 'Rruga e Durrësit, Tiranë', 'Den Haag', '12 High Street, Leeds', 'Νέα Σμύρνη', 'Нови Сад', 'Saint-Étienne');
// A place with neither time nor country is written as words alone behind a label: they could be any sentence, and are not read.
const WHERE = fc.oneof(fc.record({ country: COUNTRY }), fc.record({ place: PLACE, country: COUNTRY }));
const SEEN = fc.oneof(AT, WHERE, fc.tuple(AT, WHERE).map(([at, where]) => ({ ...at, ...where })), fc.tuple(AT, PLACE).map(([at, place]) => ({ ...at, place })));

// Its line shows where each vehicle and each suspect begins: without it a plate or a caution would be that of the one before.
const VEHICLE = fc.record({
  type: code('vehicle-type'), colour: code('colour'), make: fc.constantFrom('Ford', 'Škoda', 'Mercedes-Benz', 'Alfa Romeo'), year: fc.integer({ min: 1980, max: 2026 }), plate: fc.constantFrom('AA 000 ZZ', 'BG-1234-XX'), plateCountry: COUNTRY,
}, { requiredKeys: ['type'] }).chain((vehicle) => fc.constantFrom(undefined, 'Focus', 'Yaris Cross').map((model) => ({ ...vehicle, ...(vehicle.make && model && { model }) })))
  .map(({ plateCountry, ...vehicle }) => ({ ...vehicle, ...(vehicle.plate && { plateCountry: plateCountry ?? 'RS' }) }));
const SUSPECT = fc.record({ relation: code('relation'), name: name(OTHERS), sex: SEX, age: age(90), caution: several('caution') }, { requiredKeys: ['relation'] });

// The texts say "abducted" or "missing" and "in danger", but neither the category nor the tier these come from: both are in the case, and neither is read back.
const CASES: fc.Arbitrary<Case> = fc.record({
  tier: fc.constantFrom('amber' as const, 'endangered-missing' as const), category: code('category') as fc.Arbitrary<NonNullable<Case['category']>>,
  children: fc.array(CHILD.filter((child) => Object.keys(child).length > 0), { minLength: 1, maxLength: 3 }), lastSeen: SEEN, vehicles: fc.array(VEHICLE, { minLength: 1, maxLength: 2 }), suspects: fc.array(SUSPECT, { minLength: 1, maxLength: 2 }),
  possibleCountries: fc.uniqueArray(COUNTRY, { minLength: 1, maxLength: 3 }),
}, { requiredKeys: ['children'] }) as fc.Arbitrary<Case>;

/** `/children/0/hair/style curly`: a line for each value, so that a difference names the facts. */
const leavesOf = (value: unknown, path = ''): string[] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, below]) => leavesOf(below, `${path}/${key}`)) : [`${path} ${String(value)}`]);

const stated = ({ tier: _tier, category: _category, ...known }: Case): string[] => leavesOf(known);

const SENT = '2026-12-31T12:00:00+02:00';

const proseOf = (known: Case, tag: string, language: string | undefined): Alert => {
  const { headline, description, instruction } = renderCase(alertOf(known, { sent: SENT }), tag);
  const [info] = alertOf({}).info!;
  return { ...alertOf({}, { sent: SENT }), case: undefined, info: [{ ...info!, event: '', language, headline, description, instruction }] };
};

const difference = (known: Case, alert: Alert) => {
  const [told, { case: found, contradictions }] = [stated(known), readFacts(alert)];
  const read = leavesOf(found);
  return { missing: told.filter((fact) => !read.includes(fact)), added: read.filter((fact) => !told.includes(fact)), contradictions };
};

const NOTHING = { missing: [], added: [], contradictions: [] };

describe.each([...LANGUAGES])('in %s', (tag) => {
  test('every fact that is written of any case is read back, and no other', () => {
    fc.assert(fc.property(CASES, (known) => { expect({ tag, ...difference(known, proseOf(known, tag, tag)) }).toEqual({ tag, ...NOTHING }); }), { numRuns: 40 });
  });
});

const isRead = (tag: string): boolean => READ.some((language) => language.tag === tag.split('-')[0]);

describe.each(LANGUAGES.filter(isRead))('where no language is named, in %s', (tag) => {
  test('the same is read', () => {
    fc.assert(fc.property(CASES, (known) => { expect({ tag, ...difference(known, proseOf(known, tag, undefined)) }).toEqual({ tag, ...NOTHING }); }), { numRuns: 20 });
  });
});
