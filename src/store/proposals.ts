// Proposals in the store: where each stands, and by whom it may be read. Rows hold ids and codes; the content is sealed.
import type { Status } from '../model/generated/alert.js';
import type { AcceptedStatus } from '../model/relay.js';
import { record, type Fact } from './audit.js';
import type { Database, Sql } from './database.js';
import { CURSOR, type Page } from './reads.js';

/** A step of the chain, and the id of the reporter or centre it has come to there. */
export interface Place { step: string; holder: string }

export type ProposalEnd = 'issued' | 'declined' | 'withdrawn';

export interface ProposalRow {
  id: string; country: string; maker: string; chain: string[]; path: Place[]; state: string; holder: string | null; moves: number; status: AcceptedStatus | null; effectiveStatus: Status;
  adapter: string; alert: string | null; incident: string | null; madeAt: Date; endedAt: Date | null; erasedAt: Date | null;
}

/** `bytesHash` is keyed; sealed texts are in base64. */
export interface NewProposal extends Pick<ProposalRow, 'id' | 'country' | 'maker' | 'chain' | 'path' | 'status' | 'effectiveStatus' | 'adapter' | 'madeAt'> {
  bytesHash: Buffer; keyRef: string; sealed: { kind: string; ref: string; data: string }[];
}

const PROPOSAL = `p.id, p.country, p.maker, p.chain, p.path, p.state, p.holder, p.moves, p.status, p.effective_status as "effectiveStatus", p.adapter, p.alert_id as alert,
  (select incident_id from alert a where a.id = p.alert_id) as incident, p.made_at as "madeAt", p.ended_at as "endedAt", p.erased_at as "erasedAt"`;

/** Told to whoever may read the proposal; the chain of a country abroad never hears of it. */
const factOf = (type: string, actor: string | undefined, proposal: Pick<ProposalRow, 'id' | 'country' | 'state' | 'holder'>, seq: number, more: object = {}): Fact =>
  ({ type: `proposal.${type}`, ...(actor ? { actor } : {}), detail: { proposal: proposal.id, country: proposal.country, seq, state: proposal.state, to: proposal.holder, ...more } });

/** All or nothing with the transaction. @throws the engine's unique violation (23505) where the maker has proposed the same bytes. */
export async function insertProposal(sql: Sql, proposal: NewProposal): Promise<void> {
  const { step: state, holder } = proposal.path.at(-1)!;
  const { id, country, maker, chain, path, status, effectiveStatus, adapter, madeAt, bytesHash, keyRef } = proposal;
  await sql.query(
    `insert into proposal (id, country, maker, chain, path, state, holder, readers, moves, status, effective_status, adapter, bytes_hash, key_ref, made_at)
     values ($1, $2, $3, $4::text[], $5::jsonb, $6, $7, $8::text[], 1, $9, $10, $11, $12, $13, $14)`,
    [id, country, maker, chain, JSON.stringify(path), state, holder, path.map((place) => place.holder), status, effectiveStatus, adapter, bytesHash, keyRef, madeAt]);
  await sql.query(`insert into proposal_sealed (proposal_id, kind, ref, data) select $1, s.kind, s.ref, decode(s.data, 'base64') from jsonb_to_recordset($2::jsonb) as s (kind text, ref text, data text)`, [id, JSON.stringify(proposal.sealed)]);
  await record(sql, [factOf('made', maker, { id, country, state, holder }, 1, { status, effectiveStatus, adapter })]);
}

/** The proposal moves to the end of `path`. `what` is the event's name behind `proposal.`. @param actor absent where the gateway did it. */
export async function moveProposal(sql: Sql, { id, country, moves }: ProposalRow, path: readonly Place[], what: 'referred' | 'returned', actor?: string): Promise<void> {
  const { step: state, holder } = path.at(-1)!;
  await sql.query(
    `update proposal set path = $2::jsonb, state = $3, holder = $4, moves = moves + 1, readers = case when $4 = any(readers) then readers else array_append(readers, $4) end where id = $1`,
    [id, JSON.stringify(path), state, holder]);
  await record(sql, [factOf(what, actor, { id, country, state, holder }, moves + 1)]);
}

