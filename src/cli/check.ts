// `alertbridge check FILE`: everything that is wrong with a network file, each with its line, or what it holds.
import { loadNetwork, type KnownHere } from '../config/network-file.js';
import type { NetworkFile } from '../model/generated/network.js';
import { nationalSteps } from './national-steps.js';

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const summary = ({ centres, clients = [], routing }: NetworkFile): string => {
  const webhooks = centres.filter(({ receive }) => receive?.transport.type === 'webhook').length;
  const mailboxes = centres.filter(({ receive }) => receive?.transport.type === 'mailbox').length;
  const countries = new Set(centres.map(({ country }) => country)).size;
  return [
    counted(centres.length, 'centre'), `${countries} ${countries === 1 ? 'country' : 'countries'}`, counted(webhooks, 'webhook'),
    `${mailboxes} ${mailboxes === 1 ? 'mailbox' : 'mailboxes'}`, counted(clients.length, 'client'), `routing ${routing?.default ?? 'neighbours'}`,
  ].join(', ');
};

/**
 * Problems go to standard output: they are what was asked for.
 * @param known the variables that `env:NAME` secrets are looked up in, and the adapters a centre may name
 * @returns the exit code: 0 when the file is fine, 1 when it is not
 */
export const check = async (file: string, io: { out(text: string): void }, known: Omit<KnownHere, 'stepsOf'>): Promise<0 | 1> => {
  const { network, problems } = loadNetwork(file, { ...known, stepsOf: nationalSteps() });
  for (const { line, path, message } of problems) io.out(`${file}:${line} ${path ? `${path}: ` : ''}${message}`);
  if (network) io.out(`${file} is fine: ${summary(network)}`);
  return network ? 0 : 1;
};
