// Contract of the store: a proposal's content lies in it sealed only, and is gone for good once its time is over.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capJsonFormat } from '../../../src/cap/cap-formats.js';
import { systemClock } from '../../../src/clock.js';
import { createFormats } from '../../../src/format/formats.js';
import type { NetworkFile } from '../../../src/model/generated/network.js';
import { takeStep } from '../../../src/proposal/move.js';
import { propose, type ProposePorts } from '../../../src/proposal/propose.js';
import type { Database } from '../../../src/store/database.js';
import { createSealedStore, type SealedKind } from '../../../src/store/sealed.js';
import { openKeyStore } from '../../../src/trust/key-store.js';
import { createKeyedHash } from '../../../src/trust/keyed-hash.js';
import { eraseProposals } from '../../../src/upkeep/erase-proposals.js';
import { temporaryDirectory } from '../engines.js';
import { columnsWith, contentsOf } from './contents.js';

const TELLTALE = { given: 'Zamislena', place: 'Naselje Nigdina 17', reason: 'telltale words of the desk' };
const CASE = JSON.stringify({ case: { children: [{ name: { given: TELLTALE.given } }], lastSeen: { place: TELLTALE.place } } });
const REPORTER = { role: 'reporter' as const, id: 'line', country: 'RS' };

const networkWith = (proposalRetentionDays: number): NetworkFile => ({
  gateway: { id: 'gateway.example.org', proposalRetentionDays }, centres: [{ id: 'rs', country: 'RS', name: 'Ministry', languages: ['sr'] }],
  clients: [{ id: 'line', role: 'reporter', country: 'RS', keySha256: 'a'.repeat(64) }],
});

export const proposing = (database: () => Database): void => {
  describe('proposals', () => {
    let directory: string;
    let ports: ProposePorts;
    let network = networkWith(30);
    const readable = async (id: string): Promise<string[]> => {
      const kinds: [SealedKind, string][] = [['original', ''], ['alert', ''], ['receipt', ''], ['words', '2']];
      const parts = await Promise.all(kinds.map(async ([kind, ref]) => [kind, await ports.sealedProposals.read(id, kind, ref)] as const));
      return parts.flatMap(([kind, plain]) => (plain ? [kind] : []));
    };
    const facts = async (id: string): Promise<string[]> => (await database().query<{ type: string }>(`select type from audit_entry where detail ->> 'proposal' = $1 order by id`, [id])).map(({ type }) => type);
    const keyFiles = (): Buffer => Buffer.concat(readdirSync(directory).filter((name) => name.endsWith('.keys')).map((name) => readFileSync(join(directory, name))));

    beforeAll(() => {
      directory = temporaryDirectory();
      const keys = openKeyStore(directory, randomBytes(32));
      ports = { database: database(), keys, sealedProposals: createSealedStore(database(), keys, 'proposal'), network: () => network, formats: createFormats([capJsonFormat]), hash: createKeyedHash(randomBytes(32)), clock: systemClock, stepsOf: () => ['reporter', 'centre'] };
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    test('lie in no column in plain, and are read whole with their key', async () => {
      const { proposal: { id } } = await propose(ports, REPORTER, Buffer.from(CASE), {});
      await takeStep(ports, id, 'rs', { step: 'return', reason: TELLTALE.reason });
      const contents = await contentsOf(database());
      expect(contents.has('proposal_sealed.data')).toBe(true);
      for (const value of [...Object.values(TELLTALE), CASE]) expect(columnsWith(contents, value)).toEqual([]);
      expect((await ports.sealedProposals.read(id, 'original'))?.toString()).toBe(CASE);
      expect((await ports.sealedProposals.read(id, 'words', '2'))?.toString()).toBe(TELLTALE.reason);
    });

    test('that were turned down or taken back are erased when their time is over, and not before; what waits is not', async () => {
      const made = async (n: number): Promise<string> => (await propose(ports, REPORTER, Buffer.from(JSON.stringify({ case: { authority: { decision: `E-${n}` } } })), {})).proposal.id;
      const [waiting, kept, declined, withdrawn] = [await made(1), await made(2), await made(3), await made(4)];
      await takeStep(ports, kept, 'rs', { step: 'decline' });
      network = networkWith(0);
      await takeStep(ports, declined, 'rs', { step: 'decline', reason: TELLTALE.reason });
      await takeStep(ports, withdrawn, 'line', { step: 'withdraw' });
      const before = keyFiles();

      expect(await eraseProposals(database(), ports.keys)).toBe(2);
      expect(await eraseProposals(database(), ports.keys)).toBe(0);
      expect(await Promise.all([waiting, kept, declined, withdrawn].map(readable))).toEqual([['original', 'alert', 'receipt'], ['original', 'alert', 'receipt'], [], []]);
      expect(await facts(declined)).toEqual(['proposal.made', 'proposal.declined', 'proposal.erased']);
      // Overwritten in place: a backup of the sealed parts has no key any more.
      const after = keyFiles();
      expect([after.length, [...after].filter((byte, i) => byte !== before[i]).length > 100]).toEqual([before.length, true]);
      expect(await database().query('select 1 from proposal_sealed where proposal_id = any($1::text[])', [[declined, withdrawn]])).toEqual([]);
    });

    test('erased between the key and the row are finished by the next pass', async () => {
      const { proposal: { id } } = await propose(ports, REPORTER, Buffer.from(JSON.stringify({ case: { authority: { decision: 'E-5' } } })), {});
      await takeStep(ports, id, 'line', { step: 'withdraw' });
      const [row] = await database().query<{ key_ref: string }>('select key_ref from proposal where id = $1', [id]);
      await ports.keys.destroy(row!.key_ref);
      expect(await readable(id)).toEqual([]);
      expect(await eraseProposals(database(), ports.keys)).toBe(1);
      expect((await facts(id)).at(-1)).toBe('proposal.erased');
    });

    test.each([
      ['a state that no chain has', `update proposal set state = 'anywhere' where id = $1`],
      ['an end that somebody still holds', `update proposal set state = 'declined' where id = $1`],
      ['an issue without an alert', `update proposal set state = 'issued', holder = null where id = $1`],
    ])('cannot be brought into %s', async (_what, statement) => {
      const { proposal: { id } } = await propose(ports, REPORTER, Buffer.from(JSON.stringify({ case: { authority: { decision: statement } } })), {});
      await expect(database().query(statement, [id])).rejects.toMatchObject({ code: '23514' });
    });
  });
};
