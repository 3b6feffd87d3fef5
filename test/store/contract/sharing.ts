// Contract of the store: a document with several messages is kept once, and an erasure misses none that tells of its alert.
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acceptance } from '../../../src/store/accept.js';
import { acceptAlert } from '../../../src/store/accept.js';
import type { Database } from '../../../src/store/database.js';
import { clearDocument, documentOf, documentsAbout, documentsLeft, isKept, keepDocument, type NewDocument } from '../../../src/store/documents.js';
import { firstTo, fresh, stored } from '../sample-acceptance.js';

const documentOn = (...alerts: Acceptance[]): NewDocument => {
  const id = fresh('document');
  return { id, keyRef: `nowhere.keys:${id.slice(-5)}`, names: alerts.map(({ nameHash }) => nameHash), data: Buffer.from('sealed').toString('base64') };
};

const decideErasure = (database: Database, { id }: Acceptance): Promise<unknown> => database.query(`insert into erasure (id, reason) values ($1, 'requested')`, [id]);

export const sharing = (database: () => Database): void => {
  const accept = (alert: Acceptance, document: NewDocument): Promise<unknown> => database().transaction(async (sql) => {
    await keepDocument(sql, document);
    await acceptAlert(sql, { ...alert, document: document.id }, (joined) => joined);
  });

  describe('documents with several messages', () => {
    test('are kept once, whatever is accepted of them, and found by every alert they tell of, also by one that came another way', async () => {
      const [one, other, elsewhere] = [firstTo(['gr']), firstTo(['gr']), firstTo(['gr'])];
      const document = documentOn(one, other, elsewhere);
      await accept(one, document);
      await accept(other, document);
      await stored(database(), elsewhere);
      expect(await documentOf(database(), other.id)).toBe(document.id);
      expect(await documentOf(database(), elsewhere.id)).toBeUndefined();
      for (const { id } of [one, other, elsewhere]) expect(await documentsAbout(database(), id)).toEqual([{ id: document.id, keyRef: document.keyRef }]);
      await clearDocument(database(), document.id);
      expect([await documentsAbout(database(), one.id), await isKept(database(), document.id), await documentOf(database(), one.id)]).toEqual([[], false, document.id]);
    });

    test('are not kept where the erasure of an alert they tell of is decided', async () => {
      const [gone] = await stored(database(), firstTo(['gr']));
      await decideErasure(database(), gone);
      const fine = firstTo(['gr']);
      const document = documentOn(gone, fine);
      await accept(fine, document);
      expect([await isKept(database(), document.id), await documentOf(database(), fine.id)]).toEqual([false, document.id]);
      expect(await database().query('select 1 from document_sealed where document_id = $1 union all select 1 from document_name where document_id = $1', [document.id])).toEqual([]);
    });

    test('are found at a start where somebody who knew of none has erased an alert they tell of', async () => {
      const [gone, other] = [firstTo(['gr']), firstTo(['gr'])];
      const [about, apart] = [documentOn(gone), documentOn(other)];
      await accept(gone, about);
      await accept(other, apart);
      expect(await documentsLeft(database())).toEqual([]);
      await decideErasure(database(), gone);
      expect(await documentsLeft(database())).toEqual([{ id: about.id, keyRef: about.keyRef }]);
    });

    test('leave nothing behind where the alert is not accepted after all', async () => {
      const [taken] = await stored(database(), firstTo(['gr']));
      const document = documentOn(taken);
      await expect(accept({ ...firstTo(['gr']), keyHash: taken.keyHash }, document)).rejects.toMatchObject({ code: '23505' });
      expect(await isKept(database(), document.id)).toBe(false);
    });

    test('do not slip past an erasure: one that looks for them waits for those that are being kept', async () => {
      const [gone] = await stored(database(), firstTo(['gr']));
      const document = documentOn(gone);
      let goOn!: () => void;
      const held = new Promise<void>((resolve) => { goOn = resolve; });
      let isKeeping!: () => void;
      const kept = new Promise<void>((resolve) => { isKeeping = resolve; });
      const keeping = database().transaction(async (sql) => {
        await keepDocument(sql, document);
        isKeeping();
        await held;
      });
      await kept;
      let found: unknown;
      const looking = (async () => { found = await documentsAbout(database(), gone.id); })();
      await sleep(150);
      expect(found).toBeUndefined();
      goOn();
      await Promise.all([keeping, looking]);
      expect(found).toEqual([{ id: document.id, keyRef: document.keyRef }]);
    });
  });
};
