// What a drill writes, whatever a scenario says: always an exercise, always to the cast and nobody else.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compose } from '../../src/exercise/compose.js';
import { fastPace } from '../../src/exercise/pace.js';
import type { Stage } from '../../src/exercise/ports.js';
import type { Exercise, Step } from '../../src/model/generated/exercise.js';
import { systemClock } from '../../src/clock.js';

const stageOf = (exercise: Exercise): Stage => ({
  exercise, run: 'run', url: '', own: true, decisions: true, desk: () => undefined, idOf: (id) => `network-${id}`, senderOf: (id) => `exercise@${id}.alertbridge.invalid`, isHuman: () => false,
  clock: systemClock, pace: fastPace(systemClock), tell: () => undefined, stopping: new AbortController().signal, liveMinutes: 60,
});

const text = fc.string({ minLength: 1, maxLength: 40 });
const IDS = ['al', 'gr', 'mk', 'rs'];
const scenarios = fc.record({ title: text, mark: text, headline: text, description: text, minutes: fc.nat(10_000), by: fc.constantFrom(...IDS), to: fc.option(fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 }), { nil: undefined }), verb: fc.constantFrom('submit', 'update', 'cancel', 'issue', 'propose') });

describe('A message of a drill', () => {
  test('is an exercise in status, identifier, headline and note, and private to the cast without its sender', () => {
    fc.assert(fc.property(scenarios, ({ title, mark, headline, description, minutes, by, to, verb }) => {
      const exercise = {
        id: 'any', title, trains: 't', language: 'en', mark, cast: IDS.map((id) => ({ id, role: 'centre', name: id, country: id.toUpperCase() })),
        contents: { story: { headline, description, lastSeenMinutesAgo: minutes, areas: [{ name: 'A' }], case: { tier: 'amber', lastSeen: { place: 'P' } } } }, steps: [],
      } as unknown as Exercise;
      const alert = compose(stageOf(exercise), { id: 'step', by, do: verb, to, content: 'story' } as Step, by);
      expect([alert.status, alert.scope, alert.identifier.startsWith('EXERCISE-'), alert.note!.startsWith('EXERCISE'), alert.info![0]!.headline!.startsWith('EXERCISE'), alert.info![0]!.description!.startsWith('EXERCISE')]).toEqual(['Exercise', 'Private', true, true, true, true]);
      expect(alert.addresses).toEqual((to ?? IDS).filter((id) => id !== by).map((id) => `network-${id}`));
      expect(alert.info![0]!.expires === undefined).toBe(verb === 'cancel');
      expect(alert.case!.lastSeen).toMatchObject({ place: 'P', precision: 'minute' });
    }));
  });
});
