// A step in words, for the lines of a running drill and for its report.
import type { Exercise, Step } from '../model/generated/exercise.js';
import { playerOf } from './ports.js';

const DOES: Readonly<Record<Step['do'], string>> = {
  brief: 'briefs', propose: 'proposes an alert', refer: 'refers the proposal', return: 'sends the proposal back', decline: 'declines the proposal', withdraw: 'takes the proposal back', issue: 'issues the alert',
  submit: 'sends an alert', update: 'sends an update', cancel: 'ends the alert', acknowledge: 'says that it has it', decide: 'decides', read: 'looks where it stands',
};

const DECIDES: Readonly<Record<NonNullable<Step['decision']>, string>> = {
  review: 'takes it under review', activate: 'activates', decline: 'declines', 'needs-information': 'asks for information', suspend: 'suspends', resume: 'resumes', prolong: 'prolongs', end: 'ends it at home',
};

export function stepInWords(exercise: Exercise, { by, do: verb, decision, to, notes, silent }: Step): string {
  const name = playerOf(exercise, by)?.name ?? 'The trainer';
  if (verb === 'brief') return `${name} briefs${notes ? `: ${notes}` : ''}`;
  const does = silent === true ? `is to be silent (${decision ? DECIDES[decision] : DOES[verb]})` : decision ? DECIDES[decision] : DOES[verb];
  return `${name} ${does}${to ? `, to ${to.map((id) => playerOf(exercise, id)?.name ?? id).join(', ')}` : ''}`;
}
