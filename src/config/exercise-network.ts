// The network of a drill that plays by itself: the cast, and nobody else. Its centres take Exercise and nothing more, so that nothing real could ever cross it.
import type { Exercise, Player } from '../model/generated/exercise.js';
import type { Centre, Client, NetworkFile } from '../model/generated/network.js';
import { createAccessKey } from './access-key.js';

/** Whoever looks on in every drill. */
const ONLOOKERS = ['liaison', 'operator', 'auditor'] as const;

const centreOf = ({ id, name, country, languages = ['en'] }: Player, keySha256: string): Centre => ({
  id, country: country!, name, languages: languages,
  send: { adapter: 'cap' }, receive: { adapter: 'cap', transport: { type: 'mailbox' }, statuses: ['Exercise'] },
  credentials: [{ role: 'centre', name: 'exercise desk', keySha256 }],
});

const clientOf = ({ id, role, country, step }: Pick<Player, 'id' | 'country' | 'step'> & { role: Client['role'] }, keySha256: string): Client =>
  ({ id, role, keySha256, ...(role === 'liaison' ? { countries: ['*'] } : {}), ...(role === 'reporter' && country ? { country, ...(step ? { step } : {}) } : {}) });

/** `keys` holds the key of everybody by id; they exist nowhere else. */
export function exerciseNetwork({ cast }: Exercise): { network: NetworkFile; keys: Record<string, string> } {
  const centres = cast.filter(({ role }) => role === 'centre');
  const clients = [
    ...cast.flatMap((one) => (one.role === 'reporter' || one.role === 'liaison' ? [{ ...one, role: one.role }] : [])),
    ...ONLOOKERS.filter((id) => !cast.some((one) => one.id === id)).map((role) => ({ id: role, role })),
  ];
  const access = new Map([...centres, ...clients].map(({ id }) => [id, createAccessKey()]));
  const hashOf = (id: string): string => access.get(id)!.keySha256;
  return {
    network: {
      gateway: { id: 'exercise.alertbridge.invalid' },
      centres: centres.map((one) => centreOf(one, hashOf(one.id))) as NetworkFile['centres'],
      clients: clients.map((one) => clientOf(one, hashOf(one.id))),
      routing: { default: 'addressed' },
    },
    keys: Object.fromEntries([...access].map(([id, { key }]) => [id, key])),
  };
}
