// What the gateway read out of prose is its own reading: it leaves only towards centres that asked for it, never as if the origin had said it.
import type { Alert } from './generated/alert.js';

type Node = Record<string, unknown>;

/** Removes one value, and what is empty without it. */
function remove(node: Node, [step, ...rest]: string[]): void {
  if (step === undefined || !(step in node)) return;
  const below = node[step];
  if (rest.length > 0 && below !== null && typeof below === 'object') remove(below as Node, rest);
  // A list keeps its places: the second child stays the second.
  if (rest.length === 0 || (!Array.isArray(node) && isEmpty(below))) delete node[step];
}

const isEmpty = (value: unknown): boolean => value !== null && typeof value === 'object' && Object.values(value).every((item) => item === undefined || isEmpty(item));

/** One alert has one such form, so that it can be told by identity whether anything else was changed. */
const made = new WeakMap<Alert, Alert>();

/** The alert without the values named in `gateway.extracted`; the note of what was extracted stays. Returns the alert itself where there are none, and the same object each time. */
export function withoutExtracted(alert: Alert): Alert {
  const known = made.get(alert);
  if (known) return known;
  const reduced = reduce(alert);
  made.set(alert, reduced);
  return reduced;
}

function reduce(alert: Alert): Alert {
  const paths = (alert.gateway?.extracted ?? []).map(({ path }) => path.slice(1).split('/')).filter(([block]) => block === 'case');
  if (paths.length === 0 || !alert.case) return alert;
  const reduced = { ...alert, case: structuredClone(alert.case) };
  for (const path of paths) remove(reduced, path);
  return reduced;
}