/** @param days until it is erased. @param alert what it became, where it was issued. */
export async function endProposal(sql: Sql, { id, country, moves }: ProposalRow, end: ProposalEnd, actor: string, days: number, alert?: { id: string; incident: string }): Promise<void> {
  await sql.query(
    `update proposal set state = $2, holder = null, moves = moves + 1, alert_id = $3, ended_at = date_trunc('milliseconds', now()), erase_at = now() + make_interval(days => $4::int) where id = $1`,
    [id, end, alert?.id ?? null, days]);
  await record(sql, [factOf(end, actor, { id, country, state: end, holder: null }, moves + 1, alert ? { issued: alert.id, case: alert.incident } : {})]);
}

/** `readBy`: one it has been with. `of`: the country whose deciding centre asks. */
export type ProposalScope = { readBy: string } | { readBy: string; of: string };

const scoped = (scope: ProposalScope, params: unknown[]): string => {
  params.push(scope.readBy);
  const was = `$${params.length} = any(p.readers)`;
  if (!('of' in scope)) return was;
  params.push(scope.of);
  return `(${was} or p.country = $${params.length})`;
};

export const findProposal = async (sql: Sql, id: string, scope: ProposalScope): Promise<ProposalRow | undefined> => {
  const params: unknown[] = [id];
  return (await sql.query<ProposalRow>(`select ${PROPOSAL} from proposal p where p.id = $1 and ${scoped(scope, params)}`, params))[0];
};

/** Holds the row until the transaction ends: two steps at once come one after the other. */
export const lockProposal = async (sql: Sql, id: string): Promise<ProposalRow> => {
  await sql.query('select 1 from proposal where id = $1 for update', [id]);
  return (await sql.query<ProposalRow>(`select ${PROPOSAL} from proposal p where p.id = $1`, [id]))[0]!;
};

export const findProposalByBytes = async (sql: Sql, maker: string, bytesHash: Buffer): Promise<ProposalRow | undefined> =>
  (await sql.query<ProposalRow>(`select ${PROPOSAL} from proposal p where p.maker = $1 and p.bytes_hash = $2 and p.state not in ('declined', 'withdrawn')`, [maker, bytesHash]))[0];

export const openProposals = (sql: Sql): Promise<ProposalRow[]> => sql.query<ProposalRow>(`select ${PROPOSAL} from proposal p where p.holder is not null order by p.id`);

/** Newest first. @param filter.state a step, an end, or `open` for all that have not ended. */
export async function listProposals(sql: Sql, readBy: string, filter: { state?: string }, page: Page): Promise<{ items: ProposalRow[]; next: string | null }> {
  const [, time, id] = CURSOR.exec(page.after ?? '') ?? [];
  const rows = await sql.query<ProposalRow>(
    `select ${PROPOSAL} from proposal p where $1 = any(p.readers) and ($2::text is null or p.state = $2 or ($2 = 'open' and p.holder is not null))
       and ($3::timestamptz is null or (p.made_at, p.id) < ($3::timestamptz, $4::text)) order by p.made_at desc, p.id desc limit $5`,
    [readBy, filter.state ?? null, time ? new Date(Number(time)) : null, id ?? null, page.limit + 1]);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: last && rows.length > page.limit ? `${last.madeAt.getTime()}.${last.id}` : null };
}

/** Ids of those proposals the caller has been with: the event stream's filter. */
export const readableProposals = async (sql: Sql, ids: string[], readBy: string): Promise<Set<string>> =>
  new Set((await sql.query<{ id: string }>('select id from proposal where id = any($1::text[]) and $2 = any(readers)', [ids, readBy])).map(({ id }) => id));

const BATCH = 100;

/** Ended proposals whose time has come, and the places of their keys. */
export const proposalsToErase = (sql: Sql): Promise<{ id: string; country: string; keyRef: string; moves: number; state: string }[]> =>
  sql.query(`select id, country, key_ref as "keyRef", moves, state from proposal where erase_at <= now() and erased_at is null order by erase_at limit ${BATCH}`);

/** What is left once the key is gone: ids, codes and times. */
export const markErased = (database: Database, { id, country, moves, state }: { id: string; country: string; moves: number; state: string }): Promise<void> => database.transaction(async (sql) => {
  await sql.query('delete from proposal_sealed where proposal_id = $1', [id]);
  const erased = await sql.query(`update proposal set erased_at = date_trunc('milliseconds', now()), key_ref = null, bytes_hash = null where id = $1 and erased_at is null returning id`, [id]);
  if (erased.length > 0) await record(sql, [factOf('erased', undefined, { id, country, state, holder: null }, moves + 1)]);
});
