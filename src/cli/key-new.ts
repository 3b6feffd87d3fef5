// `alertbridge key new`: a key for a centre or client, shown once, and what the network file is to know of it.
import { createAccessKey } from '../config/access-key.js';
import { UsageError, type Io } from './io.js';

const ROLES = ['centre', 'liaison', 'operator', 'auditor', 'integrator', 'reporter'] as const;

/** As the network file allows it. */
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

const check = ({ role, id }: { role?: string; id?: string }): void => {
  if ((role === undefined) !== (id === undefined)) throw new UsageError('--role and --id go together; without both, the key is printed without an entry.');
  if (role !== undefined && !ROLES.some((known) => known === role)) throw new UsageError(`--role takes one of ${ROLES.join(', ')}.`);
  if (id !== undefined && !ID.test(id)) throw new UsageError('--id takes small letters, digits and hyphens, as in the network file.');
};

/** What an entry of the role says besides. */
const MORE: Readonly<Record<string, { hint: string; entry: string } | undefined>> = {
  liaison: { hint: ' countries are those it serves, or "*" for all.', entry: ', countries: []' },
  reporter: { hint: ' without a country, such as `country: AL`, it can propose nothing; `step` is its place in the referral chain.', entry: '' },
};

const entryOf = (role: string, id: string, keySha256: string): string[] => (role === 'centre'
  ? [`# For the network file, among the credentials of the centre ${id}:`, `- { role: centre, name: duty desk, keySha256: "${keySha256}" }`]
  : [`# For the network file, among the clients:${MORE[role]?.hint ?? ''}`,
    `- { id: ${id}, role: ${role}, keySha256: "${keySha256}"${MORE[role]?.entry ?? ''} }`]);

/** @throws UsageError */
export async function newKey(options: { role?: string; id?: string }, io: Io): Promise<0> {
  check(options);
  const { key, keySha256 } = createAccessKey();
  io.out('# The key. It is kept nowhere and shown only now: hand it over on a safe way.');
  io.out(key);
  for (const line of options.role && options.id ? entryOf(options.role, options.id, keySha256) : ['# Its SHA-256, for the network file:', keySha256]) io.out(line);
  return 0;
}
