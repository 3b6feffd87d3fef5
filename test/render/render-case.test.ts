// What is written of a case: all of it, in every language, within the limits, and nothing that nobody said.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { renderingText } from '../../src/cli/render.js';
import type { Alert, Case, Child } from '../../src/model/generated/alert.js';
import type { Rendering } from '../../src/model/generated/rendering.js';
import { LANGUAGES, readTexts, type WordList } from '../../src/render/languages.js';
import { renderable, renderCase } from '../../src/render/render-case.js';
import { alertOf, CASES, sampleCase } from './sample-case.js';

const textsOf = ({ headline, description, instruction, shortTexts }: Rendering): string[] => [headline, description, instruction, ...shortTexts.map(({ text }) => text)];

/** What stands between the separators of a description. */
const partsOf = (description: string): string[] => description.split(/\s?[:,()]\s|\)|\s\(|\n|: /).map((part) => part.trim()).filter((part) => part !== '');

/** Every code of the case with the vocabulary it is of. */
const codesIn = ({ children = [], vehicles = [], suspects = [] }: Case): [WordList, string][] => {
  const pairs: [WordList, string | undefined][] = [
    ...children.flatMap(({ sex, hair = {}, eyes, marks = [], clothing = [], items = [] }: Child): [WordList, string | undefined][] => [
      ['sex', sex], ['hair-colour', hair.colour], ['hair-style', hair.style], ['eye-colour', eyes], ...marks.map((mark): [WordList, string] => ['mark', mark]), ...items.map((item): [WordList, string] => ['item', item]),
      ...clothing.flatMap((piece): [WordList, string | undefined][] => [['garment', piece.garment], ['colour', piece.colour], ['pattern', (piece as { pattern?: string }).pattern]]),
    ]),
    ...vehicles.flatMap(({ type, colour }): [WordList, string | undefined][] => [['vehicle-type', type], ['colour', colour]]),
    ...suspects.flatMap(({ sex, relation, caution = [] }): [WordList, string | undefined][] => [['sex', sex], ['relation', relation], ...caution.map((one): [WordList, string] => ['caution', one])]),
  ];
  return pairs.filter((pair): pair is [WordList, string] => pair[1] !== undefined && !(pair[0] === 'sex' && !['female', 'male'].includes(pair[1])));
};

const count = (words: readonly string[]): Map<string, number> => words.reduce((counts, word) => counts.set(word, (counts.get(word) ?? 0) + 1), new Map<string, number>());
const lower = (text: string): string => text.toLowerCase();

