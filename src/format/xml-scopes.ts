// What prefixes stand for in an XML document, and the names read under them: kept from one document to the next, because messages are alike.
import type { Scope } from './xml-element.js';

export const XML = 'http://www.w3.org/XML/1998/namespace';

const OUTERMOST: ReadonlyMap<string, string> = new Map([['', ''], ['xml', XML]]);

export const scopeWith = (bindings: ReadonlyMap<string, string>, isKept = false): Scope => ({ bindings, names: new Map(), kept: isKept });

export const outermostScope = (): Scope => scopeWith(OUTERMOST);

/** Nearly all messages are of a few kinds, whose root declares one namespace: their scopes are kept with the names in them, within bounds. */
const kept: { prefix: string; namespace: string; scope: Scope }[] = [];
const MOST_SCOPES = 16;
export const MOST_NAMES = 500;
/** What is longer is nobody's usual name, and is not kept. */
export const LONGEST = 100;

export const keptScope = (prefix: string, namespace: string): Scope => {
  const known = kept.find((one) => one.prefix === prefix && one.namespace === namespace);
  if (known) return known.scope;
  const scope = scopeWith(new Map([...OUTERMOST, [prefix, interned(namespace)]]), true);
  if (kept.length >= MOST_SCOPES) kept.length = 0;
  kept.push({ prefix, namespace, scope });
  return scope;
};

/** The same text as the one copy that the engine keeps of each property name, so that comparing it with names in the program is comparing addresses. */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0]!;
