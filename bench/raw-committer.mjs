// The limit of accepting, in a process of its own: alert, outbox and audit rows as one prepared statement, committed as fast as the engine takes it.
// Run by startChild. The tables are the program's own, from src/store/migrations; nothing else of the gateway takes part.
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { openEmbedded } from '../dist/src/store/embedded.js';
import { migrate } from '../dist/src/store/migrate.js';
import { openPostgres } from '../dist/src/store/postgres.js';
import { serveParent } from './child.mjs';
import { now } from './statistics.mjs';

const CONNECTIONS = 16;

/** As src/store/accept.ts writes them, without what an alert may have besides: references, tokens, search terms, earlier versions. */
const STATEMENT = `
with line as (
  insert into incident (id, origin, country, last_seq) values ($1, 'al', 'AL', 1)
), accepted as (
  insert into alert (id, incident_id, thread_id, seq, origin, country, key_hash, name_hash, bytes_hash, content_hash, msg_type, status, effective_status, adapter, signed, state, key_ref, sent_at, received_at, expires_at)
  values ($1, $1, $1, 1, 'al', 'AL', $2, $2, $2, $2, 'Alert', 'Actual', 'Actual', 'cap', false, 'active', $1, now(), now(), now() + interval '1 hour')
), parts as (
  insert into sealed (alert_id, kind, data) values ($1, 'original', $3), ($1, 'alert', $3), ($1, 'receipt', $3)
), outbox as (
  insert into delivery (id, alert_id, incident_id, thread_id, seq, priority, effective_status, centre, country, transport, state, expires_at)
  select $1 || centre, $1, $1, $1, 1, 1, 'Actual', centre, 'GR', 'mailbox', 'queued', now() + interval '1 hour' from unnest($4::text[]) centre
)
insert into audit_entry (type, alert_id, incident_id, centre, actor, detail) values ('alert.accepted', $1, $1, 'al', 'al', $5)`;

const PART_BYTES = 2_500;
const part = randomBytes(PART_BYTES);
const detail = JSON.stringify({ msgType: 'Alert', status: 'Actual', effectiveStatus: 'Actual', adapter: 'cap', issues: [] });

const values = (centres) => [randomUUID(), randomBytes(32), part, centres, detail];

async function onPostgres(url) {
  const database = openPostgres(url, () => undefined);
  await migrate(database);
  await database.close();
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  return (centres) => pool.query({ name: 'accept', text: STATEMENT, values: values(centres) });
}

async function onEmbedded(dataDir) {
  const database = await openEmbedded(dataDir);
  await migrate(database);
  return (centres) => database.query(STATEMENT, values(centres));
}

let commit;

serveParent({
  open: async ({ url, dataDir }) => { commit = await (url ? onPostgres(url) : onEmbedded(dataDir)); },
  /** @returns commits per second, each with an outbox row for so many centres. */
  burst: async ({ seconds, deliveries }) => {
    const centres = Array.from({ length: deliveries }, (_, n) => `c${n}`);
    const started = now();
    let committed = 0;
    const line = async () => { while (now() - started < seconds * 1_000) { await commit(centres); committed += 1; } };
    await Promise.all(Array.from({ length: CONNECTIONS }, line));
    return committed / ((now() - started) / 1_000);
  },
});
