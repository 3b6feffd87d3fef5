// Which profiles a caller means by the names it gave.
import { PROFILES } from '../cap/profiles/profiles.js';
import type { Profile } from '../cap/profiles/profile.js';
import { AlertBridgeError } from '../errors.js';

export const PROFILE_IDS: readonly string[] = PROFILES.map(({ id }) => id);

const find = (name: string): Profile => {
  const profile = PROFILES.find(({ id }) => id === name);
  if (!profile) throw new AlertBridgeError('BAD_REQUEST', `There is no profile of that name. Known are ${PROFILE_IDS.join(', ')}.`);
  return profile;
};

/**
 * @param names each one id, or several with commas between them; twice is once.
 * @throws AlertBridgeError BAD_REQUEST for a name that is none, with those that are.
 */
export const chooseProfiles = (names: readonly string[]): Profile[] => {
  const wanted = names.flatMap((text) => text.split(',')).map((name) => name.trim()).filter((name) => name !== '');
  return [...new Set(wanted)].map(find);
};
