// The one shape in which every step says what is wrong with a message.
import type { Issue } from './generated/issue.js';

export type { Issue };

interface Place { line?: number; column?: number }

const make = (level: Issue['level']) => (code: string, path: string, message: string, place: Place = {}): Issue => ({ code, level, path, message, ...place });

export const error = make('error');
export const warning = make('warning');
export const note = make('note');

/** True when nothing in the list forbids the message to pass. */
export const passes = (issues: readonly Issue[]): boolean => issues.every((issue) => issue.level !== 'error');
