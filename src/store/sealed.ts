// Everything that can identify a person, encrypted under the own key of its alert, document, proposal or erasure: the only door to the tables of sealed parts.
import type { KeyStore } from '../trust/key-store.js';
import { seal, unseal } from '../trust/seal.js';
import type { Sql } from './database.js';

/**
 * original: the bytes as received; alert: the normalised alert; receipt: our answer; words: text a person wrote, `ref` says where; key: sender, identifier and sent, for erase orders;
 * photo, thumbnail, photo-facts: a cleaned picture and what is known of it, `ref` is its place.
 */
export type SealedKind = 'original' | 'alert' | 'receipt' | 'words' | 'key' | 'photo' | 'thumbnail' | 'photo-facts';

export interface SealedPart { kind: SealedKind; ref?: string; plain: Uint8Array }

/** What has a key of its own, and where its parts lie. */
const TABLES = { alert: { parts: 'sealed', id: 'alert_id' }, document: { parts: 'document_sealed', id: 'document_id' }, proposal: { parts: 'proposal_sealed', id: 'proposal_id' }, erasure: { parts: 'erasure_sealed', id: 'erasure_id' } } as const;

export type SealedOwner = keyof typeof TABLES;

const context = (alertId: string, kind: SealedKind, ref: string): string => `${alertId}|${kind}|${ref}`;

/** Rows for the table, as the accept statement takes them. */
export const sealParts = (key: Buffer, alertId: string, parts: SealedPart[]): { kind: string; ref: string; data: string }[] =>
  parts.map(({ kind, ref = '', plain }) => ({ kind, ref, data: seal(key, context(alertId, kind, ref), plain).toString('base64') }));

export interface SealedStore {
  /** The plain bytes; undefined where there is no such part, or its key was destroyed. */
  read(alertId: string, kind: SealedKind, ref?: string): Promise<Buffer | undefined>;
  /** Seals a text written after the alert was accepted. @returns false, and nothing is kept, once the alert's key is gone: erased means no new words either. */
  write(sql: Sql, alertId: string, part: SealedPart): Promise<boolean>;
}

/** @param owner whose parts these are; ids of alerts, documents and proposals are never the same, and an erasure, which has its alert's, has a key of its own. */
export function createSealedStore(sql: Sql, keys: KeyStore, owner: SealedOwner = 'alert'): SealedStore {
  const { parts, id } = TABLES[owner];
  return {
    read: async (alertId, kind, ref = '') => {
      const [row] = await sql.query<{ data: Buffer; key_ref: string | null }>(
        `select s.data, a.key_ref from ${parts} s join ${owner} a on a.id = s.${id} where s.${id} = $1 and s.kind = $2 and s.ref = $3`, [alertId, kind, ref]);
      const key = row?.key_ref ? await keys.read(row.key_ref, alertId) : undefined;
      return row && key ? unseal(key, context(alertId, kind, ref), row.data) : undefined;
    },
    write: async (transaction, alertId, { kind, ref = '', plain }) => {
      const [row] = await transaction.query<{ key_ref: string | null }>(`select key_ref from ${owner} where id = $1`, [alertId]);
      const key = row?.key_ref ? await keys.read(row.key_ref, alertId) : undefined;
      if (!key) return false;
      await transaction.query(
        `insert into ${parts} (${id}, kind, ref, data) values ($1, $2, $3, $4) on conflict (${id}, kind, ref) do update set data = excluded.data`,
        [alertId, kind, ref, seal(key, context(alertId, kind, ref), plain)]);
      return true;
    },
  };
}
