// Small counts cannot be found out of what is shown: not out of one answer, nor out of it and the answers to every coarser question.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Statistics } from '../../src/model/generated/statistics.js';
import { canBeShown, present } from '../../src/statistics/protect.js';
import { statisticsOf } from '../../src/statistics/statistics.js';
import type { CaseRecord, Dimension } from '../../src/statistics/tabulate.js';

const PERIOD = { from: '2026-01-01', to: '2026-12-31' };
const CATEGORIES = ['criminal-abduction', 'lost-injured', 'other', 'parental-abduction', 'runaway', 'missing-in-migration', 'not-told', 'x'];
const TIERS = ['amber', 'endangered-missing', 'not-told'];

const oneCase = (category: string, tier: string): CaseRecord =>
  ({ origin: 'AL', status: 'Actual', category, tier, outcome: null, foundBy: null, month: '2026-05', end: null, endedAfter: null, alerts: 1, countries: [] });

type Table = number[][];

/** Cases of a table: a line for each category, a column for each tier. */
const casesOf = (table: Table): CaseRecord[] => table.flatMap((line, i) => line.flatMap((count, j) => Array.from({ length: count }, () => oneCase(CATEGORIES[i]!, TIERS[j]!))));

const ask = (table: Table, by: Dimension[]): Statistics => statisticsOf(casesOf(table), by, PERIOD);

/** Cases as shown, by their place in the table; undefined where there is no row. */
const seenCells = (answer: Statistics): Map<string, number | null> => new Map(answer.rows.map((row) => [`${row.by.category ?? ''}|${row.by.tier ?? ''}`, row.cases.value]));

/** What an observer knows of one number: protected, shown, or nothing but that it is not below zero. */
const ANY = [0, 4 * 12] as const;
const known = (answer: Statistics, key: string): readonly [number, number] => {
  const cells = seenCells(answer);
  if (cells.has(key)) return meant(cells.get(key)!);
  return answer.withheld ? ANY : [0, 0];
};

/** The true counts that a shown one may stand for. */
const meant = (shown: number | null): readonly [low: number, high: number] => (shown === null ? [1, 4] : shown === 0 ? [0, 0] : [Math.max(5, shown - 2), shown + 2]);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const within = (value: number, [low, high]: readonly [number, number]): boolean => low <= value && value <= high;

/** All tables, cell by cell within what is known, that an observer has to hold possible; each cell's possible values. */
function possibleValues(cells: (readonly [number, number])[], fits: (values: number[]) => boolean): Set<number>[] {
  const found = cells.map(() => new Set<number>());
  const values = cells.map(() => 0);
  const fill = (place: number): void => {
    if (place === cells.length) { if (fits(values)) values.forEach((value, at) => found[at]!.add(value)); return; }
    for (let value = cells[place]![0]; value <= cells[place]![1]; value += 1) { values[place] = value; fill(place + 1); }
  };
  fill(0);
  return found;
}

const count = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 4 }) }, { weight: 2, arbitrary: fc.nat({ max: 9 }) }, { weight: 1, arbitrary: fc.constantFrom(1, 4) });

describe('a count as it is shown', () => {
  test.each([[0, 0], [1, null], [4, null], [5, 5], [7, 5], [8, 10], [12, 10], [13, 15], [102, 100]])('of %i is %p', (value, shown) => { expect(present(value)).toBe(shown); });

  test('leaves open which number it was', () => {
    fc.assert(fc.property(fc.nat({ max: 10_000 }), (value) => {
      const [low, high] = meant(present(value));
      expect(within(value, [low, high])).toBe(true);
      if (value > 0) expect(high - low).toBeGreaterThanOrEqual(2);
      for (let other = low; other <= high; other += 1) expect(present(other)).toBe(present(value));
    }));
  });

  test.each<[string, number[], number, boolean]>([
    ['seven of one each in a whole of seven', [1, 1, 1, 1, 1, 1, 1], 7, false], ['two of four in a whole of eight', [4, 4], 8, false], ['two of three in a whole of six', [3, 3], 6, true],
    ['four of one in a whole that is protected', [1, 1, 1, 1], 4, false], ['one beside a large one', [20, 1], 21, true], ['none that is protected', [5, 5], 10, true],
  ])('beside its whole: %s', (_, parts, whole, open) => { expect(canBeShown(parts, [{ whole, parts: parts.map((__, place) => place) }])).toBe(open); });
});

describe('a protected count cannot be derived', () => {
  test('from a one-way table and its total', () => {
    fc.assert(fc.property(fc.array(count, { minLength: 1, maxLength: 8 }), (counts) => {
      const table = counts.map((value) => [value]);
      const answer = ask(table, ['category']);
      const total = meant(answer.total.cases.value);
      const cells = counts.map((_, i) => known(answer, `${CATEGORIES[i]!}|`));
      // Sums reach every number between their ends, so that a cell may have a value exactly if the others can make up the rest.
      const low = sum(cells.map(([from]) => from));
      const high = sum(cells.map(([, to]) => to));
      counts.forEach((value, place) => {
        if (value === 0 || value > 4) return;
        const [from, to] = cells[place]!;
        const possible = Array.from({ length: to - from + 1 }, (_, step) => from + step).filter((one) => low - from + one <= total[1] && high - to + one >= total[0]);
        expect({ counts, place, several: possible.length > 1 }).toEqual({ counts, place, several: true });
      });
    }), { numRuns: 2_000 });
  });

  test('from a two-way table, both its one-way tables and the total', () => {
    fc.assert(fc.property(fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 3 }), (table: Table) => {
      const [both, lines, columns] = [ask(table, ['category', 'tier']), ask(table, ['category']), ask(table, ['tier'])];
      // Where there are no rows, any count is possible.
      if (both.withheld) return;
      const places = table.flatMap((line, i) => line.map((_, j) => [i, j] as const));
      const cells = places.map(([i, j]): readonly [number, number] => { const [from, to] = known(both, `${CATEGORIES[i]!}|${TIERS[j]!}`); return [from, Math.min(to, 10)]; });
      const lineSums = table.map((_, i) => known(lines, `${CATEGORIES[i]!}|`));
      const columnSums = [0, 1].map((j) => known(columns, `|${TIERS[j]!}`));
      const total = meant(both.total.cases.value);
      const possible = possibleValues(cells, (values) => within(sum(values), total)
        && lineSums.every((range, i) => within(sum(values.filter((_, at) => places[at]![0] === i)), range)) && columnSums.every((range, j) => within(sum(values.filter((_, at) => places[at]![1] === j)), range)));
      places.forEach(([i, j], at) => {
        const value = table[i]![j]!;
        if (value === 0 || value > 4) return;
        expect({ table, place: [i, j], several: possible[at]!.size > 1 }).toEqual({ table, place: [i, j], several: true });
      });
    }), { numRuns: 300 });
  }, 120_000);

  test('and no number from 1 to 4 stands anywhere in an answer', () => {
    fc.assert(fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 4 }), (table: Table) => {
      for (const by of [[], ['category'], ['tier', 'category']] as Dimension[][]) {
        const numbers = [...JSON.stringify(ask(table, by)).matchAll(/"value":(\d+)/g)].map(([, number]) => Number(number));
        expect(numbers.filter((number) => number > 0 && number < 5)).toEqual([]);
      }
    }));
  });
});
