// Counts cases into groups, exactly: the true numbers, of which nobody outside is shown one that is small (protect.ts).

/** A country that a case was sent to. Times in seconds since the receipt of the alert, those of the decision since that of the first. */
export interface CountryRecord { country: string; deliveries: number; relayed: number[]; acknowledged: number[]; decision: string; decidedAfter: number | null }

/** An alert with its Updates and its Cancel, as codes. */
export interface CaseRecord {
  origin: string; status: string; category: string | null; tier: string | null; outcome: string | null; foundBy: string | null; month: string;
  end: string | null; endedAfter: number | null; alerts: number; countries: CountryRecord[];
}

type KeyOf = (one: CaseRecord, country: CountryRecord | undefined) => string;

const NOT_TOLD = 'not-told';
const NOWHERE = 'none';

/** What can be counted by. `perCountry`: a case stands in a group for each country it was sent to. */
export const DIMENSIONS = {
  pair: { perCountry: true, keyOf: ({ origin }, country) => `${origin}-${country?.country ?? NOWHERE}` },
  category: { perCountry: false, keyOf: ({ category }) => category ?? NOT_TOLD },
  tier: { perCountry: false, keyOf: ({ tier }) => tier ?? NOT_TOLD },
  outcome: { perCountry: false, keyOf: ({ outcome }) => outcome ?? NOT_TOLD },
  'found-by': { perCountry: false, keyOf: ({ foundBy }) => foundBy ?? NOT_TOLD },
  decision: { perCountry: true, keyOf: (_one, country) => country?.decision ?? NOWHERE },
  month: { perCountry: false, keyOf: ({ month }) => month },
  status: { perCountry: false, keyOf: ({ status }) => status },
} as const satisfies Record<string, { perCountry: boolean; keyOf: KeyOf }>;

export type Dimension = keyof typeof DIMENSIONS;
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[];

/** Ends of a case; a country's own end is a decision. */
export const ENDS = ['found', 'cancelled', 'expired', 'withdrawn'] as const;
export const TIMES = ['relay', 'acknowledged', 'decision', 'end'] as const;
export type Time = (typeof TIMES)[number];

export interface Group { key: string[]; cases: number; alerts: number; deliveries: number; decisions: Map<string, number>; ends: Map<string, number>; times: Record<Time, number[]> }

export const isPerCountry = (by: readonly Dimension[]): boolean => by.some((dimension) => DIMENSIONS[dimension].perCountry);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const tally = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

const measured = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const groupOf = (key: string[], cases: readonly CaseRecord[], countries: readonly CountryRecord[]): Group => ({
  key, cases: cases.length, alerts: sum(cases.map(({ alerts }) => alerts)), deliveries: sum(countries.map(({ deliveries }) => deliveries)),
  decisions: tally(countries.map(({ decision }) => decision)), ends: new Map([...ENDS.map((end) => [end, 0] as const), ...tally(cases.flatMap(({ end }) => end ?? []))]),
  times: {
    relay: countries.flatMap(({ relayed }) => relayed), acknowledged: countries.flatMap(({ acknowledged }) => acknowledged),
    decision: measured(countries.map(({ decidedAfter }) => decidedAfter)), end: measured(cases.map(({ endedAfter }) => endedAfter)),
  },
});

/** Groups in the order of their keys; without dimensions one, of everything. A case counts once in each group it belongs to. */
export function tabulate(cases: readonly CaseRecord[], by: readonly Dimension[]): Group[] {
  const groups = new Map<string, { key: string[]; cases: Set<CaseRecord>; countries: CountryRecord[] }>();
  if (by.length === 0) return [groupOf([], cases, cases.flatMap(({ countries }) => countries))];
  for (const one of cases) {
    const parts: (CountryRecord | undefined)[] = isPerCountry(by) && one.countries.length > 0 ? one.countries : [undefined];
    for (const part of parts) {
      const key = by.map((dimension) => (DIMENSIONS[dimension].keyOf)(one, part));
      const name = JSON.stringify(key);
      const group = groups.get(name) ?? { key, cases: new Set(), countries: [] };
      group.cases.add(one);
      group.countries.push(...(part ? [part] : isPerCountry(by) ? [] : one.countries));
      groups.set(name, group);
    }
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => groupOf(group.key, [...group.cases], group.countries));
}
