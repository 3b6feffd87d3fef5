// Where a reporter stands in its country's referral chain, as the network file may and may not say it.
import { describe, expect, test } from '@jest/globals';
import { readNetwork } from '../../src/config/network-file.js';

const CENTRES = ['centres:', ...['gr', 'it'].map((id) => `  - { id: ${id}, country: ${id.toUpperCase()}, name: Centre, languages: [en] }`)];

describe('reporters', () => {
  const judge = (lines: readonly string[]) => readNetwork(lines.join('\n'), { env: {}, adapters: [], readFile: () => '', stepsOf: (country) => (country === 'GR' ? ['patrol', 'station', 'headquarters'] : ['reporter', 'centre']) }).problems;
  const client = (more: string): string => `  - { id: c, keySha256: "${'a'.repeat(64)}", ${more} }`;
  const judged = (more: string): string[] => judge(['gateway: { id: g }', ...CENTRES, 'clients:', client(more)]).map(({ path, message }) => `${path} ${message}`);

  test.each(['role: reporter', 'role: reporter, country: GR', 'role: reporter, country: GR, step: station', 'role: reporter, country: IT, step: reporter'])('may be { %s }', (more) => {
    expect(judged(more)).toEqual([]);
  });

  test.each([
    ['role: reporter, country: AL', '/clients/0/country has no centre in this file, so nobody could decide on its proposals'],
    ['role: reporter, country: GR, step: mountain-rescue', '/clients/0/step is no step of a reporter of GR; known are patrol, station'],
    ['role: reporter, country: GR, step: headquarters', '/clients/0/step is no step of a reporter of GR; known are patrol, station'],
    ['role: reporter, step: patrol', '/clients/0/country is missing: step says nothing without it'],
    ['role: operator, country: GR', '/clients/0/country has an effect on the role reporter only'],
  ])('are not { %s }', (more, finding) => { expect(judged(more)).toEqual([finding]); });

  test('leave nothing of their proposals after a number of days that is none below zero', () => {
    expect(judge(['gateway: { id: g, proposalRetentionDays: -1 }', ...CENTRES])).toEqual([{ line: 1, path: '/gateway/proposalRetentionDays', message: 'must not be less than 0' }]);
  });
});
