// What a message of a scenario says, with all that it takes from others: for whoever checks a scenario, and for whoever plays it.
import type { Content, Exercise } from './generated/exercise.js';

/** Circles were found in the check. */
export function wholeContent({ contents = {} }: Pick<Exercise, 'contents'>, name: string): Content {
  const { from, ...own } = contents[name] ?? {};
  if (from === undefined) return own;
  const base = wholeContent({ contents }, from);
  return { ...base, ...own, ...(base.case ?? own.case ? { case: { ...base.case, ...own.case } } : {}) };
}
