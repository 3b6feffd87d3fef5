// Contract of the store: nothing that could identify a person lies in the database in plain (reliability clause 14).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { capJsonFormat } from '../../../src/cap/cap-formats.js';
import { systemClock } from '../../../src/clock.js';
import { createFormats } from '../../../src/format/formats.js';
import { loadGeography } from '../../../src/geo/geography.js';
import { receive, type InboundPorts } from '../../../src/inbound/receive.js';
import type { Alert } from '../../../src/model/generated/alert.js';
import type { NetworkFile } from '../../../src/model/generated/network.js';
import { createAlertReader } from '../../../src/store/alert-reader.js';
import type { Database } from '../../../src/store/database.js';
import { createSealedStore, type SealedStore } from '../../../src/store/sealed.js';
import { createTelemetry } from '../../../src/telemetry/events.js';
import { silentLogger } from '../../../src/telemetry/log.js';
import { createKeyedHash } from '../../../src/trust/keyed-hash.js';
import { openKeyStore, type KeyStore } from '../../../src/trust/key-store.js';
import { temporaryDirectory } from '../engines.js';
import { columnsWith, contentsOf } from './contents.js';

const NETWORK: NetworkFile = {
  gateway: { id: 'gateway.example.org' },
  centres: [
    { id: 'al', country: 'AL', name: 'Centre AL', languages: ['sq'], send: { adapter: 'cap-json' } },
    { id: 'gr', country: 'GR', name: 'Centre GR', languages: ['el'], receive: { adapter: 'cap-json', transport: { type: 'mailbox' } } },
  ],
};

const inSeconds = (seconds: number): string => `${new Date(Date.now() + seconds * 1_000).toISOString().slice(0, 19)}-00:00`;

const SENT = inSeconds(-10);
const EXPIRES = inSeconds(7_200);

/** Every value that must not be found; each is so odd that it cannot stand anywhere by chance. */
const TELLTALE = {
  given: 'Zanafillë', family: 'Shembulloreja', suspect: 'Quentinus Voorbeeldsma', related: 'Xhuljeta Provëza', plate: 'QX 987-ZY', identifier: 'TELLTALE-2026-0001', sender: 'telltale.desk@al.example.org',
  token: 'Telltale case token', prose: 'jakne-ngjyre-tulle', phone: '+355 4 555 0199', reason: 'telltale words of an officer',
};

const telltaleAlert = (more: Partial<Alert> = {}): Alert => ({
  identifier: TELLTALE.identifier, sender: TELLTALE.sender, sent: SENT, status: 'Actual', msgType: 'Alert', scope: 'Restricted', restriction: 'Police only', incidents: [TELLTALE.token], addresses: ['gr'], code: ['urn:alertbridge:cap:child-alert:1.0'],
  info: [{
    language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', expires: EXPIRES, senderName: 'Desk of an invented country',
    headline: `Missing: ${TELLTALE.given} ${TELLTALE.family}`, description: TELLTALE.prose, contact: TELLTALE.phone, area: [{ areaDesc: 'North shore', circle: ['41.33,19.82 20'] }],
  }],
  case: {
    tier: 'amber', category: 'criminal-abduction', children: [{ name: { given: TELLTALE.given, family: TELLTALE.family }, age: { value: 11, unit: 'year' } }],
    suspects: [{ name: { full: TELLTALE.suspect } }], vehicles: [{ plate: TELLTALE.plate }], relatedPersons: [{ name: TELLTALE.related, kind: 'sibling' }],
  },
  ...more,
});

const bytesOf = (alert: Alert): Uint8Array => Buffer.from(JSON.stringify(alert));

