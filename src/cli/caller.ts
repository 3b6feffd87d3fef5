// How a command proves to a gateway who is calling, and by what it knows the gateway: the options all such commands share.
import { UsageError, readInput, readKey, type Io } from './io.js';

export interface CallerOptions { key?: string; ca?: string; cert?: string; certKey?: string }

/** What is shown and trusted; certificates as PEM. */
export interface Caller { key?: string; ca?: string; cert?: string; certKey?: string }

const pem = (option: string, file: string): string => {
  const text = readInput(file).toString('utf8');
  if (!text.includes('-----BEGIN ')) throw new UsageError(`${option} takes a file in PEM, which begins with -----BEGIN, and ${file} does not.`);
  return text;
};

export const isCaller = ({ key, cert }: CallerOptions): boolean => key !== undefined || cert !== undefined;

/** Reads what the options name. @throws UsageError */
export function readCaller({ key, ca, cert, certKey }: CallerOptions, { env }: Io): Caller {
  if (key === undefined && cert === undefined) throw new UsageError('Say who is calling: --key, or --cert with --cert-key.');
  if ((cert === undefined) !== (certKey === undefined)) throw new UsageError('--cert and --cert-key go together: a certificate proves nothing without its key.');
  return {
    ...(key === undefined ? {} : { key: readKey(key, env) }), ...(ca === undefined ? {} : { ca: pem('--ca', ca) }),
    ...(cert === undefined || certKey === undefined ? {} : { cert: pem('--cert', cert), certKey: pem('--cert-key', certKey) }),
  };
}