describe.each([...LANGUAGES])('in %s any case', (tag) => {
  const { words, texts } = readTexts(tag);
  const labels = new Set(Object.values(texts).map((text) => lower(text.split(/\s?: /)[0]!)));

  test('is written within the limits, with nothing left open', () => {
    fc.assert(fc.property(CASES, fc.constantFrom('Actual', 'Exercise', 'Test'), (known, status) => {
      const rendering = renderCase(alertOf(known, { status: status as Alert['status'] }), tag);
      expect(rendering.headline.length).toBeLessThanOrEqual(160);
      for (const { limit, characters, pages } of rendering.shortTexts) {
        expect(characters).toBeLessThanOrEqual(limit);
        expect(pages).toBeLessThanOrEqual(15);
      }
      for (const text of textsOf(rendering)) {
        expect(text).not.toMatch(/undefined|null|NaN|\[object|[{}<>#]| {2}|^\s|\s$|,\s*(,|\n|$)|:\s*(\n|$)|\(\)|\.\.|( [.,])/);
        expect(text).not.toBe('');
      }
    }), { numRuns: 60 });
  });

  test('has the word of every code in its description once for each time it is coded', () => {
    fc.assert(fc.property(CASES, (known) => {
      const said = count(partsOf(renderCase(alertOf(known), tag).description).map(lower));
      const coded = count(codesIn(known).map(([list, code]) => lower(words[list][code]!)));
      // A label may read as a word does, and then stands there once more.
      for (const [word, times] of coded) if (!labels.has(word)) expect([word, said.get(word)]).toEqual([word, times]);
    }), { numRuns: 60 });
  });

  test('keeps telephone number and order in the shortest text, and says at its head that it is an exercise', () => {
    fc.assert(fc.property(CASES, (known) => {
      const [phone] = (known.tipLines ?? []).map((line) => line.phone).filter((number) => number.length < 40);
      for (const { text } of renderCase(alertOf(known, { status: 'Exercise' }), tag).shortTexts) {
        expect(text).toContain(phone ?? '112');
        expect(text.startsWith(texts.exercise)).toBe(true);
      }
    }), { numRuns: 20 });
  });
});

describe('the words of every language', () => {
  // Reviewed by eye. Written by: alertbridge render test/render/cases/abduction.json --lang bg,bs,… > test/render/golden/abduction.txt
  test.each(['abduction', 'siblings', 'runaway'] as const)('for %s are those that were read', (name) => {
    const golden = readFileSync(new URL(`golden/${name}.txt`, import.meta.url), 'utf8');
    expect(`${LANGUAGES.map((tag) => renderingText(renderCase(sampleCase(name), tag))).join('\n\n')}\n`).toBe(golden);
  });
});

describe('what is no code', () => {
  const known: Case = { children: [{ eyes: 'like the sea', clothing: [{ garment: 'poncho', colour: 'red' }] }], suspects: [{ description: 'walks with a limp' }] };

  test('stands in the language it was written in, and is left out of the others', () => {
    const alert = alertOf(known, { info: [{ ...alertOf({}).info![0]!, language: 'en-US', area: [{ areaDesc: 'the old harbour' }] }] });
    for (const words of ['like the sea', 'poncho', 'limp', 'the old harbour']) {
      expect(renderCase(alert, 'en').description).toContain(words);
      for (const tag of LANGUAGES.filter((one) => one !== 'en')) expect(renderCase(alert, tag).description).not.toContain(words);
    }
    expect(renderCase(alert, 'de').description).toContain('Rot');
  });

  test('names, places, makes and plates stand as written in all', () => {
    const alert = sampleCase('abduction');
    for (const tag of LANGUAGES) for (const words of ['Ana Shembull', 'Rruga e Durrësit, Tiranë', 'Ford Transit', 'AA 000 ZZ', '129']) expect(textsOf(renderCase(alert, tag)).join()).toContain(words);
  });

  test('is tidied: line breaks and double blanks of a form are no part of a name', () => {
    expect(renderCase(alertOf({ children: [{ name: { full: ' Ana\n  Shembull\t' } }] }), 'en').headline).toBe('Child missing: Ana Shembull');
  });
});

describe('when a child was last seen', () => {
  const seen = (at: string, precision: NonNullable<Case['lastSeen']>['precision'], sent = '2026-05-25T12:00:00+02:00') =>
    renderCase(alertOf({ children: [{ sex: 'male' }], lastSeen: { at, precision } }, { sent }), 'en').description.split('Last seen: ')[1];

  test.each([
    ['2026', 'year', '2026'], ['2026-05', 'month', 'May 2026'], ['2026-05-25', 'day', '25 May 2026'], ['2026-05-25T08', 'hour', '25 May 2026, 08:00 (approximately) (UTC+2)'],
    ['2026-05-25T08:30', 'minute', '25 May 2026, 08:30 (UTC+2)'], ['2026-05-25T08:30:00+02:00', 'minute', '25 May 2026, 08:30 (UTC+2)'], ['2026-05-24T23:30:00Z', 'minute', '25 May 2026, 01:30 (UTC+2)'],
    ['2026-05-25T08:30:00+02:00', 'day', '25 May 2026'], ['soon', 'day', undefined],
  ] as const)('%s (%s) is %s', (at, precision, expected) => { expect(seen(at, precision)).toBe(expected); });

  test('is on the clock of the alert, whichever that is', () => {
    expect(seen('2026-05-25T08:30:00+02:00', 'minute', '2026-05-25T12:00:00-00:00')).toBe('25 May 2026, 06:30 (UTC)');
    expect(seen('2026-05-25T08:30:00+02:00', 'minute', '2026-05-25T12:00:00-03:30')).toBe('25 May 2026, 03:00 (UTC-3:30)');
  });
});

describe('whether there is enough to write from', () => {
  const known: Case = { children: [{ sex: 'female' }] };
  test.each<[boolean, string, Alert]>([
    [true, 'a child', alertOf(known)], [true, 'a vehicle alone', alertOf({ vehicles: [{ plate: 'AA 000 ZZ' }] })], [true, 'an update', alertOf(known, { msgType: 'Update' })],
    [false, 'a Cancel, which looks for nobody', alertOf(known, { msgType: 'Cancel' })], [false, 'a case with an outcome', alertOf({ ...known, outcome: { result: 'found-safe' } })],
    [false, 'no case', { ...alertOf({}), case: undefined }], [false, 'a case that says nothing', alertOf({ tier: 'amber', children: [{}] })],
  ])('%s: %s', (expected, _, alert) => { expect(renderable(alert)).toBe(expected); });
});
