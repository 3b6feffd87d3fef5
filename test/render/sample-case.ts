// The invented cases of cases/, and cases made up of all codes there are.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Alert, Case } from '../../src/model/generated/alert.js';

export const codesOf = (list: string): string[] => Object.keys(JSON.parse(readFileSync(new URL(`../../schemas/codes/${list}.json`, import.meta.url), 'utf8')).codes);

/** abduction: one child of whom much is known. siblings: two with a parent, months, a day without a time. runaway: an exercise, of whom little is known. */
export const sampleCase = (name: 'abduction' | 'siblings' | 'runaway'): Alert => JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8'));

/** In a language that is none of ours, so that nothing stands as written. */
export const alertOf = (known: Case, more: Partial<Alert> = {}): Alert => ({
  identifier: 'EXAMPLE-1', sender: 'desk@al.example.org', sent: '2026-05-25T12:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public',
  info: [{ language: 'hy', category: ['Rescue'], event: 'x', urgency: 'Immediate', severity: 'Extreme', certainty: 'Observed' }],
  case: known, ...more,
});

const code = (list: string) => fc.constantFrom(...codesOf(list));
const several = (list: string) => fc.uniqueArray(code(list), { maxLength: 3 });
const optional = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(shape, { requiredKeys: [] });
/** Names that are no word of any language, and look like none of ours. */
const NAME = fc.constantFrom('Qwx', 'Qwx-Zyx', 'Ωξψ Ψξω', 'Щжщ Жщж');
const AGE = fc.record({ value: fc.integer({ min: 0, max: 120 }), unit: fc.constantFrom('year' as const, 'month' as const), approximate: fc.boolean() });
const SEX = fc.constantFrom('female' as const, 'male' as const, 'other' as const, 'unknown' as const);

const CHILD = optional({
  name: fc.record({ full: NAME }), age: AGE, sex: SEX, heightCm: fc.integer({ min: 40, max: 210 }), weightKg: fc.integer({ min: 2, max: 150 }), hair: optional({ colour: code('hair-colour'), style: code('hair-style') }),
  eyes: code('eye-colour'), marks: several('mark'), clothing: fc.array(optional({ garment: code('garment'), colour: code('colour'), pattern: code('pattern') }), { maxLength: 4 }), items: several('item'), languages: fc.constantFrom<string[][]>([], ['sq', 'mt']),
});

const AT = fc.constantFrom(
  {}, { at: '2026', precision: 'year' as const }, { at: '2026-02', precision: 'month' as const }, { at: '2026-02-28', precision: 'day' as const },
  { at: '2026-02-28T23+02:00', precision: 'hour' as const }, { at: '2026-02-28T23:59:00Z', precision: 'minute' as const }, { at: 'yesterday', precision: 'day' as const },
);

export const CASES: fc.Arbitrary<Case> = optional({
  tier: fc.constantFrom('amber' as const, 'endangered-missing' as const), category: code('category') as fc.Arbitrary<NonNullable<Case['category']>>,
  children: fc.array(CHILD, { maxLength: 3 }),
  lastSeen: fc.tuple(AT, optional({ place: NAME, country: fc.constantFrom('AL', 'GR', 'XK') })).map(([at, where]) => ({ ...at, ...where })),
  vehicles: fc.array(optional({ type: code('vehicle-type'), make: NAME, year: fc.integer({ min: 1980, max: 2026 }), colour: code('colour'), plate: fc.constantFrom('AA 000 ZZ', 'Ω-1'), plateCountry: fc.constantFrom('RS', 'IT') }), { maxLength: 2 }),
  suspects: fc.array(optional({ name: fc.record({ full: NAME }), sex: SEX, age: AGE, relation: code('relation'), caution: several('caution') }), { maxLength: 2 }),
  possibleCountries: fc.constantFrom<string[][]>([], ['GR', 'MK', 'XK']),
  tipLines: fc.constantFrom<{ phone: string }[][]>([], [{ phone: '129' }], [{ phone: '+381 11 000 000' }, { phone: '116000' }], [{ phone: 'whoever reads this should ring the desk in the capital' }]),
});
