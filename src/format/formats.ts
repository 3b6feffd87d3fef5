// All formats of this gateway, CAP and national, and the judgement which one a document is in.
import type { Format } from './format.js';

export interface Formats {
  all: readonly Format[];
  get(id: string): Format | undefined;
  /** The format of a document: the preferred one where it fits, else the first that recognises the content. */
  detect(bytes: Uint8Array, preferred?: string): Format | undefined;
}

/** @param formats in order of detection: the particular before the general. */
export function createFormats(formats: readonly Format[]): Formats {
  const byId = new Map(formats.map((format) => [format.id, format]));
  return {
    all: formats,
    get: (id) => byId.get(id),
    detect: (bytes, preferred) => {
      const first = preferred === undefined ? undefined : byId.get(preferred);
      return first?.detects(bytes) ? first : formats.find((format) => format.detects(bytes));
    },
  };
}
