// The import rules (.dependency-cruiser.mjs): the tree keeps them, and each of them catches what it forbids.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

interface Cruise { summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number; ruleSetUsed: { forbidden: { name: string; comment?: string }[] } } }

const root = fileURLToPath(new URL('..', import.meta.url));
const rulesFile = join(root, '.dependency-cruiser.mjs');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** The report on a tree; the json reporter exits 0 whatever it found. */
const cruise = (tree: string): Cruise['summary'] => {
  const report = execFileSync(process.execPath, [cruiser, '--config', rulesFile, '--output-type', 'json', 'src', 'adapters'], { cwd: tree, maxBuffer: 1e8, encoding: 'utf8' });
  return (JSON.parse(report) as Cruise).summary;
};

/** Rule, file that breaks it, what the file says. Lines for the same file are added to each other, and to what the file holds. */
const VIOLATIONS: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['errors-knows-only', 'src/errors.ts', `import '../src/clock.js';`],
  ['clock-knows-only', 'src/clock.ts', `import './package-files.js';`],
  ['package-files-knows-only', 'src/package-files.ts', `import './clock.js';`],
  ['model-knows-only', 'src/model/spoilt.ts', `import '../errors.js';`],
  ['telemetry-knows-only', 'src/telemetry/spoilt.ts', `import type { Alert } from '../model/generated/alert.js'; export type Told = Alert;`],
  ['trust-knows-only', 'src/trust/spoilt.ts', `import '../store/audit.js';`],
  ['queue-knows-only', 'src/queue/spoilt.ts', `import '../store/deliveries.js';`],
  ['render-knows-only', 'src/render/spoilt.ts', `import '../store/reads.js';`],
  ['geo-knows-only', 'src/geo/spoilt.ts', `import '../store/reads.js';`],
  ['rules-knows-only', 'src/rules/spoilt.ts', `import '../store/reads.js';`],
  ['config-knows-only', 'src/config/spoilt.ts', `import '../store/open-store.js';`],
  ['facts-knows-only', 'src/facts/spoilt.ts', `import '../format/pointer.js';`],
  ['format-knows-only', 'src/format/spoilt.ts', `import '../cap/cap-formats.js';`],
  ['cap-knows-only', 'src/cap/spoilt.ts', `import '../store/reads.js';`],
  ['adapter-knows-only', 'src/adapter/spoilt.ts', `import '../store/reads.js';`],
  ['store-knows-only', 'src/store/spoilt.ts', `import '../inbound/receive.js';`],
  ['outbound-transport-knows-only', 'src/outbound/transport/spoilt.ts', `import '../deliver.js';`],
  ['proposal-knows-only', 'src/proposal/spoilt.ts', `import '../outbound/encode.js';`],
  ['inbound-knows-only', 'src/inbound/spoilt.ts', `import type { Encoder } from '../outbound/encode.js'; export type Meeting = Encoder;`],
  ['inbound-knows-only', 'src/inbound/listening.ts', `import '../http/route.js';`],
  ['outbound-knows-only', 'src/outbound/spoilt.ts', `import '../inbound/receive.js';`],
  ['feeds-knows-only', 'src/feeds/spoilt.ts', `import '../outbound/deliver.js';`],
  ['erasure-knows-only', 'src/erasure/spoilt.ts', `import '../inbound/receive.js';`],
  ['upkeep-knows-only', 'src/upkeep/spoilt.ts', `import '../outbound/deliver.js';`],
  ['http-knows-only', 'src/http/spoilt.ts', `import '../adapter/load-adapters.js';`],
  ['cli-knows-only', 'src/cli/spoilt.ts', `import '../http/app.js';`],
  ['gateway-knows-only', 'src/gateway.ts', `import './cli/io.js';`],
  ['main-knows-only', 'src/main.ts', `import './store/open-store.js';`],
  ['one-door-for-express', 'src/inbound/with-express.ts', `import 'express';`],
  ['one-door-for-express', 'src/gateway.ts', `import 'helmet';`],
  ['one-door-for-fast-xml-parser', 'src/adapter/with-fast-xml-parser.ts', `import 'fast-xml-parser';`],
  ['one-door-for-jose', 'src/http/with-jose.ts', `import 'jose';`],
  ['one-door-for-libxml2-wasm', 'src/cap/with-libxml2.ts', `import 'libxml2-wasm';`],
  ['one-door-for-robust-predicates', 'src/geo/with-predicates.ts', `import 'robust-predicates';`],
  ['one-door-for-pg', 'src/upkeep/with-pg.ts', `import 'pg';`],
  ['one-door-for-electric-sql-pglite', 'src/store/with-pglite.ts', `import '@electric-sql/pglite';`],
  ['one-door-for-pino', 'src/inbound/with-pino.ts', `import type { Logger } from 'pino'; export type Speech = Logger;`],
  ['one-door-for-prom-client', 'src/http/with-prom.ts', `import 'prom-client';`],
  ['one-door-for-opentelemetry-api', 'src/http/with-traces.ts', `import '@opentelemetry/api';`],
  ['one-door-for-undici', 'src/inbound/with-undici.ts', `import 'undici';`],
  ['one-door-for-ipaddr.js', 'src/http/with-ipaddr.ts', `import 'ipaddr.js';`],
  ['one-door-for-yaml', 'src/format/with-yaml.ts', `import 'yaml';`],
  ['one-door-for-yaml', 'src/http/with-zod.ts', `import 'zod';`],
  ['one-door-for-ajv', 'src/inbound/with-ajv.ts', `import 'ajv/dist/2020.js';`],
  ['one-door-for-world-atlas', 'src/inbound/with-flatbush.ts', `import 'flatbush';`],
  ['one-door-for-commander', 'src/cli/with-commander.ts', `import 'commander';`],
  ['one-door-for-rate-limiter-flexible', 'src/inbound/with-limits.ts', `import 'rate-limiter-flexible';`],
  ['one-door-for-bullmq', 'src/queue/in-redis.ts', `import 'bullmq';`],
  ['one-door-for-jose', 'src/http/with-jose.ts', `import 'jose';`],
  ['one-door-for-lru-cache', 'src/http/with-cache.ts', `import 'lru-cache';`],
  ['one-door-for-intl-messageformat', 'src/outbound/with-messages.ts', `import 'intl-messageformat';`],
  ['one-door-for-uuid', 'src/store/with-uuid.ts', `import 'uuid';`],
  ['one-door-for-network', 'src/inbound/with-http.ts', `import 'node:http';`],
  ['one-door-for-threads-and-processes', 'src/upkeep/with-process.ts', `import 'node:child_process';`],
  ['one-door-for-files', 'src/inbound/with-files.ts', `import 'node:fs/promises';`],
  ['adapters-are-blind', 'adapters/al/with-package.ts', `import 'uuid';`],
  ['adapters-are-blind', 'adapters/al/with-node.ts', `import 'node:crypto';`],
  ['adapters-are-blind', 'adapters/al/with-gateway.ts', `import '../../src/clock.js';`],
  ['adapters-are-blind', 'adapters/al/with-neighbour.ts', `import '../nl-burgernet/decode.js';`],
  ['the-folder-is-the-registry', 'src/adapter/with-country.ts', `export const albania = () => import('../../adapters/al/decode.js');`],
  ['only-the-gateway-makes-ports', 'src/http/with-worker.ts', `import { startWorker } from '../outbound/worker.js'; startWorker;`],
  ['the-engines-have-one-door', 'src/upkeep/with-engine.ts', `import '../store/postgres.js';`],
  ['telemetry-is-passed-in', 'src/outbound/with-log.ts', `import { createTelemetry } from '../telemetry/events.js'; createTelemetry;`],
  ['one-way-to-the-gateway', 'src/cli/with-gateway.ts', `import '../gateway.js';`],
  ['every-package-has-a-door', 'src/http/with-new-package.ts', `import 'body-parser';`],
  ['only-what-is-installed', 'src/http/with-test-package.ts', `import 'fast-check';`],
  ['imports-resolve', 'src/geo/astray.ts', `import './nowhere.js';`],
  ['nothing-but-the-product', 'src/cli/with-script.ts', `import '../../scripts/build.mjs';`],
  ['no-circles', 'src/geo/egg.ts', `import './hen.js';`],
  ['no-circles', 'src/geo/hen.ts', `import './egg.js';`],
  ['nothing-unused', 'src/geo/forgotten.ts', `export const forgotten = true;`],
];

