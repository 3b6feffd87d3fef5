// The store's contract, kept by both engines with the same statements (house rule: one SQL truth).
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Database } from '../../src/store/database.js';
import { accepting } from './contract/accepting.js';
import { alarming } from './contract/alarming.js';
import { auditing } from './contract/auditing.js';
import { breaking } from './contract/breaking.js';
import { disclosing } from './contract/disclosing.js';
import { ending } from './contract/ending.js';
import { fetching } from './contract/fetching.js';
import { keepingPrivate } from './contract/keeping-private.js';
import { leasing } from './contract/leasing.js';
import { migrating } from './contract/migrating.js';
import { operating } from './contract/operating.js';
import { ordering } from './contract/ordering.js';
import { polling } from './contract/polling.js';
import { proposing } from './contract/proposing.js';
import { reading } from './contract/reading.js';
import { sharing } from './contract/sharing.js';
import { showing } from './contract/showing.js';
import { superseding } from './contract/superseding.js';
import { typing } from './contract/typing.js';
import { engines, openFresh } from './engines.js';

/** The audit trail first: its tests walk the whole chain again and again, which is short then. */
const parts = { migrating, typing, auditing, disclosing, accepting, superseding, leasing, ordering, breaking, ending, fetching, operating, alarming, polling, reading, keepingPrivate, proposing, sharing, showing };

describe.each(engines)('the store on $name', (engine) => {
  const ready = engine.missing ? describe.skip : describe;
  ready(engine.missing ?? 'keeps the contract', () => {
    let opened: Awaited<ReturnType<typeof openFresh>>;
    beforeAll(async () => { opened = await openFresh(engine); });
    afterAll(() => opened.remove());
    const database = (): Database => opened.database;
    for (const part of Object.values(parts)) part(database, engine);
  });
});
