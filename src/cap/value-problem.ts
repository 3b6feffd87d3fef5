// What is wrong with one value by its type alone: a time, a language, a reference of CAP 1.0, a word of a closed list.
import type { Reference } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { timeProblem } from './cap-time.js';
import { isEnumeration, type Field } from './content-model.js';

/** A rule that is broken, and what to say of it; where, knows who asked. */
export interface Problem { rule: string; level: Issue['level']; message: string }

/** Empty, it stands for American English. */
const LANGUAGE = /^(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?$/;

export const problem = (rule: string, message: string, level: Issue['level'] = 'error'): Problem => ({ rule, level, message });

const problemOfTime = (text: string, { name, rule }: Field): Problem | undefined => {
  switch (timeProblem(text)) {
    case 'plus-zero': return problem('A09', 'UTC is written -00:00, not +00:00.', 'warning');
    case 'letters': return problem('A08', 'A time zone is written in figures, such as +01:00, and UTC as -00:00; letters such as Z are not allowed.');
    case 'malformed': return problem(name === 'sent' ? 'A07' : rule, 'A time is written as 2026-01-31T08:00:00+01:00 and has to exist.');
    default: return undefined;
  }
};

const problemOfWord = (text: string, values: readonly string[], { name, rule }: Field): Problem | undefined => {
  if (values.includes(text)) return undefined;
  const [broken, say] = values.includes(text.trim()) ? ['D09', 'has spaces around it; it has to be exactly'] : [rule, 'has a value CAP does not know; it is'];
  return problem(broken, `The ${name} ${say} one of: ${values.join(', ')}.`);
};

const problemOfLanguage = (text: string, { rule }: Field): Problem | undefined =>
  (LANGUAGE.test(text) ? undefined : problem(rule, 'A language is written as in RFC 3066, such as sq, el or en-GB.'));

/** The time may be missing, and the gateway completes it where it knows the message; who sent what may not. */
const isOldReference = ({ sender, identifier, sent }: Reference): boolean => sender !== '' && identifier !== '' && !sent.includes(',');

const problemOfOldReferences = (references: readonly Reference[]): Problem | undefined =>
  (references.every(isOldReference) ? undefined : problem('A28', 'References of CAP 1.0 are written identifier/sender, with spaces between them and none inside them.'));

/** Undefined where the value is one of its type, as far as the schema says. */
export const problemOf = (value: unknown, field: Field): Problem | undefined => {
  const { type } = field;
  if (isEnumeration(type)) return problemOfWord(value as string, type, field);
  switch (type) {
    case 'time': return problemOfTime(value as string, field);
    case 'language': return problemOfLanguage(value as string, field);
    case 'old-references': return problemOfOldReferences(value as Reference[]);
    default: return undefined;
  }
};

export const missing = ({ name, rule }: Field): Problem => problem(rule, `${name} is missing; CAP requires it here.`);
