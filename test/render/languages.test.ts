// Every language can say everything: all codes, all texts, with the same places to fill in as English, and in no other language than its own.
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { LANGUAGES, languageFor, languageOfTag, readTexts, type TextName } from '../../src/render/languages.js';
import { createMessage } from '../../src/render/message.js';
import { codesOf } from './sample-case.js';

const EUROPEAN_UNION = ['bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr', 'hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv'];
const OTHERS = ['sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr', 'nb', 'is', 'tr', 'uk'];

/** Words that another language has as well. */
const SHARED = new Set([
  'beige', 'blond', 'blouse', 'bracelet', 'bus', 'camouflage', 'camper', 'caravan', 'hat', 'jeans', 'leggings', 'minibus', 'moped', 'orange', 'parent', 'pick-up', 'piercing', 'pyjamas', 'shorts', 'silver', 'skateboard', 'sweatshirt',
  't-shirt', 'taxi', 'test', 'tractor', 'turquoise', 'information: {value}', 'sex: {value}', '{kind}: {who}',
]);

/** Vocabularies whose codes all have a word. Of sex only those that are known do. */
const RENDERED = ['colour', 'pattern', 'garment', 'hair-colour', 'hair-style', 'eye-colour', 'item', 'mark', 'vehicle-type', 'caution', 'relation'] as const;

const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/language-texts.schema.json', import.meta.url), 'utf8'));
const isTexts = (formats as any)(new Ajv2020({ strict: true })).compile(SCHEMA);

const english = readTexts('en');
const NAMES = Object.keys(english.texts) as TextName[];

/** Names of the places of a message, whichever form is chosen. */
const placesOf = (text: string): string[] => [...new Set([...text.matchAll(/\{([a-z]+)(?=[,}])/g)].map(([, name]) => name!))].sort();

const valuesOf = ({ words, texts }: typeof english): Record<string, string> =>
  Object.fromEntries([...Object.entries(words).flatMap(([list, entries]) => Object.entries(entries).map(([code, word]) => [`${list}/${code}`, word])), ...Object.entries(texts)]);

test('they are the 24 of the European Union and ten of its neighbours', () => { expect([...LANGUAGES]).toEqual([...EUROPEAN_UNION, ...OTHERS].sort()); });

describe.each([...LANGUAGES])('%s', (tag) => {
  const file = readTexts(tag);

  test('keeps the schema and is named after its language', () => {
    expect([isTexts(file), isTexts.errors]).toEqual([true, null]);
    expect(file.language).toBe(tag);
  });

  test.each(RENDERED)('has a word for every %s, and no two the same', (list) => {
    expect(Object.keys(file.words[list])).toEqual(codesOf(list));
    expect(new Set(Object.values(file.words[list])).size).toBe(codesOf(list).length);
  });

  test('has a word for the sexes that are known', () => { expect(Object.keys(file.words.sex)).toEqual(['female', 'male']); });

  test.each(NAMES)('says %s with the places English has', (name) => {
    expect(placesOf(file.texts[name])).toEqual(placesOf(english.texts[name]));
    expect(() => createMessage(file.texts[name], file.locale ?? tag)).not.toThrow();
  });

  test('writes all plural forms its numbers have', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    for (const name of ['years', 'months'] as const) {
      for (const value of Array.from({ length: 130 }, (_, number) => number)) {
        const form = new Intl.PluralRules(tag).select(value);
        expect(pluralCategories.length === 1 || form === 'other' || file.texts[name].includes(`${form} {`)).toBe(true);
      }
    }
  });

  test('is a draft until somebody is named who has read it', () => { expect(file.review.state === 'draft' || file.review.by !== undefined).toBe(true); });

  test('has no blank where none belongs, and the signs of good print', () => {
    expect(Object.entries(valuesOf(file)).filter(([, text]) => /^\s|\s$|\s\s|'/.test(text))).toEqual([]);
  });

  test('is known to Intl', () => { expect(Intl.DateTimeFormat.supportedLocalesOf(file.locale ?? tag)).toHaveLength(1); });
});

test.each(LANGUAGES.filter((tag) => tag !== 'en'))('nothing English is left in %s', (tag) => {
  const own = valuesOf(readTexts(tag));
  const left = Object.entries(valuesOf(english)).filter(([place, text]) => own[place] === text && !SHARED.has(text.toLowerCase()));
  expect(left).toEqual([]);
});

test.each<[string, RegExp]>([['sr-Cyrl', /\p{Script=Cyrillic}/u], ['mk', /\p{Script=Cyrillic}/u], ['bg', /\p{Script=Cyrillic}/u], ['uk', /\p{Script=Cyrillic}/u], ['el', /\p{Script=Greek}/u]])('%s is written in its own script throughout', (tag, script) => {
  const { words } = readTexts(tag);
  expect(Object.values(words).flatMap((list) => Object.values(list as Record<string, string>)).filter((word) => !script.test(word) || /\p{Script=Latin}/u.test(word))).toEqual([]);
});

describe('a language is found by its tag', () => {
  test.each<[string, string | undefined]>([
    ['de', 'de'], ['de-AT', 'de'], ['DE-at', 'de'], ['sr', 'sr-Cyrl'], ['sr-RS', 'sr-Cyrl'], ['sr-ME', 'sr-Latn'], ['sr-Latn-RS', 'sr-Latn'], ['cnr', 'cnr'], ['cnr-ME', 'cnr'], ['no', 'nb'], ['nb-NO', 'nb'], ['en-US', 'en'],
    ['hy', undefined], ['', undefined], ['not a tag', undefined], ['../en', undefined],
  ])('%s is %s', (tag, expected) => { expect(languageFor(tag)).toBe(expected); });
});

test('a code that is none has no word, whatever objects have of their own', () => {
  for (const code of ['constructor', '__proto__', 'toString', '']) expect(languageOfTag('en').word('colour', code)).toBeUndefined();
});
