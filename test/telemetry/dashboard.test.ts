// The dashboard and the alert rules of docker/ speak of figures: each is really exported, with the labels they use, and each alarm has its runbook entry.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from '../flow/harness.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const dashboard = JSON.parse(read('docker/grafana/alertbridge-dashboard.json'));
const rules: any[] = parse(read('docker/prometheus/alertbridge.rules.yml')).groups.flatMap((group: any) => group.rules);
const runbook = read('docs/operations.md');

const expressions: [string, string][] = [
  ...dashboard.panels.flatMap(({ title, targets }: any) => targets.map(({ expr }: any) => [title, expr])),
  ...rules.map(({ alert, expr }) => [alert, expr] as [string, string]),
];

/** Labels that Prometheus adds itself. */
/** The one label of figures that have none to show before there was something to count. */
const BEFORE_THE_FIRST: Record<string, string> = { alertbridge_internal_failures_total: 'where', alertbridge_admission_refused_total: 'kind', alertbridge_alarms_total: 'type', alertbridge_photos_total: 'outcome' };
const OF_PROMETHEUS = ['job', 'instance', 'le'];

interface Figure { type: string; labels: Set<string> }

/** What /metrics offers: names as they can be asked for, with the labels seen on them. */
const figuresOf = (text: string): Map<string, Figure> => {
  const figures = new Map<string, Figure>();
  for (const [, name, type] of text.matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
    for (const ending of type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) figures.set(`${name}${ending}`, { type: type!, labels: new Set() });
  }
  for (const [, name, labels] of text.matchAll(/^(\w+)\{([^}]*)\}/gm)) {
    for (const [, label] of labels!.matchAll(/(\w+)="/g)) figures.get(name!)?.labels.add(label!);
  }
  return figures;
};

const namesIn = (expression: string): string[] => [...expression.matchAll(/\balertbridge_\w+/g)].map(([name]) => name);
const labelsIn = (expression: string): string[] => [
  ...[...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, matchers]) => [...matchers!.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g)].map(([, label]) => label!)),
  ...[...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(',').map((label) => label.trim())),
];

describe('figures for operators', () => {
  let gateway: TestGateway;
  let centre: Receiver;
  let folder: string;
  let figures: Map<string, Figure>;
  let text: string;
  const metrics = async (): Promise<string> => (await gateway.call('operator', 'GET', '/metrics')).text;

  beforeAll(async () => {
    centre = await receiver();
    folder = mkdtempSync(join(tmpdir(), 'alertbridge-drop-'));
    gateway = await startTestGateway([{ id: 'al', send: { directory: { path: folder } } }, { id: 'gr', webhook: centre }]);
    await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
    await gateway.call('al', 'POST', '/v1/alerts', cap({ status: 'Draft' }).xml);
    await eventually(async () => (await metrics()).includes('alertbridge_centre_down{centre="gr"} 0'));
    await eventually(async () => (await metrics()).includes('alertbridge_feed_polls_total{'));
    text = await metrics();
    figures = figuresOf(text);
  });
  afterAll(async () => {
    await gateway.stop();
    await centre.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(expressions)('%s asks for what is exported: %s', (_, expression) => {
    const names = namesIn(expression);
    expect(names.filter((name) => !figures.has(name))).toEqual([]);
    if (names.length === 0) { expect(expression).toMatch(/\bup\{job="alertbridge"\}/); return; }
    const offered = new Set([...OF_PROMETHEUS, ...names.flatMap((name) => [...figures.get(name)!.labels])]);
    for (const name of names) if (name in BEFORE_THE_FIRST) offered.add(BEFORE_THE_FIRST[name]!);
    expect(labelsIn(expression).filter((label) => !offered.has(label))).toEqual([]);
    // Only what grows may be asked for its rate.
    for (const [, name] of expression.matchAll(/\b(?:rate|increase)\((alertbridge_\w+)/g)) expect(figures.get(name!)?.type).toMatch(/counter|histogram/);
  });

  test('every figure of our own is in the dashboard', () => {
    const shown = new Set(expressions.flatMap(([, expression]) => namesIn(expression)).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    const own = [...text.matchAll(/^# TYPE (alertbridge_\w+) /gm)].map(([, name]) => name!).filter((name) => !/^alertbridge_(process|nodejs)_/.test(name));
    expect(own.length).toBeGreaterThan(7);
    expect(own.filter((name) => !shown.has(name))).toEqual([]);
  });

  test('every figure of our own is explained to operators', () => {
    const own = [...figures.keys()].map((name) => name.replace(/_(bucket|sum|count)$/, '')).filter((name) => !/^alertbridge_(process|nodejs)_/.test(name));
    expect(own.filter((name) => !runbook.includes(`\`${name}`))).toEqual([]);
  });

  test('tell which line is down, and up again', async () => {
    centre.behave(() => ({ status: 503 }));
    for (let count = 0; count < 6; count += 1) await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
    expect(await eventually(async () => (await metrics()).includes('alertbridge_centre_down{centre="gr"} 1'))).toBe(true);
    centre.behave(() => ({}));
    expect(await eventually(async () => (await metrics()).includes('alertbridge_centre_down{centre="gr"} 0'), 25_000)).toBe(true);
  }, 60_000);
});

test('every alarm has a severity, one sentence, and an entry in the runbook; every entry has its alarm', () => {
  const entries = [.../## Alarms of Prometheus\n([^]*?)\n## /.exec(runbook)![1]!.matchAll(/^### (\w+)\n\n(Page|Ticket)\. /gm)].map(([, name, severity]) => [name, severity!.toLowerCase()]);
  expect(rules.map(({ alert, labels }) => [alert, labels.severity])).toEqual(entries);
  for (const { alert, annotations } of rules) expect(annotations).toEqual({ summary: expect.stringMatching(/\w+ \w+/), runbook: `docs/operations.md#${alert.toLowerCase()}` });
});

test('the panels of the dashboard have titles of their own, lie beside each other, and use the data source that is chosen', () => {
  const { panels } = dashboard;
  expect(new Set(panels.map(({ title }: any) => title)).size).toBe(panels.length);
  expect(new Set(panels.map(({ id }: any) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }: any) => Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`));
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }: any) => x + w <= 24)).toBe(true);
  expect(panels.flatMap(({ targets }: any) => targets).every(({ datasource }: any) => datasource.uid === '${datasource}')).toBe(true);
});
