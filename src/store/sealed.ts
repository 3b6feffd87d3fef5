// Everything that can identify a person, encrypted under its alert's own key: the only door to the table "sealed".
import type { KeyStore } from '../trust/key-store.js';
import { seal, unseal } from '../trust/seal.js';
import type { Sql } from './database.js';

/** original: the bytes as received; alert: the normalised alert; receipt: our answer; words: text a person wrote, `ref` says where. */
export type SealedKind = 'original' | 'alert' | 'receipt' | 'words';

export interface SealedPart { kind: SealedKind; ref?: string; plain: Uint8Array }

const context = (alertId: string, kind: SealedKind, ref: string): string => `${alertId}|${kind}|${ref}`;

/** Rows for the table, as the accept statement takes them. */
export const sealParts = (key: Buffer, alertId: string, parts: SealedPart[]): { kind: string; ref: string; data: string }[] =>
  parts.map(({ kind, ref = '', plain }) => ({ kind, ref, data: seal(key, context(alertId, kind, ref), plain).toString('base64') }));

export interface SealedStore {
  /** The plain bytes; undefined where there is no such part, or its key was destroyed. */
  read(alertId: string, kind: SealedKind, ref?: string): Promise<Buffer | undefined>;
  /** Seals a text written after the alert was accepted. Silently keeps nothing once the alert's key is gone: erased means no new words either. */
  write(sql: Sql, alertId: string, part: SealedPart): Promise<void>;
}

export function createSealedStore(sql: Sql, keys: KeyStore): SealedStore {
  return {
    read: async (alertId, kind, ref = '') => {
      const [row] = await sql.query<{ data: Buffer; key_ref: string | null }>(
        'select s.data, a.key_ref from sealed s join alert a on a.id = s.alert_id where s.alert_id = $1 and s.kind = $2 and s.ref = $3', [alertId, kind, ref]);
      const key = row?.key_ref ? await keys.read(row.key_ref, alertId) : undefined;
      return row && key ? unseal(key, context(alertId, kind, ref), row.data) : undefined;
    },
    write: async (transaction, alertId, { kind, ref = '', plain }) => {
      const [row] = await transaction.query<{ key_ref: string | null }>('select key_ref from alert where id = $1', [alertId]);
      const key = row?.key_ref ? await keys.read(row.key_ref, alertId) : undefined;
      if (!key) return;
      await transaction.query(
        'insert into sealed (alert_id, kind, ref, data) values ($1, $2, $3, $4) on conflict (alert_id, kind, ref) do update set data = excluded.data',
        [alertId, kind, ref, seal(key, context(alertId, kind, ref), plain)]);
    },
  };
}
