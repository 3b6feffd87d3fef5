// Every format this installation has, in order of detection: national formats first, the particular before the general.
import { capJsonFormat, capXmlFormat } from '../cap/cap-formats.js';
import { ENVELOPE_FORMATS } from '../cap/envelope-formats.js';
import { createFormats, type Formats } from '../format/formats.js';
import { loadAdapters } from './load-adapters.js';

export const loadFormats = async (): Promise<Formats> => createFormats([...await loadAdapters(), capJsonFormat, capXmlFormat, ...ENVELOPE_FORMATS]);
