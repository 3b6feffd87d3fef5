// The network of a first start without a network file: enough neighbours to try everything, with keys made on the spot.
import type { Centre, Client, NetworkFile } from '../model/generated/network.js';
import { createAccessKey } from './access-key.js';

interface SampleCentre { id: string; name: string; languages: Centre['languages']; /** Default cap. */ adapter?: string; exercises?: boolean }

/** Albania with all its neighbours, Serbia behind them, and a few countries further away. The id is the country in lower case. */
const CENTRES: readonly SampleCentre[] = [
  { id: 'al', name: 'Albania', languages: ['sq'], adapter: 'al' },
  { id: 'rs', name: 'Serbia', languages: ['sr'], exercises: true },
  { id: 'gr', name: 'Greece', languages: ['el', 'en'], exercises: true },
  { id: 'it', name: 'Italy', languages: ['it'] },
  { id: 'mk', name: 'North Macedonia', languages: ['mk', 'sq'] },
  { id: 'me', name: 'Montenegro', languages: ['cnr', 'sr'] },
  { id: 'xk', name: 'Kosovo', languages: ['sq', 'sr'] },
  { id: 'nl', name: 'the Netherlands', languages: ['nl'], adapter: 'nl-burgernet' },
  { id: 'be', name: 'Belgium', languages: ['nl', 'fr', 'de'] },
  { id: 'de', name: 'Germany', languages: ['de'] },
  { id: 'fr', name: 'France', languages: ['fr'] },
  { id: 'ch', name: 'Switzerland', languages: ['de', 'fr', 'it'] },
];

/** The id is the role. */
const CLIENTS = ['liaison', 'operator', 'auditor', 'integrator'] as const satisfies readonly Client['role'][];

/** Somebody at every step of the two referral chains that are known. */
const REPORTERS = [
  { id: 'patrol', country: 'AL', step: 'first-responder' },
  { id: 'directorate', country: 'AL', step: 'directorate' },
  { id: 'helpline', country: 'RS', step: 'helpline' },
] as const;

const centreOf = ({ id, name, languages, adapter = 'cap', exercises }: SampleCentre, keySha256: string): Centre => ({
  id,
  country: id.toUpperCase(),
  name: `Sample centre, ${name}`,
  languages,
  send: { adapter },
  receive: { adapter, transport: { type: 'mailbox' }, statuses: exercises ? ['Actual', 'Exercise'] : ['Actual'] },
  credentials: [{ role: 'centre', name: 'sample desk', keySha256 }],
});

const clientOf = (role: (typeof CLIENTS)[number], keySha256: string): Client =>
  ({ id: role, role, keySha256, ...(role === 'liaison' ? { countries: ['*'] } : {}) });

/** Every centre is a mailbox. `keys` holds the key of each centre and client by its id; they exist nowhere else. */
export const sampleNetwork = (): { network: NetworkFile; keys: Record<string, string> } => {
  const access = new Map([...CENTRES.map(({ id }) => id), ...CLIENTS, ...REPORTERS.map(({ id }) => id)].map((id) => [id, createAccessKey()]));
  const hashOf = (id: string): string => access.get(id)!.keySha256;
  return {
    network: {
      gateway: { id: 'sample.alertbridge.invalid' },
      centres: CENTRES.map((centre) => centreOf(centre, hashOf(centre.id))) as NetworkFile['centres'],
      clients: [...CLIENTS.map((role) => clientOf(role, hashOf(role))), ...REPORTERS.map((reporter): Client => ({ ...reporter, role: 'reporter', keySha256: hashOf(reporter.id) }))],
      routing: { default: 'neighbours' },
    },
    keys: Object.fromEntries([...access].map(([id, { key }]) => [id, key])),
  };
};
