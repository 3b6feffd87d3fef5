// From the text of a network file to a NetworkFile that the rest may trust, or to everything that is wrong with it.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NetworkFile } from '../model/generated/network.js';
import type { Environment } from './environment.js';
import { ruleFindings, type RuleContext } from './network-rules.js';
import { schemaFindings, type Finding } from './network-schema.js';
import { readYaml, type SourceProblem } from './yaml-source.js';

export type { SourceProblem };

/** `network` is there exactly when there are no problems; problems come in the order of their lines. */
export interface ReadNetwork { network?: NetworkFile; problems: SourceProblem[] }

const byPlace = (a: Finding & { line: number }, b: Finding & { line: number }): number => a.line - b.line || a.path.localeCompare(b.path);

const withoutRepeats = (problems: SourceProblem[]): SourceProblem[] =>
  problems.filter((problem, i) => problems.findIndex(({ path, message, line }) => path === problem.path && message === problem.message && line === problem.line) === i);

/**
 * Reads and checks a network file, YAML or JSON: all problems at once, each with its line. Secrets stay references (`env:NAME`, `file:PATH`); they
 * are looked up here only to see that they are there.
 */
export const readNetwork = (text: string, context: RuleContext): ReadNetwork => {
  const { data, problems, lineOf } = readYaml(text);
  if (data === undefined) return { problems };
  const findings = [...schemaFindings(data), ...ruleFindings(data, context)].map((finding) => ({ ...finding, line: lineOf(finding.path) }));
  const all = withoutRepeats([...problems, ...findings]).sort(byPlace);
  return all.length > 0 ? { problems: all } : { network: data as NetworkFile, problems: [] };
};

/** Where secrets of a network file are looked up: `file:PATH` is relative to the file that names it, so that both can move together. */
export const secretSources = (networkFile: string, env: Environment): Pick<RuleContext, 'env' | 'readFile'> => ({
  env,
  readFile: (path) => readFileSync(resolve(dirname(networkFile), path), 'utf8'),
});

/** What a network file is held against besides itself. */
export interface KnownHere extends Pick<RuleContext, 'adapters' | 'stepsOf'> { env: Environment }

/** Reads the file at a path and checks it; a file that cannot be read is a problem like any other. */
export const loadNetwork = (file: string, context: KnownHere): ReadNetwork => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (problem) {
    return { problems: [{ line: 1, path: '', message: `cannot be read (${(problem as NodeJS.ErrnoException).code ?? 'unknown reason'}); name a file that exists` }] };
  }
  return readNetwork(text, { ...secretSources(file, context.env), adapters: context.adapters, stepsOf: context.stepsOf });
};
