// Facts out of prose: what is found in nine languages, with the words and their place; what is doubtful is left out; hostile texts cost no more than others.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { looksLikeChildAlert } from '../../src/facts/looks-like-child-alert.js';
import { readFacts } from '../../src/facts/read-facts.js';
import { MOST_CHARACTERS } from '../../src/facts/text.js';
import type { Case } from '../../src/model/generated/alert.js';
import { alertOf, factsAsTold, type Prose } from './as-told.js';

interface Told { headline: string; description: string; facts: Record<string, string | string[]> }

const folder = new URL('./texts/', import.meta.url);
const texts = readdirSync(folder).flatMap((name) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Told[]).map((told) => [name.slice(0, 2), told.headline, told] as const));

test.each(texts)('reads the facts of a text in %s: %s', (language, _, { headline, description, facts }) => {
  expect(factsAsTold({ language, headline, description })).toEqual(facts);
});

test.each(texts)('guesses the language where none is named (%s: %s)', (_, __, { headline, description, facts }) => {
  expect(factsAsTold({ headline, description })).toEqual(facts);
});

const marked = (prose: Prose) => {
  const alert = alertOf(prose);
  return readFacts(alert).extracted.map(({ path, text, from, at }) => ({ path, text, source: (alert.info![0] as unknown as Record<string, string>)[from.split('/').at(-1)!]!.slice(at, at + text.length) }));
};

test.each(texts)('marks every value with its words, which stand at the place it names (%s: %s)', (language, _, { headline, description }) => {
  const all = marked({ language, headline, description });
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(({ text, source }) => text !== source)).toEqual([]);
});

test('keeps the words of an age as they stand', () => {
  expect(marked({ language: 'nl', headline: 'Vermist', description: '11 maanden. Ontvoerd door moeder.' })).toEqual(expect.arrayContaining([expect.objectContaining({ path: '/case/children/0/age/value', text: '11 maanden' })]));
});

describe('never chooses between two readings', () => {
  const contradictions = (prose: Prose) => readFacts(alertOf(prose)).contradictions;

  test.each<[string, Prose, string]>([
    ['two colours of a car', { headline: 'Missing girl, green car', description: 'A blue car was seen.' }, '/case/vehicles/0/colour'],
    ['two ages', { headline: 'Missing: Ana Shembull, 11', description: 'Ana Shembull, 12 years old, is missing.' }, '/case/children/0/age/value'],
    ['another age than the field', { description: 'The girl is 12 years old.', case: { children: [{ age: { value: 11, unit: 'year' } }] } }, '/case/children/0/age/value'],
    ['two days', { headline: 'Missing since 3 May 2026', description: 'Missing since 4 May 2026.' }, '/case/lastSeen/at'],
  ])('of %s it makes a contradiction with both places, without words', (_, prose, path) => {
    const found = contradictions(prose);
    expect(found).toEqual([{ path, places: [expect.objectContaining({ from: expect.any(String) }), expect.objectContaining({ from: expect.any(String) })] }]);
    expect(readFacts(alertOf(prose)).extracted.map((one) => one.path)).not.toContain(path);
  });

  test('two languages of one alert are one set of facts', () => {
    const alert = alertOf({ language: 'en', headline: 'Missing girl', description: 'Red jacket. Last seen in London.' });
    const both = { ...alert, info: [...alert.info!, ...alertOf({ language: 'fr', headline: 'Fille disparue', description: 'Veste rouge. Vue à Londres.' }).info!] };
    const { case: about, contradictions: none } = readFacts(both);
    expect(about).toMatchObject({ children: [{ sex: 'female', clothing: [{ garment: 'jacket', colour: 'red' }] }], lastSeen: { place: 'London' } });
    expect(none).toEqual([]);
  });
});

describe('several children', () => {
  const description = 'Child 1\nName: [withheld]\nChild 2\nName: Era Shembull\nAge: 4 years\nEyes: brown\nVehicle: car (colour: red)\nVehicle: van';
  const read = (prose: Prose) => readFacts(alertOf({ language: 'en', ...prose }));

  test('are told apart by the numbers of their lines, and keep their places', () => {
    const { case: about, contradictions } = read({ headline: 'Children missing: Era Shembull, 4 years', description });
    expect(about?.children).toEqual([{}, { name: { full: 'Era Shembull' }, age: { value: 4, unit: 'year' }, eyes: 'brown' }]);
    expect([about?.vehicles, contradictions]).toEqual([[{ type: 'car', colour: 'red' }, { type: 'van' }], []]);
  });

  test('are never told apart by sentences', () => {
    const { case: about } = read({ headline: 'Missing siblings', description: 'The siblings Era Shembull, 7, and Tom Shembull, 4, are missing since 3 May 2026.' });
    expect(about?.children).toBeUndefined();
  });

  test('and vehicles that have an order in the alert are not given another', () => {
    const stated: Case = { children: [{ name: { full: 'Era Shembull' } }], vehicles: [{ type: 'van' }] };
    expect(read({ description: description.replace('Vehicle: car (colour: red)', 'Vehicle: van'), case: stated }).case).toEqual(stated);
  });

  test('a number out of order begins no child', () => {
    expect(read({ description: 'Child 7\nEyes: brown' }).case).toEqual({ children: [{ eyes: 'brown' }] });
  });
});

