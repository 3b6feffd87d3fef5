// The log against docs/operations.md, both ways; and a whole gateway's log, in which nothing a person wrote may stand.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { AlertBridgeError } from '../../src/errors.js';
import { createTelemetry, type Telemetry } from '../../src/telemetry/events.js';
import type { Logger } from '../../src/telemetry/log.js';
import { cap, eventually, receiver, startTestGateway } from '../flow/harness.js';

const LEVELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };
const ALWAYS = new Set(['level', 'time', 'msg']);

type Line = Record<string, unknown> & { level: number; msg: string };

/** A real logger that writes everything, and what it wrote. */
const recording = (): { log: Logger; lines: Line[]; text: () => string } => {
  const lines: Line[] = [];
  const destination = new Writable({ write: (chunk: Buffer, _encoding, done) => { lines.push(...chunk.toString().trim().split('\n').map((line) => JSON.parse(line) as Line)); done(); } });
  return { log: pino({ level: 'trace', base: null }, destination), lines, text: () => lines.map((line) => JSON.stringify(line)).join('\n') };
};

interface Sentence { levels: string[]; members: string[] }

/** Each alarm has a sentence of its own (upkeep/alarms.ts). */
const sentenceOf = (msg: string): string => (msg.startsWith('alarm: ') ? 'alarm: …' : msg);

