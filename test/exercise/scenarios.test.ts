// Scenarios as files: those that ship are right, and what is wrong with another is said all at once, each with its line.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { exercise } from '../../src/cli/exercise.js';
import { loadExercise, readExercise, scenariosIn } from '../../src/config/exercise-file.js';
import { exercisesFolder } from '../../src/package-files.js';

const folder = mkdtempSync(join(tmpdir(), 'alertbridge-scenarios-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = scenariosIn(exercisesFolder);

const command = async (options: object): Promise<{ code: number; out: string[] }> => {
  const out: string[] = [];
  const code = await exercise(undefined, options, { out: (line) => { out.push(line); }, err: () => undefined, env: {} }, new AbortController().signal);
  return { code, out };
};

const GOOD = `id: good
title: Good
trains: Something.
language: en
mark: DRILL
cast:
  - { id: al, role: centre, country: AL, name: Albania }
  - { id: gr, role: centre, country: GR, name: Greece }
  - { id: patrol, role: reporter, country: AL, name: Patrol }
contents:
  story: { headline: H, description: D, areas: [{ name: A }] }
  later: { from: story, description: E }
steps:
  - { id: sent, at: 0, by: al, do: submit, content: story }
  - { id: got, after: sent, plus: 1, by: gr, do: acknowledge, of: sent, within: 5 }
`;

const problemsOf = (text: string): string[] => readExercise(text).problems.map(({ line, path, message }) => `${line} ${path} ${message}`);

describe('The scenarios that ship', () => {
  test('are the three that the project promised, and each has the id of its file', () => {
    expect(shipped.map(({ id }) => id)).toEqual(['albania-two-days', 'first-drill', 'four-country-border']);
    expect(shipped.map(({ file }) => loadExercise(file).exercise?.id)).toEqual(shipped.map(({ id }) => id));
  });

  test('name in Albania twelve directorates, first responders and two days, and every directorate acts', () => {
    const { cast, days, steps } = loadExercise(shipped[0]!.file).exercise!;
    const directorates = cast.filter(({ step }) => step === 'directorate').map(({ id }) => id);
    expect([directorates.length, days!.length, cast.some(({ step }) => step === 'first-responder')]).toEqual([12, 2, true]);
    expect(directorates.filter((id) => !steps.some(({ by }) => by === id))).toEqual([]);
  });

  test('are listed with a line each, and --check finds nothing', async () => {
    const listed = await command({ list: true });
    expect([listed.code, listed.out.map((line) => line.split(/\s/)[0])]).toEqual([0, shipped.map(({ id }) => id)]);
    for (const { file } of shipped) expect(await command({ check: file })).toEqual({ code: 0, out: [expect.stringContaining('is fine')] });
  });
});

describe('A scenario with faults', () => {
  test('is refused with every line: its shape', async () => {
    const file = join(folder, 'shape.yaml');
    writeFileSync(file, GOOD.replace('role: reporter', 'role: driver').replace('do: submit', 'do: shout').replace('within: 5', 'soon: 5'));
    const { code, out } = await command({ check: file });
    expect(code).toBe(1);
    expect(out).toEqual([expect.stringContaining(`${file}:9 /cast/2/role: must be one of centre, reporter`), expect.stringContaining(`${file}:14 /steps/0/do: must be one of brief`), expect.stringContaining(`${file}:15 /steps/1/soon: is not known here`)]);
  });

  test('is refused with every line: what does not fit together', () => {
    expect(problemsOf(GOOD)).toEqual([]);
    const text = `${GOOD}  - { id: got, at: 3, after: sent, by: nobody, do: cancel, of: got }
  - { id: never, after: later-on, by: patrol, do: decide, of: sent, decision: activate, within: 3 }
  - { id: declined, at: 9, by: gr, do: decide, of: sent, decision: decline, plus: 4 }
  - { id: quiet, day: 2, after: sent, by: gr, do: acknowledge, of: sent, silent: true }
  - { id: slow, after: sent, plus: 9, within: 3, by: gr, do: read, of: sent, content: none, expect: { patrol: activated } }
`;
    expect(problemsOf(text).map((problem) => problem.replace(/ (is|needs|names|says|counts) .*/, ' $1'))).toEqual([
      '16 /steps/2/id is', '16 /steps/2/by is', '16 /steps/2 needs', '16 /steps/2/of names',
      '17 /steps/3/by is', '17 /steps/3/after names',
      '18 /steps/4/plus counts', '18 /steps/4/reason is',
      '19 /steps/5/day is', '19 /steps/5/after names', '19 /steps/5/of names', '19 /steps/5/within is',
      '20 /steps/6/content says', '20 /steps/6/expect/patrol is', '20 /steps/6/content is', '20 /steps/6/within is',
    ].map((text) => expect.stringContaining(text)));
  });

  test('may not have contents that lead back to themselves or say too little', () => {
    expect(problemsOf(GOOD.replace('story: { headline: H,', 'story: { from: later, headline: H,'))).toEqual([expect.stringContaining('/contents/story/from leads back'), expect.stringContaining('/contents/later/from leads back')]);
    expect(problemsOf(GOOD.replace('headline: H, ', ''))).toEqual([expect.stringContaining('11 /contents/story/headline is missing')]);
  });

  test('names the kind of case it has wrong', () => {
    expect(problemsOf(GOOD.replace('description: D,', 'description: D, case: { tier: red },'))).toEqual([expect.stringContaining('11 /contents/story/case/tier must be one of amber')]);
  });

  test('that cannot be read says so', async () => {
    expect(await command({ check: join(folder, 'nothing.yaml') })).toEqual({ code: 1, out: [expect.stringContaining('cannot be read (ENOENT)')] });
  });
});