test('what is part of a name is nothing worn or driven', () => {
  expect(factsAsTold({ language: 'fr', headline: 'Disparu : Jean-Luc Exemple, 7 ans' })).toEqual({ name: 'Jean-Luc Exemple', age: '7 year' });
});

test('leaves alone what a field says', () => {
  const stated = { children: [{ sex: 'female' as const, clothing: [{ garment: 'coat' }] }] };
  const { case: about, extracted } = readFacts(alertOf({ headline: 'Missing girl, red jacket, 11 years old', case: stated }));
  expect(about).toEqual({ children: [{ ...stated.children[0], age: { value: 11, unit: 'year' } }] });
  expect(extracted.map(({ path }) => path)).toEqual(['/case/children/0/age/value', '/case/children/0/age/unit']);
});

test.each<[string, string, string]>([
  ['17 May', '2026-05-20T10:00:00+02:00', '2026-05-17'], ['17 May', '2026-03-20T10:00:00+02:00', '2025-05-17'], ['11/27/2019', '2026-03-20T10:00:00+02:00', '2019-11-27'], ['June 9, 2025', '2026-03-20T10:00:00+02:00', '2025-06-09'],
  ['the 3rd of Febuary 2026', '2026-03-20T10:00:00+02:00', '2026-02-03'],
])('reads "%s" in a message of %s as %s', (date, sent, at) => {
  expect(factsAsTold({ headline: 'Missing girl', description: `Missing since ${date} from Leeds.`, sent }).at).toBe(at);
});

test.each<[string, string, Record<string, string>]>([
  ['en', 'A seven-year-old girl, 4 ft 8 in tall, is missing.', { sex: 'female', age: '7 year', height: '142' }], ['en', 'The boy, aged twelve, is 4\'8" tall.', { sex: 'male', age: '12 year', height: '142' }],
  ['nl', 'Een zevenjarig meisje, 4 voet 8 inch lang.', { sex: 'female', age: '7 year', height: '142' }], ['nl', 'Het meisje is twaalf jaar oud.', { sex: 'female', age: '12 year' }],
  ['fr', 'Une fille de dix-sept ans, taille 4 pieds 8 pouces.', { sex: 'female', age: '17 year', height: '142' }], ['fr', 'Un garçon de sept ans.', { sex: 'male', age: '7 year' }],
  ['de', 'Das siebenjährige Mädchen ist 4 Fuß 8 Zoll groß.', { sex: 'female', age: '7 year', height: '142' }], ['de', 'Der Junge ist zwölf Jahre alt.', { sex: 'male', age: '12 year' }],
  ['it', 'Una bambina di sette anni, alta 4 piedi e 8 pollici.', { sex: 'female', age: '7 year', height: '142' }], ['it', 'Un ragazzo dodicenne.', { sex: 'male', age: '12 year' }],
  ['es', 'Una niña de siete años, mide 4 pies 8 pulgadas.', { sex: 'female', age: '7 year', height: '142' }], ['es', 'Un niño de dieciséis meses.', { sex: 'male', age: '16 month' }],
  ['el', 'Εξαφανίστηκε κορίτσι επτά ετών, ύψος 4 πόδια 8 ίντσες.', { sex: 'female', age: '7 year', height: '142' }], ['el', 'Εξαφανίστηκε ένα δωδεκάχρονο αγόρι.', { sex: 'male', age: '12 year' }],
  ['sq', 'Një vajzë shtatë vjeç, 4 këmbë 8 inç e gjatë.', { sex: 'female', age: '7 year', height: '142' }], ['sq', 'Djali dymbëdhjetëvjeçar është zhdukur.', { sex: 'male', age: '12 year' }],
  ['sr', 'Нестала је седмогодишња девојчица, висока 4 стопе 8 инча.', { sex: 'female', age: '7 year', height: '142' }], ['sr', 'Dečak, dvanaest godina, je nestao.', { sex: 'male', age: '12 year' }],
])('reads numbers in words, feet and inches in %s: %s', (language, description, told) => {
  expect(factsAsTold({ language, description })).toEqual(told);
});

test.each<[string, string, string[]]>([
  ['en', 'The girl wears a jacket (red) and jeans (colour: dark blue).', ['jacket:red', 'jeans:dark-blue']], ['de', 'Das Mädchen trägt eine Jacke (rot), Turnschuhe (Farbe: Weiß).', ['jacket:red', 'trainers:white']], ['fr', 'La fille porte une veste (rouge).', ['jacket:red']],
])('reads the colour of a thing in brackets behind it (%s: %s)', (language, description, clothes) => {
  expect(factsAsTold({ language, description })).toEqual({ sex: 'female', clothes });
});

