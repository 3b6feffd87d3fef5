// What a rule of CAP or of a profile is: data that says of one thing where it does not hold, and what to say then.
import type { Alert } from '../model/generated/alert.js';

/** A rule about one kind of thing. `breaks` answers the places, as pointers below that thing, where it does not hold. */
export interface Rule<T> {
  id: string;
  level: 'error' | 'warning';
  breaks(it: T, alert: Alert): readonly string[];
  says: string;
  /** The property whose absence the rule complains of; where that could not be read, this has been said already. */
  misses?: string;
}
