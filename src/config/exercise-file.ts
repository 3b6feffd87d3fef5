// From the text of a scenario to an Exercise that can be played, or to everything that is wrong with it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import alertSchema from '../../schemas/alert.schema.json' with { type: 'json' };
import exerciseSchema from '../../schemas/exercise.schema.json' with { type: 'json' };
import type { Exercise } from '../model/generated/exercise.js';
import { exerciseFindings } from './exercise-rules.js';
import { createFindings } from './schema-findings.js';
import { readYaml, type SourceProblem } from './yaml-source.js';

/** `exercise` is there exactly when there are no problems; problems come in the order of their lines. */
export interface ReadExercise { exercise?: Exercise; problems: SourceProblem[] }

const schemaFindings = createFindings(exerciseSchema, [alertSchema]);

/** YAML or JSON, all problems at once. The rules are asked only where the shape is right, and so can trust it. */
export const readExercise = (text: string): ReadExercise => {
  const { data, problems, lineOf } = readYaml(text);
  if (data === undefined) return { problems };
  const shape = schemaFindings(data);
  const findings = shape.length > 0 ? shape : exerciseFindings(data as Exercise);
  const all = [...problems, ...findings.map((finding) => ({ ...finding, line: lineOf(finding.path) }))].sort((a, b) => a.line - b.line);
  return all.length > 0 ? { problems: all } : { exercise: data as Exercise, problems: [] };
};

/** A file that cannot be read is a problem like any other. */
export const loadExercise = (file: string): ReadExercise => {
  try {
    return readExercise(readFileSync(file, 'utf8'));
  } catch (problem) {
    return { problems: [{ line: 1, path: '', message: `cannot be read (${(problem as NodeJS.ErrnoException).code ?? 'unknown reason'}); name a file that exists, or a scenario that --list names` }] };
  }
};

/** Those that ship, by id. */
export const scenariosIn = (folder: string): { id: string; file: string }[] =>
  readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => ({ id: basename(name, '.yaml'), file: join(folder, name) }));