test.each<[string, Prose]>([
  ['a man in his late 40s', { headline: 'Missing child', description: 'A man in his late 40s.' }],
  ['what is denied', { language: 'de', headline: 'Vermisstes Kind', description: 'Ohne Brille, keine Jacke.' }],
  ['the words of a headline', { event: 'Vermist Kind Alert', headline: 'Child Rescue Alert', description: 'SUSPECT(S) unknown.' }],
  ['a length of time in words', { headline: 'Missing child', description: 'The family moved two years ago, and has searched for seven months.' }],
  ['minutes of arc', { headline: 'Missing child', description: 'Missing near 5°4\'8" north.' }],
  ['feet that are none of the height', { headline: 'Missing child', description: 'The water is 5 feet deep.' }],
  ['a day of birth', { headline: 'Missing child', description: 'Born on 3 March 2015.' }],
])('takes nothing from %s', (_, prose) => {
  expect(factsAsTold(prose)).toEqual({});
});

describe('hostile and untidy texts', () => {
  const plain = factsAsTold({ language: 'fr', headline: 'Enfant disparu', description: 'Léa Exemple, 7 ans, cheveux châtains.' });

  test.each<[string, string]>([
    ['decomposed letters', 'Léa Exemple, 7 ans, cheveux châtains.'.normalize('NFD')],
    ['marks for direction', '\u202eL\u200béa Exemple, 7\u2066 ans, chev\u00adeux châtains.'],
    ['tags inside words', '<p>Léa Exemple, <b>7</b> ans,</p> chev<i>eux</i> ch&#226;tains.'],
  ])('are read the same with %s', (_, description) => {
    const found = factsAsTold({ language: 'fr', headline: 'Enfant disparu', description });
    expect({ ...found, name: undefined }).toEqual({ ...plain, name: undefined });
  });

  test('an entity of no known name is no word of the program', () => {
    expect(factsAsTold({ headline: 'Missing girl', description: 'Ana Shembull,&toString;&valueOf; 11 years old.' })).toEqual(factsAsTold({ headline: 'Missing girl', description: 'Ana Shembull,   11 years old.' }));
  });

  test('capitals are read without accents', () => {
    expect(factsAsTold({ language: 'el', headline: 'ΕΞΑΦΑΝΙΣΗ', description: 'ΚΟΡΙΤΣΙ 11 ΕΤΩΝ, ΠΡΑΣΙΝΑ ΜΑΤΙΑ.' })).toEqual({ sex: 'female', age: '11 year', eyes: 'green' });
  });

  /** No measure of speed, which is the bench's matter: what grows with the square of the text takes minutes. */
  const HANGS_MS = 20_000;
  const REPEATED = ['a', 'A', '1', ' ', '<', '<a', '<!--', '&', '&#', '&amp;', '(', ',', '.', '-', '\n', 'é', 'e\u0301', '\u202e', 'Ana ', 'Ana-', '11 ', '11 jaar ', '1.', '1-', 'AA 11 ', 'red ', 'red jacket ', 'hair ', 'missing ', 'from ', 'from London ', 'with ', 'with Tom and ', 'and ', 'not ', '1 May ', 'since ', 'Tom, ', 'by father ', 'abducted ', 'plate ', 'plate AA 11 ', '14:30 ', 'Fiat ', 'girl ', 'late 40s ', 'нестао ', 'brother ', 'Child 1\n', 'Last seen: 1 2 3 2026\n', 'Clothing: jacket (', 'seven ', "4'8"];

  test.each(REPEATED.map((piece) => [piece]))('100 000 characters of %j are read in little time', (piece) => {
    const description = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000);
    const begun = performance.now();
    readFacts(alertOf({ language: 'en', headline: 'Missing girl', description }));
    expect(performance.now() - begun).toBeLessThan(HANGS_MS);
  }, 2 * HANGS_MS);

  test('what stands beyond the longest text that is read is no fact', () => {
    expect(factsAsTold({ headline: 'Missing', description: `${'x '.repeat(MOST_CHARACTERS / 2)} 11 years old` })).toEqual({});
  });
});

test.each<[boolean, Prose]>([
  [true, { event: 'Child Abduction Emergency' }], [true, { event: 'Vermist kind', language: 'nl' }], [true, { headline: 'Missing: Ana Shembull, 11' }], [true, { event: 'Other', case: {} }], [true, { event: 'AMBER Alert' }], [true, { event: 'Отмица детета', language: 'sr' }],
  [false, { event: 'Flood warning', headline: 'The dike was last seen holding' }], [false, { event: 'Missing hiker', headline: 'Missing hiker in the hills' }], [false, { event: 'Storm', headline: 'Take children inside' }],
])('an alert is one of a child (%s): %j', (expected, prose) => {
  expect(looksLikeChildAlert(alertOf(prose))).toBe(expected);
});
