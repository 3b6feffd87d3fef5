// Every format this installation has, in order of detection: national formats first, the particular before the general.
import { capJsonFormat, capXmlFormat } from '../cap/cap-formats.js';
import { ENVELOPE_FORMATS } from '../cap/envelope-formats.js';
import type { Format } from '../format/format.js';
import { createFormats, type Formats } from '../format/formats.js';
import { loadAdapters } from './load-adapters.js';

/** CAP is found by its namespace (contract 2): a dialect in that namespace is read as one only where somebody names it, by the network file or in the call. */
const isNamed = ({ manifest: { dialectOf, namespace } }: Format): boolean => dialectOf !== undefined && namespace === undefined;

export const loadFormats = async (): Promise<Formats> => {
  const adapters = await loadAdapters();
  return createFormats([...adapters.filter((one) => !isNamed(one)), capJsonFormat, capXmlFormat, ...ENVELOPE_FORMATS, ...adapters.filter(isNamed)]);
};
