// A caller over TLS as others write one: it verifies the gateway's certificate by the authorities it is told, and may show its own.
import type { TLSSocket } from 'node:tls';
import { Agent, buildConnector, request } from 'undici';

export interface TlsAnswer { status: number; headers: Record<string, string | string[] | undefined>; json: any }
export interface TlsCaller {
  get(path: string, bearer?: string): Promise<TlsAnswer>;
  /** The certificates the gateway has shown, one for each connection made. */
  seen: string[];
  close(): Promise<void>;
}

export function tlsCaller(url: string, options: { ca: string; cert?: string; key?: string; maxVersion?: 'TLSv1.1' | 'TLSv1.2' }): TlsCaller {
  const seen: string[] = [];
  const dial = buildConnector(options);
  const agent = new Agent({ connect: (where, done) => dial(where, (...result: [Error, null] | [null, any]) => {
    if (result[1]) seen.push((result[1] as TLSSocket).getPeerX509Certificate()!.fingerprint256);
    done(...result);
  }) });
  return {
    seen,
    get: async (path, bearer) => {
      const { statusCode, headers, body } = await request(url + path, { dispatcher: agent, headers: { accept: 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) } });
      const text = await body.text();
      let json: unknown;
      try { json = JSON.parse(text); } catch { json = undefined; }
      return { status: statusCode, headers, json };
    },
    close: () => agent.destroy(),
  };
}