/** The table of the document: sentence to levels and members. */
const documented = (): Map<string, Sentence> => {
  const section = /## The log\n([^]*?)\n## /.exec(readFileSync(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8'))![1]!;
  return new Map([...section.matchAll(/^\| `([^`]+)` \| (?!level)([a-z, ]+) \|(.*)\|$/gm)].map(([, msg, levels, members]) => [msg!, { levels: levels!.split(', '), members: [...members!.matchAll(/`(\w+)`/g)].map(([, name]) => name!) }]));
};

/** Every event in every form that changes what is said; a new event does not compile without its line here. */
const EXAMPLES: { [Event in keyof Telemetry]: Parameters<Telemetry[Event]>[] } = {
  started: [[{ url: 'http://127.0.0.1:8080', engine: 'embedded', centres: 2, milliseconds: 5 }]],
  reloaded: [[{ centres: 2 }]], stopping: [[]], stopped: [[]],
  accepted: [true, false].map((held) => [{ alert: 'a', incident: 'i', origin: 'al', deliveries: 1, held, milliseconds: 5 }]),
  refused: [[{ origin: 'al', code: 'INVALID', issues: ['CAP_G10'] }]],
  keyConflict: [[{ origin: 'al' }]],
  attempted: ['delivered', 'acknowledged', 'retrying', 'held', 'refused', 'dead', 'lease lost'].map((outcome) => [{ delivery: 'd', centre: 'gr', outcome, error: 'HTTP_500', attempt: 1, milliseconds: 5 }]),
  lineChanged: [true, false].map((up) => [{ centre: 'gr', up }]),
  polled: [undefined, 'HTTP_500'].map((error) => [{ feed: 'f', centre: 'nl', ...(error === undefined ? {} : { error }), items: 3, accepted: 1, refused: 0, gone: 0, milliseconds: 5 }]),
  photoTried: (['kept', 'waiting', 'failed', 'released'] as const).map((outcome) => [{ alert: 'a', place: 0, origin: 'al', outcome, ...(outcome === 'kept' ? {} : { code: 'HTTP_500' }), attempt: 1, milliseconds: 5 }]),
  queueChanged: [true, false].map((up) => [{ up }]),
  overloaded: [[{ kind: 'memory', caller: 'al' }]],
  alarm: (['error', 'warning', 'info'] as const).map((level) => [{ alarm: 'delivery.dead', level, text: 'Call them.', runbook: 'docs', position: 1, at: '2026-11-22T07:15:24.012Z', alert: 'a', incident: 'i', centre: 'gr', delivery: 'd', code: 'ENCODE_FAILED' }]),
  alarmUntold: [[{ channel: 'webhook', code: 'TIMEOUT', alarms: 1, attempt: 1 }]],
  requested: [[{ method: 'GET', route: 'GET /v1/alerts', status: 200, principal: 'al', milliseconds: 5 }]],
  failed: [['http', new AlertBridgeError('INTERNAL', 'Said by us.')], ['http', Object.assign(new Error('about Zamira'), { code: '23505' })]],
};

const tellAll = (telemetry: Telemetry): void => {
  for (const [event, calls] of Object.entries(EXAMPLES)) for (const facts of calls) (telemetry[event as keyof Telemetry] as (...all: unknown[]) => void)(...facts);
};

test('every sentence of the log is in the document with its levels and members, and every one in the document is said', () => {
  const { log, lines } = recording();
  tellAll(createTelemetry(log));
  const said = new Map<string, Sentence>();
  for (const { level, msg: whole, ...line } of lines) {
    const msg = sentenceOf(whole);
    const { levels, members } = said.get(msg) ?? { levels: [], members: [] };
    said.set(msg, { levels: [...new Set([...levels, LEVELS[level]!])].sort(), members: [...new Set([...members, ...Object.keys(line).filter((name) => !ALWAYS.has(name))])] });
  }
  const sorted = (sentences: Map<string, Sentence>): [string, Sentence][] => [...sentences].map(([msg, { levels, members }]): [string, Sentence] => [msg, { levels: [...levels].sort(), members: [...members].sort() }]).sort(([one], [other]) => one.localeCompare(other));
  expect(sorted(documented())).toEqual(sorted(said));
});

test('what others wrote into an error stays out, what we wrote stays in', () => {
  const { log, text } = recording();
  tellAll(createTelemetry(log));
  expect(text()).not.toContain('Zamira');
  expect(text()).toContain('Said by us.');
  expect(text()).toContain('23505');
});

test('a gateway at work, with everything logged, writes documented sentences and no word, name, key or address of anybody', async () => {
  const { log, lines, text } = recording();
  const centre = await receiver();
  const gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: centre }, { id: 'it' }], { log });
  try {
    const alert = cap({ headline: 'Missing: Zamira Unik', description: 'Plate AA 123 ZZ, seen in Fshehta.' });
    centre.behave((count) => (count === 1 ? { status: 404, body: 'Zamira Unik is not ours' } : {}));
    await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
    await gateway.call('al', 'POST', '/v1/alerts', alert.xml.replace('Fshehta', 'Shkoder'));
    await gateway.call('al', 'POST', '/v1/alerts', cap({ status: 'Draft', headline: 'Zamira Unik' }).xml);
    await gateway.call('al', 'POST', '/v1/alerts', '<alert>Zamira Unik');
    await gateway.call('al', 'GET', '/v1/alerts?q=Zamira%20Unik');
    const { items: [item] } = (await gateway.call('it', 'GET', '/v1/inbox')).json;
    await gateway.call('it', 'POST', `/v1/inbox/${item.delivery}/ack`, { result: 'refused', reason: 'Zamira Unik is unknown to us' });
    await gateway.call('Zamira-as-a-key', 'GET', '/v1/alerts');
    expect(await eventually(() => lines.some(({ msg, outcome }) => msg === 'delivery attempted' && outcome === 'held'))).toBe(true);
  } finally {
    await gateway.stop();
    await centre.close();
  }
  const sentences = documented();
  expect(lines.length).toBeGreaterThan(10);
  expect([...new Set(lines.map(({ msg }) => sentenceOf(msg)))].filter((msg) => !sentences.has(msg))).toEqual([]);
  for (const { msg, ...line } of lines) expect([msg, Object.keys(line).filter((name) => !ALWAYS.has(name) && !sentences.get(sentenceOf(msg))!.members.includes(name))]).toEqual([msg, []]);
  expect(text()).not.toMatch(/Zamira|Unik|AA 123|Fshehta|Shkoder|example\.org/);
  for (const key of Object.values(gateway.keys)) expect(text()).not.toContain(key);
});
