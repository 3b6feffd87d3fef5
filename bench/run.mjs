// `npm run bench -- NAME`: runs benchmarks against dist/, prints a table, and on request keeps it as JSON.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWhereStale } from '../scripts/build-where-stale.mjs';
import { accept } from './accept.mjs';
import { available, ENGINES, serverVersions } from './engines.mjs';
import { parse } from './parse.mjs';
import { profileText } from './profile.mjs';
import { relay } from './relay.mjs';
import { start } from './start.mjs';
import { machineLine, resultTable } from './table.mjs';

const BENCHMARKS = { parse, start, relay, accept };

const USAGE = `npm run bench -- NAME [options]

NAME          ${Object.keys(BENCHMARKS).join(', ')}, or all
--quick       fewer rounds, for a first look
--engines A,B of ${ENGINES.join(', ')}
--centres N,M webhook centres (relay)
--rounds N    turns of gateway and limit
--profile     how the gateway's processor time splits; figures are then a little lower. Profiles stay in bench/profiles
--json FILE   keeps the results beside those of other benchmarks, for docs/performance.md (npm run docs)

BENCH_DATABASE_URL (a database is created beside it and dropped) and BENCH_REDIS_URL (flushed!) name other servers.`;

const { values: options, positionals: [name] } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, engines: { type: 'string' }, centres: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'string' }, profile: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (options.help || (name !== 'all' && !BENCHMARKS[name])) {
  console.error(USAGE);
  process.exit(options.help ? 0 : 2);
}

const say = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

const commit = () => { try { return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(); } catch { return 'unknown'; } };
const machineFacts = (versions) => ({
  cores: cpus().length, processor: cpus()[0].model.trim(), memoryGb: totalmem() / 2 ** 30, kernel: release(), node: process.versions.node, load: loadavg()[0], commit: commit(), ...versions,
});

buildWhereStale();
const versions = await serverVersions();
const wanted = options.engines?.split(',') ?? ENGINES;
const engines = available(wanted, versions);
for (const missing of wanted.filter((engine) => !engines.includes(engine))) say(`left out: ${missing}, whose server does not answer`);

/** A folder for the profiles of one gateway. */
const profileTo = (label) => {
  const folder = fileURLToPath(new URL(`./profiles/${label}`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
};

const settings = {
  profileTo: options.profile ? profileTo : undefined,
  engines, say, quick: options.quick ?? false, rounds: options.rounds && Number(options.rounds), centres: options.centres?.split(',').map(Number),
};
const result = { at: new Date().toISOString(), quick: settings.quick, machine: machineFacts(versions), rows: [] };
for (const [, run] of Object.entries(BENCHMARKS).filter(([each]) => name === 'all' || name === each)) {
  const { rows, profiles = [] } = await run(settings);
  result.rows.push(...rows);
  for (const { label, folder, windows } of profiles) console.log(`\n${profileText(label, folder, windows)}`);
}
console.log(`\n${machineLine(result)}\n\n${resultTable(result.rows)}\n`);

/** Runs kept so far, without what this one has measured again. */
const keptIn = (file) => {
  const measured = new Set(result.rows.map(({ benchmark }) => benchmark));
  const runs = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  return runs.map((run) => ({ ...run, rows: run.rows.filter(({ benchmark }) => !measured.has(benchmark)) })).filter(({ rows }) => rows.length > 0);
};
if (options.json) writeFileSync(options.json, `${JSON.stringify([...keptIn(options.json), result], null, 1)}\n`);
