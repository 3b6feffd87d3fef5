// `alertbridge audit verify`: walks the audit trail or the disclosure log of a running gateway, of a database, or of an exported file, and names the first bad entry.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readAudit } from '../store/audit.js';
import type { ChainEntry } from '../store/chain.js';
import type { Sql } from '../store/database.js';
import { readDisclosures } from '../store/disclosures.js';
import { openPostgres } from '../store/postgres.js';
import { createChainVerifier, type ChainFault } from '../store/verify-chain.js';
import { canonicalJson } from '../trust/canonical-json.js';
import { createApi, problemText, Refused, type Api } from './api-client.js';
import { isCaller, readCaller, type Caller, type CallerOptions } from './caller.js';
import { UsageError, type Io } from './io.js';

export interface AuditOptions extends CallerOptions { url?: string; export?: string; log?: string }

interface Log { path: string; read(sql: Sql, after: number, limit: number): Promise<ChainEntry[]> }

/** The chains there are. */
const LOGS: Readonly<Record<string, Log>> = { audit: { path: '/v1/audit', read: readAudit }, disclosures: { path: '/v1/disclosures', read: readDisclosures } };

const logOf = ({ log = 'audit' }: AuditOptions): Log => {
  if (!Object.hasOwn(LOGS, log)) throw new UsageError(`--log takes ${Object.keys(LOGS).join(' or ')}, and not ${log}.`);
  return LOGS[log]!;
};

const PAGE = 500;

async function* entriesOfGateway(api: Api, { path }: Log): AsyncGenerator<ChainEntry> {
  let after: string | null = '0';
  while (after !== null) {
    const page = await api.call('GET', `${path}?limit=${PAGE}&after=${after}`);
    if (page.status !== 200) throw new Refused(problemText(page));
    const { items, next } = page.body as { items: ChainEntry[]; next: string | null };
    yield* items;
    after = next;
  }
}

async function* entriesOfDatabase(url: string, { read }: Log): AsyncGenerator<ChainEntry> {
  const database = openPostgres(url, () => undefined, 1);
  try {
    for (let after = 0, items: ChainEntry[] = []; ; after = items.at(-1)!.position) {
      items = await read(database, after, PAGE);
      if (items.length === 0) return;
      yield* items;
    }
  } finally { await database.close(); }
}

const asEntry = (line: string, place: string): ChainEntry => {
  try { return JSON.parse(line) as ChainEntry; } catch { throw new Refused(`${place} is no entry of an audit chain: the line is not JSON.`); }
};

async function* entriesOfFile(file: string): AsyncGenerator<ChainEntry> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== '') yield asEntry(line, `${file}:${number}`);
  }
}

interface Head { checkpoint: { position: number; hash: string }; signature: string; publicKey: JsonWebKey }

async function readHead(api: Api, { path }: Log): Promise<Head> {
  const answer = await api.call('GET', `${path}/head`);
  if (answer.status !== 200) throw new Refused(problemText(answer));
  return answer.body as Head;
}

/** A head signed before the walk must be one of the entries the walk passed. */
const headFault = ({ checkpoint, signature, publicKey }: Head, hashAt: (position: number) => string | undefined): ChainFault | undefined => {
  const signed = verify(null, Buffer.from(canonicalJson(checkpoint)), createPublicKey({ key: publicKey, format: 'jwk' }), Buffer.from(signature, 'base64'));
  if (!signed) return { position: checkpoint.position, reason: 'the signature of the head is not good' };
  return hashAt(checkpoint.position) === checkpoint.hash ? undefined : { position: checkpoint.position, reason: 'the signed head is not among the entries: the chain was cut or forked' };
};

interface Walk { fault?: ChainFault; count: number; hashAt(position: number): string | undefined }

/** Walks entries, remembers the hash at one position, and copies them on the way where asked. */
async function walk(entries: AsyncIterable<ChainEntry>, remember: number, copy?: (entry: ChainEntry) => void): Promise<Walk> {
  const verifier = createChainVerifier();
  let remembered = remember === 0 ? verifier.head().hash : undefined;
  const hashAt = (position: number): string | undefined => (position === remember ? remembered : undefined);
  for await (const entry of entries) {
    const fault = verifier.take(entry);
    if (fault) return { fault, count: verifier.head().position, hashAt };
    if (entry.position === remember) remembered = entry.hash;
    copy?.(entry);
  }
  return { count: verifier.head().position, hashAt };
}

const report = (io: Io, fault: ChainFault | undefined, count: number): 0 | 1 => {
  if (fault) { io.err(`The chain is broken at entry ${fault.position}: ${fault.reason}.`); return 1; }
  io.out(`The chain is whole: ${count} entries verified.`);
  return 0;
};

async function verifyGateway(log: Log, url: string, caller: Caller, copyTo: string | undefined, io: Io): Promise<0 | 1> {
  const api = createApi(url, caller);
  const head = await readHead(api, log);
  const file = copyTo === undefined ? undefined : openSync(copyTo, 'w', 0o600);
  const copy = file === undefined ? undefined : (entry: ChainEntry): void => { writeSync(file, `${JSON.stringify(entry)}\n`); };
  try {
    const { fault, count, hashAt } = await walk(entriesOfGateway(api, log), head.checkpoint.position, copy);
    return report(io, fault ?? headFault(head, hashAt), count);
  } finally { if (file !== undefined) closeSync(file); }
}

/**
 * With --url the running gateway (and --export keeps a copy of what was walked); with --export alone that file; with DATABASE_URL the database.
 * @returns 0 whole, 1 broken or refused.
 */
export async function verifyAudit(options: AuditOptions, io: Io): Promise<0 | 1> {
  const log = logOf(options);
  try {
    if (options.url) {
      if (!isCaller(options)) throw new UsageError('--url needs --key with an auditor\'s key, or --cert with an auditor\'s certificate.');
      return await verifyGateway(log, options.url, readCaller(options, io), options.export, io);
    }
    const entries = options.export ? entriesOfFile(options.export) : io.env.DATABASE_URL ? entriesOfDatabase(io.env.DATABASE_URL, log) : undefined;
    if (!entries) throw new UsageError('Give --url and --key for a running gateway, --export FILE for an exported chain, or set DATABASE_URL. The embedded database is asked through its gateway.');
    const { fault, count } = await walk(entries, 0);
    return report(io, fault, count);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    io.err((cause as Error).message);
    return 1;
  }
}
