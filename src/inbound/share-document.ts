// Way in, beside accept: a document with several messages is sealed once for all that is accepted of it, under a key of its own, so that whoever erases one of its alerts can take it from the others.
import type { DecodedMessage } from '../format/format.js';
import type { Reference } from '../model/generated/alert.js';
import type { Database } from '../store/database.js';
import { isKept, type NewDocument } from '../store/documents.js';
import { sealParts } from '../store/sealed.js';
import type { KeyStore } from '../trust/key-store.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { newId } from './new-id.js';
import { nameHashOf } from './resolve.js';

export interface SharedDocument {
  /** As it is to be kept with whatever is accepted. Made when first asked for: a document of which everything was refused, or known, leaves nothing. */
  seal(): Promise<NewDocument>;
  /** Call it when all its messages are stored or are not: a key under which nothing was kept goes. */
  settle(): Promise<void>;
}

/** Every message in it, also one that is refused or known already, and whatever they reference. */
const namesIn = (hash: KeyedHash, messages: readonly DecodedMessage[]): string[] => {
  const named: Partial<Reference>[] = messages.flatMap(({ alert }) => (alert ? [alert, ...alert.references ?? []] : []));
  const whole = named.filter(({ sender, identifier }) => typeof sender === 'string' && typeof identifier === 'string') as Reference[];
  return [...new Set(whole.map((name) => nameHashOf(hash, name).toString('base64')))];
};

export function shareDocument({ database, keys, hash }: { database: Database; keys: KeyStore; hash: KeyedHash }, bytes: Uint8Array, messages: readonly DecodedMessage[]): SharedDocument {
  const id = newId();
  let sealed: Promise<NewDocument> | undefined;
  const seal = async (): Promise<NewDocument> => {
    const { ref, key } = await keys.create(id);
    return { id, keyRef: ref, names: namesIn(hash, messages), data: sealParts(key, id, [{ kind: 'original', plain: bytes }])[0]!.data };
  };
  return {
    seal: () => (sealed ??= seal()),
    settle: async () => { if (sealed && !await isKept(database, id)) await keys.destroy((await sealed).keyRef); },
  };
}
