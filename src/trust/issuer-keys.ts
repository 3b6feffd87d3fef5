// The public keys of an issuer of tokens: given in a file, or fetched and kept, so that a caller never waits for an issuer that is slow or away.
import type { createLocalJWKSet, JSONWebKeySet } from 'jose';

export type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Where nobody has tokens, the library for them is never read. */
const keySetOf = async (jwks: unknown): Promise<KeySet> => (await import('jose')).createLocalJWKSet(jwks as JSONWebKeySet);

export interface IssuerKeys {
  /** The keys as last known; undefined where none are, or only such as are too old to be believed. */
  current(): Promise<KeySet | undefined>;
  /** Looks for keys newer than those seen, because a token names one that is not among them. `away`: nobody can say. */
  newerThan(seen: KeySet): Promise<KeySet | 'none' | 'away'>;
}

/** Where the keys of an issuer are: in hand, or at an address. */
export interface KeysOf { jwks?: { keys: object[] }; jwksUrl?: string; allowPrivate: boolean; ca?: string }

export interface FetchPorts {
  /** @throws where they cannot be fetched. */
  fetch: () => Promise<unknown>;
  /** Milliseconds that only ever grow. */
  monotonic: () => number;
  failed: (cause: unknown) => void;
}

/** Asked again after this, in the background. */
const FRESH_MS = 600_000;
/** An issuer that is away is believed for as long as its tokens usually live: nobody gets new ones from it meanwhile. A key it took back has to end some time. */
const STALE_MS = 3_600_000;
/** Names of keys cost a stranger nothing to make up, so they are looked for at most this often. */
const COOL_DOWN_MS = 30_000;
const AFTER_FAILURE_MS = 5_000;

export const createGivenKeys = (jwks: { keys: object[] }): IssuerKeys => {
  let keys: Promise<KeySet> | undefined;
  return { current: () => (keys ??= keySetOf(jwks)), newerThan: async () => 'none' };
};

export function createFetchedKeys({ fetch, monotonic, failed }: FetchPorts): IssuerKeys {
  let known: { keys: KeySet; at: number } | undefined;
  let failedAt: number | undefined;
  let searchedAt = -Infinity;
  let underWay: Promise<void> | undefined;

  const age = (): number => (known ? monotonic() - known.at : Infinity);
  const believed = (): KeySet | undefined => (age() <= STALE_MS ? known?.keys : undefined);
  const restsAfterFailure = (): boolean => failedAt !== undefined && monotonic() - failedAt < AFTER_FAILURE_MS;

  const ask = async (): Promise<void> => {
    try {
      known = { keys: await keySetOf(await fetch()), at: monotonic() };
      failedAt = undefined;
    } catch (cause) {
      failedAt = monotonic();
      failed(cause);
    }
  };
  /** One question at a time, however many callers wait for its answer. */
  const refresh = (): Promise<void> => {
    if (restsAfterFailure()) return Promise.resolve();
    underWay ??= ask().finally(() => { underWay = undefined; });
    return underWay;
  };

  return {
    current: async () => {
      if (age() <= FRESH_MS) return known?.keys;
      const refreshed = refresh();
      if (!believed()) await refreshed;
      return believed();
    },
    newerThan: async (seen) => {
      if (monotonic() - searchedAt >= COOL_DOWN_MS) {
        await refresh();
        if (failedAt === undefined) searchedAt = monotonic();
      }
      if (known && known.keys !== seen) return known.keys;
      return failedAt === undefined ? 'none' : 'away';
    },
  };
}

/** An issuer that is described as before keeps the keys that were fetched: reading the network file again must not need the issuer. */
export function createIssuerKeys(ports: { fetch: (issuer: KeysOf) => Promise<unknown> } & Omit<FetchPorts, 'fetch'>): (issuer: KeysOf) => IssuerKeys {
  const known = new Map<string, IssuerKeys>();
  return (issuer) => {
    const name = JSON.stringify(issuer);
    const keys = known.get(name) ?? (issuer.jwks ? createGivenKeys(issuer.jwks) : createFetchedKeys({ ...ports, fetch: () => ports.fetch(issuer) }));
    known.set(name, keys);
    return keys;
  };
}
