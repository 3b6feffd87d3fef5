// When the keys of an issuer are asked for, how long they are believed, and what strangers cannot make the gateway do.
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { webcrypto } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createFetchedKeys, type IssuerKeys } from '../../src/trust/issuer-keys.js';
import { verifyToken, type VerifiedToken } from '../../src/trust/verify-token.js';

const MINUTE = 60_000;
const ISSUER = 'https://login.example.org';

let pairs: Record<string, { publicKey: object; privateKey: webcrypto.CryptoKey }>;
let now: number;
let asked: number;
let failures: number;
let answer: () => Promise<unknown>;
let keys: IssuerKeys;

beforeAll(async () => {
  pairs = Object.fromEntries(await Promise.all(['old', 'new', 'made-up'].map(async (kid) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    return [kid, { publicKey: { ...await exportJWK(publicKey), kid }, privateKey }] as const;
  })));
});
const publishing = (...kids: string[]) => async (): Promise<unknown> => ({ keys: kids.map((kid) => pairs[kid]!.publicKey) });
const away = async (): Promise<never> => { throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' }); };

beforeEach(() => {
  [now, asked, failures] = [0, 0, 0];
  answer = publishing('old');
  keys = createFetchedKeys({ fetch: () => { asked += 1; return answer(); }, monotonic: () => now, failed: () => { failures += 1; } });
});

const token = (kid: string, named = true): Promise<string> => new SignJWT({}).setProtectedHeader({ alg: 'ES256', ...(named ? { kid } : {}) }).setIssuer(ISSUER).setAudience('gateway').setSubject('gr').setExpirationTime('2h').sign(pairs[kid]!.privateKey);
const judge = async (kid: string, named = true): Promise<VerifiedToken> => verifyToken(await token(kid, named), [{ issuer: ISSUER, audience: 'gateway', claim: 'sub', keys }], new Date());
const GOOD = { issuer: ISSUER, subject: 'gr' };

describe('keys that are fetched', () => {
  test('are asked for when first needed, once for all who wait, and then kept', async () => {
    expect(asked).toBe(0);
    expect(await Promise.all([judge('old'), judge('old'), judge('old')])).toEqual([GOOD, GOOD, GOOD]);
    now = 9 * MINUTE;
    expect([await judge('old'), asked]).toEqual([GOOD, 1]);
  });

  test('are asked for anew after ten minutes without anybody waiting for it', async () => {
    await judge('old');
    now = 11 * MINUTE;
    answer = () => new Promise(() => undefined);
    expect([await judge('old'), asked]).toEqual([GOOD, 2]);
  });

  test('are asked for at once when a token is signed with a key not among them', async () => {
    await judge('old');
    answer = publishing('new');
    expect([await judge('new'), asked]).toEqual([GOOD, 2]);
    expect(await judge('old')).toEqual({ fault: 'key' });
  });

  test('are tried one after the other where a token does not say by which it was signed', async () => {
    answer = publishing('old', 'new');
    expect([await judge('old', false), await judge('new', false), await judge('made-up', false)]).toEqual([GOOD, GOOD, { fault: 'signature' }]);
  });

  test('are not asked for again and again by tokens with made-up keys', async () => {
    await judge('old');
    for (let i = 0; i < 20; i += 1) expect(await judge('made-up')).toEqual({ fault: 'key' });
    expect(asked).toBe(2);
    now = 31_000;
    await judge('made-up');
    expect([asked, await judge('old')]).toEqual([3, GOOD]);
  });

  test('are believed for an hour while the issuer is away, and no longer', async () => {
    await judge('old');
    answer = away;
    now = 59 * MINUTE;
    expect(await judge('old')).toEqual(GOOD);
    now = 61 * MINUTE;
    expect(await judge('old')).toEqual({ fault: 'issuer-away' });
    answer = publishing('old');
    now += 6_000;
    expect(await judge('old')).toEqual(GOOD);
  });

  test('that could never be fetched are the issuer\'s fault, said so, and asked for again only after a rest', async () => {
    answer = away;
    expect(await Promise.all([judge('old'), judge('old')])).toEqual([{ fault: 'issuer-away' }, { fault: 'issuer-away' }]);
    expect([await judge('old'), asked, failures]).toEqual([{ fault: 'issuer-away' }, 1, 1]);
    now = 6_000;
    answer = publishing('old');
    expect([await judge('old'), asked]).toEqual([GOOD, 2]);
  });

  test('cannot be looked up for a new key while the issuer is away: that is no fault of the token', async () => {
    await judge('old');
    answer = away;
    expect([await judge('new'), await judge('old')]).toEqual([{ fault: 'issuer-away' }, GOOD]);
  });

  test.each<[string, unknown]>([['words', 'keys'], ['nothing', undefined], ['a set of nothing', { keys: 'none' }]])('are none where the answer is %s', async (_, value) => {
    answer = async () => value;
    expect([await judge('old'), failures]).toEqual([{ fault: 'issuer-away' }, 1]);
  });
});
