// Secrets: where the network file says they are, and what those of webhooks have to look like.
import type { Environment } from './environment.js';

export interface SecretSources {
  env: Environment;
  /** Text of a file; throws where it cannot be read. */
  readFile(path: string): string;
}

export type ResolvedSecret = { secret: string } | { problem: string };

const LEAST_BYTES = 24;
const MOST_BYTES = 64;

const isWebhookSecret = (text: string): boolean => {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
};

const fromEnvironment = (name: string, { env }: SecretSources): ResolvedSecret => {
  const secret = env[name]?.trim();
  return secret ? { secret } : { problem: `names the environment variable ${name}, which is not set; set it, or name another` };
};

const fromFile = (path: string, { readFile }: SecretSources): ResolvedSecret => {
  try {
    return { secret: readFile(path).trim() };
  } catch {
    return { problem: `names the file ${path}, which cannot be read; it has to exist and be readable by the gateway` };
  }
};

/** The text behind a literal, `env:NAME` or `file:PATH`, whatever it is. A problem never repeats it. */
export const textBehind = (reference: string, sources: SecretSources): ResolvedSecret => {
  const [, kind, name = ''] = /^(env|file):(.*)$/s.exec(reference) ?? [];
  if (kind === 'env') return fromEnvironment(name, sources);
  return kind === 'file' ? fromFile(name, sources) : { secret: reference };
};

/** Keys and certificates are files mostly, so that a plain path is a reference too: nobody would write one into a line. */
export const asReference = (text: string): string => (/^(env|file):|-----BEGIN/.test(text) ? text : `file:${text}`);

/**
 * The secret behind a literal, `env:NAME` or `file:PATH`, in the shape of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes.
 * A problem never repeats the secret.
 */
export const resolveSecret = (reference: string, sources: SecretSources): ResolvedSecret => {
  const found = textBehind(reference, sources);
  if ('problem' in found || isWebhookSecret(found.secret)) return found;
  return { problem: `must be whsec_ and the base64 of ${LEAST_BYTES} to ${MOST_BYTES} bytes, as it is or behind env: or file:` };
};
