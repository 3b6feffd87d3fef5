// The national rules are data that others may change: each file is of its shape, and honest about what it does not know.
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { readNationalRules } from '../../src/config/national-rules.js';
import { rulesFolder, schemaFile } from '../../src/package-files.js';
import { adviceOf } from '../../src/rules/advice.js';
import { evaluateCriteria } from '../../src/rules/criteria.js';
import { createStepsOf } from '../../src/model/referral.js';
import { createRulesOf } from '../../src/rules/national-rules.js';
import type { Case } from '../../src/model/generated/alert.js';

const all = readNationalRules(rulesFolder);
const rulesOf = createRulesOf(all);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(schemaFile('rules'), 'utf8')));

const EU = ['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'];

describe('each file', () => {
  test.each(all.map((rules) => [rules.country, rules] as const))('%s is of the shape of its schema', (_country, rules) => {
    expect(validate(rules) ? [] : validate.errors).toEqual([]);
  });

  test('is named after its country, and those of the EU and the first users are all there', () => {
    expect(readdirSync(rulesFolder).map((name) => basename(name, '.json').toUpperCase()).sort()).toEqual(all.map(({ country }) => country).sort());
    expect(all.map(({ country }) => country)).toEqual(expect.arrayContaining([...EU, 'AL', 'RS', 'CH', 'GB', 'MK', 'ME', 'BA', 'NO', 'TR']));
  });

  test('that names no system claims nothing about when and how long an alert runs, but what it can show a source for', () => {
    for (const { system, criteria, duration, confidence } of all) {
      if (system !== null) continue;
      expect(criteria).toEqual([]);
      if (duration.maxHours !== null) expect(confidence).not.toBe('C');
    }
  });

  test('repeats in the order of time, and never after the end', () => {
    for (const { repetition, duration } of all) {
      const hours = repetition.map(({ untilHour }) => untilHour);
      expect(hours).toEqual([...hours].sort((a, b) => a - b));
      if (hours.length > 0) expect(hours.at(-1)).toBe(duration.maxHours);
    }
  });
});

describe('referral', () => {
  const stepsOf = createStepsOf(all);

  test('is that of the country, and elsewhere straight to the centre', () => {
    expect([stepsOf('AL'), stepsOf('RS'), stepsOf('FR'), stepsOf('ZZ')]).toEqual([['first-responder', 'directorate', 'state-police'], ['helpline', 'ministry'], ['reporter', 'centre'], ['reporter', 'centre']]);
  });

  test('never comes by the same step twice', () => {
    for (const { referral } of all) expect(new Set(referral?.steps.map(({ id }) => id)).size).toBe(referral?.steps.length ?? 0);
  });
});

describe('advice', () => {
  test('tells duration, repetition and the channels that can be used', () => {
    expect(adviceOf(rulesOf('RS')!)).toMatchObject({ hours: 48, repetition: [{ untilHour: 8, everyMinutes: 30 }, { untilHour: 48, everyMinutes: 60 }], channels: [], endMessage: true });
    expect(adviceOf(rulesOf('GR')!).channels).toEqual([{ kind: 'cell-broadcast', name: 'GR-Alert: Amber Alert' }]);
    expect(rulesOf('DE')!.channels).toMatchObject([{ kind: 'cell-broadcast', state: 'disabled' }]);
  });
});

describe('criteria', () => {
  const SENT = '2026-05-25T10:00:00+02:00';
  const verdicts = (about: Case, country: string) => Object.fromEntries(evaluateCriteria(about, rulesOf(country), SENT).items.map(({ id, verdict }) => [id, verdict]));

  test('are those of the country where they are known, else the common five', () => {
    expect(evaluateCriteria({}, rulesOf('FR'), SENT)).toMatchObject({ basis: 'national', items: [{ id: 'minor' }, { id: 'abduction' }, { id: 'danger' }, { id: 'information' }] });
    expect(evaluateCriteria({}, rulesOf('AL'), SENT)).toMatchObject({ basis: 'common', items: [{ id: 'minor' }, { id: 'abduction' }, { id: 'danger' }, { id: 'information' }, { id: 'no-added-risk' }] });
    expect(evaluateCriteria({}, undefined, SENT).basis).toBe('common');
  });

  test.each<[Case, string]>([
    [{ children: [{ age: { value: 17, unit: 'year' } }] }, 'met'], [{ children: [{ age: { value: 18, unit: 'year' } }] }, 'not met'], [{ children: [{ age: { value: 11, unit: 'month' } }] }, 'met'],
    [{ children: [{ dateOfBirth: '2008-05-26' }] }, 'met'], [{ children: [{ dateOfBirth: '2008-05-25' }] }, 'not met'], [{ children: [{ age: { value: 30, unit: 'year' } }, { age: { value: 3, unit: 'year' } }] }, 'met'],
    [{ children: [{ age: { value: 30, unit: 'year' } }, {}] }, 'unknown'], [{ children: [{}] }, 'unknown'], [{}, 'unknown'],
  ])('the age of %j makes "minor" %s', (about, verdict) => {
    expect(verdicts(about, 'FR').minor).toBe(verdict);
  });

  test('what the case states goes before what it shows', () => {
    expect(verdicts({ category: 'runaway' }, 'FR').abduction).toBe('not met');
    expect(verdicts({ category: 'runaway', criteria: [{ id: 'abduction', met: true }, { id: 'danger', met: false }] }, 'FR')).toMatchObject({ abduction: 'met', danger: 'not met', information: 'unknown' });
    expect(verdicts({ category: 'other' }, 'FR').abduction).toBe('unknown');
  });

  test('an excluded category is not met, and only where a country excludes any', () => {
    expect(verdicts({ category: 'parental-abduction' }, 'LU')['not-excluded']).toBe('not met');
    expect(verdicts({ category: 'criminal-abduction' }, 'LU')['not-excluded']).toBe('met');
    expect(verdicts({}, 'PT')['not-excluded']).toBe('unknown');
    expect(verdicts({ category: 'parental-abduction' }, 'FR')).not.toHaveProperty('not-excluded');
  });

  test('a word the message made up is none of them', () => {
    expect(JSON.stringify(evaluateCriteria({ criteria: [{ id: 'Ana Shembull', met: true }] }, rulesOf('FR'), SENT))).not.toContain('Ana');
  });
});