export const keepingPrivate = (database: () => Database): void => {
  describe('clause 14: personal data', () => {
    let directory: string;
    let keys: KeyStore;
    let sealed: SealedStore;
    let ports: InboundPorts;
    let id: string;
    let contents: Map<string, Buffer>;
    const submit = async (alert: Alert) => (await receive(ports, NETWORK.centres[0], bytesOf(alert)))[0]!;

    beforeAll(async () => {
      directory = temporaryDirectory();
      keys = openKeyStore(directory, randomBytes(32));
      sealed = createSealedStore(database(), keys);
      ports = {
        database: database(), keys, sealed, hash: createKeyedHash(randomBytes(32)), formats: createFormats([capJsonFormat]), network: () => NETWORK,
        reader: createAlertReader(sealed, createSealedStore(database(), keys, 'document'), database()), geography: loadGeography, clock: systemClock, telemetry: createTelemetry(silentLogger()), signingOf: () => ({ required: false, keys: [], authorities: [] }), decideByReceipt: async () => undefined, dispatch: () => undefined,
      };
      const received = await submit(telltaleAlert());
      if (!('receipt' in received)) throw new Error(JSON.stringify(received.problem.issues));
      id = received.receipt.id;
      await sealed.write(database(), id, { kind: 'words', ref: 'decision', plain: Buffer.from(TELLTALE.reason) });
      // The same key with other content leaves a security event, which must not quote either.
      expect(await submit(telltaleAlert({ note: TELLTALE.prose }))).toMatchObject({ http: 409 });
      contents = await contentsOf(database());
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    test.each(Object.entries(TELLTALE))('(%s) stands in no column of any table, nor does its plain hash', (_, value) => {
      expect(columnsWith(contents, value)).toEqual([]);
    });

    test('would have been found by that search', async () => {
      expect(columnsWith(contents, id)).toEqual(expect.arrayContaining(['alert.id', 'delivery.alert_id', 'audit_entry.alert_id']));
      const undo = new Error('undo');
      await expect(database().transaction(async (sql) => {
        await sql.query('insert into sealed (alert_id, kind, data) values ($1, $2, $3)', [id, 'left', Buffer.from(`… ${TELLTALE.given} …`)]);
        await sql.query(`insert into audit_entry (type, detail) values ('left', $1)`, [{ who: TELLTALE.given }]);
        expect(columnsWith(await contentsOf(sql), TELLTALE.given)).toEqual(['audit_entry.detail', 'sealed.data']);
        throw undo;
      })).rejects.toBe(undo);
    });

    test('is all there for who has the key', async () => {
      const reader = createAlertReader(sealed, createSealedStore(database(), keys, 'document'), database());
      expect((await reader.read(id))!.case!.children![0]!.name).toEqual({ given: TELLTALE.given, family: TELLTALE.family });
      expect((await reader.original(id))!.toString()).toContain(TELLTALE.plate);
      expect((await sealed.read(id, 'words', 'decision'))!.toString()).toBe(TELLTALE.reason);
      expect(await sealed.read(id, 'words', 'nothing of that name')).toBeUndefined();
    });

    test('is bound to its alert: a part moved to another one cannot be read there', async () => {
      const received = await submit(telltaleAlert({ identifier: 'TELLTALE-2', incidents: undefined }));
      if (!('receipt' in received)) throw new Error('not accepted');
      await database().query(`update sealed set data = (select data from sealed where alert_id = $1 and kind = 'alert') where alert_id = $2 and kind = 'alert'`, [id, received.receipt.id]);
      await expect(sealed.read(received.receipt.id, 'alert')).rejects.toThrow();
    });

    test('is unreadable for ever once its key is destroyed, and takes no new words', async () => {
      const [{ key_ref: ref }] = await database().query<{ key_ref: string }>('select key_ref from alert where id = $1', [id]) as [{ key_ref: string }];
      await keys.destroy(ref);
      expect(await Promise.all((['original', 'alert', 'receipt'] as const).map((kind) => sealed.read(id, kind)))).toEqual([undefined, undefined, undefined]);
      await sealed.write(database(), id, { kind: 'words', ref: 'late', plain: Buffer.from(TELLTALE.reason) });
      expect(await database().query(`select ref from sealed where alert_id = $1 and kind = 'words'`, [id])).toEqual([{ ref: 'decision' }]);
    });
  });
};
