// What others published, where it lies beside the project: read in tests, never copied into it.
import { existsSync, readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import { checkAlert } from '../../src/cap/check-alert.js';
import type { DecodedMessage } from '../../src/format/format.js';

const SAMPLES = new URL('../../../shared/formats/samples/', import.meta.url);
const isThere = existsSync(SAMPLES);

/** Skipped where the samples are not. */
export const withSamples = isThere ? describe : describe.skip;

export const sample = (name: string): Uint8Array => readFileSync(new URL(name, SAMPLES));

const formats = await loadAdapters();

/** Decodes with one adapter. Throws where the document as a whole cannot be read. */
export const decodedBy = (id: string, document: unknown): DecodedMessage[] => {
  const decoded = formats.find((format) => format.id === id)!.decode(document instanceof Uint8Array ? document : new TextEncoder().encode(JSON.stringify(document)));
  if ('unreadable' in decoded) throw new Error(`unreadable: ${JSON.stringify(decoded.unreadable)}`);
  return decoded.messages;
};

/** Which adapters take a document for theirs. */
export const takersOf = (document: unknown): string[] => {
  const bytes = document instanceof Uint8Array ? document : new TextEncoder().encode(JSON.stringify(document));
  return formats.filter((format) => format.detects(bytes)).map(({ id }) => id);
};

/** Errors of decoding and of CAP's rules, as `code path`. */
export const errorsIn = (messages: readonly DecodedMessage[]): string[] => messages
  .flatMap(({ alert, issues, locate }) => [...issues, ...(alert ? checkAlert(alert, locate) : [])])
  .filter(({ level }) => level === 'error').map(({ code, path }) => `${code} ${path}`);
