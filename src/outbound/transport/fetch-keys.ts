// Fetches the public keys of an issuer of tokens, under the same rules as any call to an address somebody else wrote.
import { Agent, request } from 'undici';
import { createSafeConnector } from './safe-connector.js';
import type { ClientTls } from './client-tls.js';

const WHOLE_MS = 5_000;
/** Sets of keys have a few thousand bytes. */
const MOST_BYTES = 256 * 1024;

export interface KeysAddress { url: string; allowPrivate: boolean; tls?: ClientTls }

const readWhole = async (body: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw Object.assign(new Error('too large'), { code: 'KEYS_TOO_LARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Seldom called, so no connection is kept. No redirect is followed. @throws RefusedAddress, the error of the connection, or one whose code says what was answered. */
export async function fetchKeys({ url, allowPrivate, tls }: KeysAddress): Promise<unknown> {
  if (!allowPrivate && !url.startsWith('https:')) throw Object.assign(new Error('plain http'), { code: 'PLAIN_HTTP' });
  const agent = new Agent({ connect: createSafeConnector(allowPrivate, undefined, tls) });
  try {
    const { statusCode, body } = await request(url, { dispatcher: agent, headers: { accept: 'application/json', 'user-agent': 'AlertBridge' }, signal: AbortSignal.timeout(WHOLE_MS) });
    if (statusCode !== 200) throw Object.assign(new Error('refused'), { code: `HTTP_${statusCode}` });
    return JSON.parse(await readWhole(body)) as unknown;
  } finally { await agent.destroy(); }
}
