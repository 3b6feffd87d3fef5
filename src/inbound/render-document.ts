// For `alertbridge render` and /v1/render: a document in any format, its messages in other languages. Nothing is stored.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { passes } from '../model/issue.js';
import type { Rendering } from '../model/generated/rendering.js';
import { LANGUAGES, languageFor } from '../render/languages.js';
import { renderable, renderCase } from '../render/render-case.js';
import { examine } from './examine.js';

const known = `Known are ${LANGUAGES.join(', ')}.`;

const find = (name: string): string => {
  const tag = languageFor(name);
  if (tag === undefined) throw new AlertBridgeError('BAD_REQUEST', `That is no language alerts are written in here. ${known}`);
  return tag;
};

/**
 * @param names BCP 47, with commas between them; twice is once.
 * @throws AlertBridgeError BAD_REQUEST for none at all and for one that is not known, with those that are.
 */
export const chooseLanguages = (names: string): string[] => {
  const wanted = names.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (wanted.length === 0) throw new AlertBridgeError('BAD_REQUEST', `Name the languages wanted. ${known}`);
  return [...new Set(wanted.map(find))];
};

/**
 * @returns for each message that can be written, in document order, each language.
 * @throws AlertBridgeError UNKNOWN_FORMAT, INVALID with the issues, ENCODE_FAILED where no message has anything to write from.
 */
export function renderDocument(bytes: Uint8Array, formats: Formats, languages: readonly string[], adapter?: string): Rendering[] {
  const { alerts, issues } = examine(bytes, formats, adapter);
  if (alerts.length === 0 || !alerts.every((one) => passes(one.issues))) throw new AlertBridgeError('INVALID', 'The message breaks rules, so it cannot be written without guessing.', issues);
  const found = alerts.flatMap(({ alert }) => (alert && renderable(alert) ? [alert] : []));
  if (found.length === 0) throw new AlertBridgeError('ENCODE_FAILED', 'The message looks for nobody, or says nothing in codes of whom it looks for, so there is nothing to write from.');
  return found.flatMap((alert) => languages.map((tag) => renderCase(alert, tag)));
}
