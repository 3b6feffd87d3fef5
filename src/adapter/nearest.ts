// Where a pointer of the alert came from, as far as the adapter told it.
import { parent } from '../format/pointer.js';

/** The place of a pointer or, where the adapter did not tell it, of what holds it; empty where nothing was told. */
export const nearest = (sources: Record<string, string>, pointer: string): string => {
  let at = pointer;
  while (at && !Object.hasOwn(sources, at)) at = parent(at);
  return Object.hasOwn(sources, at) ? sources[at] ?? '' : '';
};
