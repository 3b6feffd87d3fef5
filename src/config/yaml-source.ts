// Reads YAML or JSON so that everything found wrong later can be pointed at with its line.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

export interface SourceProblem { /** From 1. */ line: number; /** JSON pointer. */ path: string; message: string }

export interface YamlSource {
  /** Plain values; undefined where the text could not be understood. */
  data: unknown;
  problems: SourceProblem[];
  /** Line of the entry a JSON pointer names, or of the nearest one above it that is there. */
  lineOf(pointer: string): number;
}

/** A few shared entries are handy, thousands are an attack (each may hold others: "billion laughs"). */
const MOST_ALIASES = 50;

interface Step { node: unknown; offset: number | undefined }

const startOf = (node: unknown): number | undefined => (node as Partial<Node> | null)?.range?.[0];

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

const enter = (document: Document, node: unknown, key: string): Step | undefined => {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) return key in target.items ? { node: target.items[Number(key)], offset: startOf(target.items[Number(key)]) } : undefined;
  const pair = isMap(target) ? target.items.find((item) => keyText(item.key) === key) : undefined;
  return pair && { node: pair.value, offset: startOf(pair.key) };
};

const keysOf = (pointer: string): string[] => pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

const offsetOf = (document: Document, pointer: string): number => {
  let step: Step | undefined = { node: document.contents, offset: startOf(document.contents) };
  let offset = 0;
  for (const key of ['', ...keysOf(pointer)]) {
    if (key !== '') step = enter(document, step.node, key);
    if (!step) break;
    offset = step.offset ?? offset;
  }
  return offset;
};

const valuesOf = (document: Document): { data: unknown; message?: string } => {
  try {
    return { data: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch {
    return { data: undefined, message: `aliases refer to each other or are more than ${MOST_ALIASES}; write the entries out` };
  }
};

/** Entries under a key given twice can still be checked; a text that does not parse leads every later check astray. */
const isReadable = (document: Document): boolean => document.errors.every(({ code }) => code === 'DUPLICATE_KEY');

/** @param text one YAML 1.2 document; JSON is YAML too. Problems quote nothing of the text: it may hold secrets. */
export const readYaml = (text: string): YamlSource => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) => ({ line: lineAt(pos[0]), path: '', message }));
  const { data, message } = isReadable(document) ? valuesOf(document) : { data: undefined };
  return {
    data,
    problems: message === undefined ? problems : [...problems, { line: 1, path: '', message }],
    lineOf: (pointer) => lineAt(offsetOf(document, pointer)),
  };
};