test('the tree keeps every rule', () => {
  const { violations, totalCruised } = cruise(root);
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(150);
});

/** Languages have the same letters as countries, and words of schemas those of an adapter. */
const OF_OTHERS = /^(?:facts\/languages\/.*|inbound\/status-words\.ts|model\/generated\/.*)$/;

test('no file of src names an adapter, but for the sample network', () => {
  const named = readdirSync(join(root, 'adapters')).filter((name) => !name.startsWith('_')).join('|');
  const naming = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts') && file !== 'config/sample-network.ts' && !OF_OTHERS.test(file))
    .filter((file) => new RegExp(`['"\`/](${named})['"\`/]`).test(readFileSync(join(root, 'src', file), 'utf8')));
  expect(naming).toEqual([]);
});

describe('a tree that breaks every rule', () => {
  const tree = mkdtempSync(join(tmpdir(), 'alertbridge-architecture-'));
  let report: Cruise['summary'];

  beforeAll(() => {
    for (const name of ['src', 'adapters', 'schemas', 'scripts', 'package.json', 'tsconfig.json']) cpSync(join(root, name), join(tree, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (const [, file, text] of VIOLATIONS) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      appendFileSync(join(tree, file), `\n${text}\n`);
    }
    report = cruise(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(VIOLATIONS)('%s catches %s: %s', (rule, file) => {
    expect(report.violations.filter(({ from, to }) => [from, to].includes(file)).map((violation) => violation.rule.name)).toContain(rule);
  });

  test('there is no rule that this does not try, and each says why it is there', () => {
    const tried = new Set(VIOLATIONS.map(([rule]) => rule));
    expect(report.ruleSetUsed.forbidden.filter(({ name, comment }) => !tried.has(name) || !comment)).toEqual([]);
  });

  test('every folder of src has a rule for what it may know', () => {
    const rules = report.ruleSetUsed.forbidden.map(({ name }) => name);
    const places = new Set((readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).map((file) => file.replace('.ts', '').split('/', 1)[0]));
    const homeless = [...places].filter((name) => !rules.includes(`${name}-knows-only`));
    expect(places.size).toBeGreaterThan(10);
    expect(homeless).toEqual([]);
  });
});
