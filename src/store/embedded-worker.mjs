// The embedded database, in a thread of its own: PGlite is synchronous inside and would starve the event loop of the gateway.
// Plain JavaScript, because a worker is loaded by path and the same file has to serve the sources and the build.
import { PGlite, protocol, types } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { fdatasyncSync } from 'node:fs';
import { cp, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const INT8 = 20;
const BYTEA = 17;
/** Tells the other side why the thread ended (store/embedded.ts). */
const DISK_FAILED = 74;

/** PGlite's own file system never calls fsync (0.5.16, upstream issue 1107): this one does, so that a commit is on disk when it is answered. */
class DurableNodeFS extends NodeFS {
  syncs = 0;

  async init(pg, options) {
    const result = await super.init(pg, options);
    const preRun = (module) => {
      const nodefs = module.NODEFS ?? module.FS.filesystems.NODEFS;
      nodefs.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd !== undefined) { fdatasyncSync(stream.nfd); this.syncs += 1; }
        } catch {
          // PostgreSQL stops dead here, because nothing it wrote can be counted on; inside WebAssembly that would be an endless loop. The thread ends instead.
          process.exit(DISK_FAILED);
        }
        return 0;
      };
    };
    return { emscriptenOpts: { ...result.emscriptenOpts, preRun: [...(result.emscriptenOpts.preRun ?? []), preRun] } };
  }
}

/** The copy is on disk before it has its name: a start that was cut off leaves no half database. */
async function copyDurably(from, to) {
  const scratch = `${to}.new`;
  await rm(scratch, { recursive: true, force: true });
  await cp(from, scratch, { recursive: true });
  const names = await readdir(scratch, { recursive: true, withFileTypes: true });
  const flush = async (path) => { const handle = await open(path, 'r'); try { await handle.sync(); } finally { await handle.close(); } };
  await Promise.all([scratch, ...names.map((entry) => join(entry.parentPath ?? entry.path, entry.name))].map(flush));
  await rename(scratch, to);
  await flush(dirname(to));
}

const { serialize } = protocol;

const { directory, template } = workerData;
const parsers = { [INT8]: Number, [BYTEA]: (text) => Buffer.from(text.slice(2), 'hex') };
if (template) await copyDurably(template, directory);
const fs = new DurableNodeFS(directory);
const database = await PGlite.create({
  fs,
  startParams: [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB'],
  parsers,
});

/** The guard reaches into PGlite's internals; a version that moves them must not start silently unsafe. */
async function provesItSyncs() {
  const before = fs.syncs;
  await database.exec('create table if not exists durability_probe (n int); delete from durability_probe; insert into durability_probe values (1);');
  if (fs.syncs === before) throw new Error('The embedded database does not write its commits to disk. This build must not be used; set DATABASE_URL.');
}
await provesItSyncs();

/** Messages of PostgreSQL's protocol as one: each crossing into WebAssembly costs as much as a small statement. */
const together = (...messages) => Buffer.concat(messages);

/** A value as PostgreSQL reads it in text, whatever type the statement wants. */
const asText = (value) => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map((item) => `"${asText(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Statement text → its name and columns. The texts are a fixed set of this program; planning the larger ones anew costs more than running them. */
const statements = new Map();

const prepare = async (text) => {
  const known = statements.get(text);
  if (known) return known;
  const name = `s${statements.size}`;
  const { messages } = await database.execProtocol(together(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()));
  const columns = messages.find((message) => message.name === 'rowDescription')?.fields ?? [];
  statements.set(text, { name, columns });
  return { name, columns };
};

const asRow = (columns, fields) => Object.fromEntries(columns.map(({ name, dataTypeID }, index) => [name, types.parseType(fields[index], dataTypeID, database.parsers)]));

const execute = async (text, params) => {
  const { name, columns } = await prepare(text);
  const { messages } = await database.execProtocol(together(serialize.bind({ statement: name, values: params.map(asText) }), serialize.execute({}), serialize.sync()));
  return messages.filter((message) => message.name === 'dataRow').map(({ fields }) => asRow(columns, fields));
};

const answer = async ({ text, params }) => {
  if (text === 'close') { await database.close(); return []; }
  return params === undefined ? (await database.exec(text)).at(-1)?.rows ?? [] : execute(text, params);
};

parentPort.on('message', (message) => {
  answer(message).then(
    (rows) => parentPort.postMessage({ id: message.id, rows }),
    (cause) => parentPort.postMessage({ id: message.id, error: { message: cause.message, code: cause.code, constraint: cause.constraint, detail: undefined } }),
  );
});
parentPort.postMessage({ ready: true });
