// Our schemas are what they have to be. The program takes them as they are, because judging them would cost every start a tenth of its time.
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.schema.json'));
const read = (file: string): { $id: string; examples?: unknown[] } => JSON.parse(readFileSync(folder + file, 'utf8'));

describe.each(files)('%s', (file) => {
  const schema = read(file);
  const ajv = (formats as any)(new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, keywords: ['x-vocabulary', 'x-privacy'], schemas: files.filter((other) => other !== file).map(read) }));

  test('is a schema by strict rules, and has the id of its file', () => {
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
    expect(() => ajv.compile(schema)).not.toThrow();
    expect(schema.$id).toBe(`urn:alertbridge:schema:${file.replace('.schema.json', '')}`);
  });

  test('is kept by its own examples', () => {
    const validate = ajv.compile(schema);
    expect((schema.examples ?? []).flatMap((example) => (validate(example) ? [] : validate.errors))).toEqual([]);
  });
});

test('there are some', () => { expect(files.length).toBeGreaterThan(20); });

describe('The vocabularies', () => {
  const codes = readdirSync(`${folder}codes`);
  const ajv = new Ajv2020({ strict: true });
  const isVocabulary = ajv.compile(read('vocabulary.schema.json'));

  test.each(codes)('%s is one', (file) => {
    const vocabulary = read(`codes/${file}`) as unknown as { id: string };
    expect([isVocabulary(vocabulary), isVocabulary.errors, vocabulary.id]).toEqual([true, null, file.replace('.json', '')]);
  });

  test('are all that the schema of an alert names, and are named by it or are the words of a list in it', () => {
    const alert = readFileSync(`${folder}alert.schema.json`, 'utf8');
    const named = [...alert.matchAll(/"x-vocabulary": "([\w-]+)"/g)].map(([, id]) => `${id!}.json`);
    expect(named.filter((file) => !codes.includes(file))).toEqual([]);
    expect(codes.filter((file) => !named.includes(file))).toEqual(['category.json', 'sex.json', 'tier.json']);
  });
});

test('every element of a case has a privacy class, and no class is of an element that is not there', () => {
  const { $defs: defs } = read('alert.schema.json') as any;
  const resolved = (schema: any): any => (schema.$ref ? resolved(defs[schema.$ref.replace('#/$defs/', '')]) : schema);
  const paths = (schema: any, path: string): string[] => {
    const { type, items, properties } = resolved(schema);
    if (type === 'array') return paths(items, `${path}/*`);
    return type === 'object' ? Object.entries(properties).flatMap(([name, inner]) => paths(inner, `${path}/${name}`)) : [path];
  };
  const holds = (holder: string, path: string): boolean => path === holder || path.startsWith(`${holder}/`);
  const [elements, classes] = [paths(defs.Case, ''), Object.keys(defs.Case['x-privacy'])];
  expect(elements.filter((path) => !classes.some((holder) => holds(holder, path)))).toEqual([]);
  expect(classes.filter((holder) => !elements.some((path) => holds(holder, path)))).toEqual([]);
});
