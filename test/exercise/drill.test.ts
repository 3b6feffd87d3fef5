// Drills through the real door: by themselves, on a running gateway with people, and with everything that must not happen.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { exercise, type ExerciseOptions } from '../../src/cli/exercise.js';
import { schemaFile } from '../../src/package-files.js';
import type { ExerciseReport } from '../../src/model/generated/exercise-report.js';
import { start } from '../cli/command.js';
import { cap, sleep, startTestGateway, type TestGateway } from '../flow/harness.js';

const folder = mkdtempSync(join(tmpdir(), 'alertbridge-drills-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Drilled { code: number; report?: ExerciseReport; err: string[] }

async function drilled(scenario: string, options: ExerciseOptions = {}): Promise<Drilled> {
  const [out, err]: string[][] = [[], []];
  const code = await exercise(scenario, { json: true, ...options }, { out: (line) => { out!.push(line); }, err: (line) => { err!.push(line); }, env: {} }, new AbortController().signal);
  return { code, err: err!, ...(out!.length > 0 ? { report: JSON.parse(out!.join('\n')) } : {}) };
}

const scenarioFile = (name: string, cast: string, steps: string): string => {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, `id: ${name}
title: ${name}
trains: What a reader of this file wants to see.
language: sq
mark: USHTRIM
cast:
${cast.trim().split('\n').map((line) => `  - { ${line.trim()} }`).join('\n')}
contents:
  story: { headline: Fëmijë i zhdukur, description: Ana Shembulli mban një xhaketë të kuqe., areas: [{ name: Shembull, circle: "40.08,20.14 20" }], case: { tier: amber, children: [{ age: { value: 9, unit: year } }] } }
steps:
${steps.trim().split('\n').map((line) => `  - { ${line.trim()} }`).join('\n')}
`);
  return file;
};

const AL_GR = 'id: al, role: centre, country: AL, name: Albania\nid: gr, role: centre, country: GR, name: Greece';
/** Greece asks Serbia, which takes exercises too. */
const GR_RS = 'id: gr, role: centre, country: GR, name: Greece\nid: rs, role: centre, country: RS, name: Serbia';
const SIMPLE = 'id: sent, at: 0, by: al, do: submit, content: story\nid: got, after: sent, plus: 1, by: gr, do: acknowledge, of: sent, within: 5\nid: ended, after: got, plus: 1, by: al, do: cancel, of: sent';

const leftFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('alertbridge-exercise-'));

const outcomesOf = ({ report }: Drilled): Record<string, string> => Object.fromEntries(report!.steps.map(({ id, outcome }) => [id, outcome]));

describe('A drill by itself', () => {
  test.each(['first-drill', 'four-country-border', 'albania-two-days'])('%s runs to its end over a gateway of its own, which leaves nothing behind', async (scenario) => {
    const before = leftFolders();
    const markdown = join(folder, `${scenario}.md`);
    const { code, report } = await drilled(scenario, { report: markdown });
    expect(report!.faults).toEqual([]);
    expect([code, report!.result]).toEqual([0, 'passed']);
    const wanted = report!.gateway.decisions ? ['done', 'silent'] : ['done', 'silent', 'not-possible'];
    expect(report!.steps.filter(({ outcome }) => !wanted.includes(outcome))).toEqual([]);
    expect(report!.alerts.map(({ status }) => status)).toEqual(report!.alerts.map(() => 'Exercise'));
    expect(report!.alerts.filter(({ state, msgType }) => state === 'active' && msgType !== 'Cancel')).toEqual([]);
    expect(report!.reach).toMatchObject({ beyondCast: [], unasked: [], real: [] });
    expect(report!.audit!.position).toBeGreaterThan(3);
    expect(report!.endedByCommand).toEqual([]);
    expect(readFileSync(markdown, 'utf8')).toContain('## What a desk missed');
    expect(leftFolders().filter((name) => !before.includes(name))).toEqual([]);
    const ajv = (addFormats as any)(new Ajv2020());
    const fits = ajv.compile(JSON.parse(readFileSync(schemaFile('exercise-report'), 'utf8')));
    expect([fits(report), fits.errors]).toEqual([true, null]);
  });

  test('runs one day of several, and each step has its time in the order of the plan', async () => {
    const { code, report } = await drilled('albania-two-days', { day: 2 });
    expect(code).toBe(0);
    expect(new Set(report!.steps.map(({ day }) => day))).toEqual(new Set([2]));
    const issued = report!.steps.find(({ id }) => id === 'issued')!;
    expect([issued.planned, issued.within]).toEqual([expect.closeTo(25, 0), 20]);
    expect(issued.took).toBeCloseTo(10, 0);
  });

  test('shows a desk that is scripted to be silent as having missed its step, without failing', async () => {
    const { code, report } = await drilled(scenarioFile('silent', AL_GR, `${SIMPLE}\nid: again, after: sent, by: gr, do: acknowledge, of: sent, within: 20, silent: true`));
    expect([code, report!.missed]).toEqual([0, [{ who: 'gr', human: false, steps: ['again'] }]]);
  });

  test('fails where a scripted desk cannot do its step, says why, and ends what is live', async () => {
    const { code, report } = await drilled(scenarioFile('fails', `${AL_GR}\nid: mk, role: centre, country: MK, name: North Macedonia`, 'id: sent, at: 0, by: al, do: submit, content: story, to: [gr]\nid: got, after: sent, by: mk, do: acknowledge, of: sent\nid: other, after: got, by: al, do: submit, content: story, to: [mk]'));
    expect([code, report!.result]).toEqual([1, 'failed']);
    expect(report!.steps.find(({ id }) => id === 'got')).toMatchObject({ outcome: 'failed', detail: 'Nothing of it is in the mailbox of this centre.' });
    expect(report!.faults).toEqual([expect.stringContaining('got: North Macedonia says that it has it: failed')]);
    expect(report!.endedByCommand).toHaveLength(2);
    expect(report!.alerts.map(({ step, msgType, state }) => [step, msgType, state])).toEqual([['sent', 'Alert', 'cancelled'], ['other', 'Alert', 'cancelled'], [null, 'Cancel', expect.any(String)], [null, 'Cancel', expect.any(String)]]);
  });

  test('steps that speak of what never came to be are skipped', async () => {
    const found = await drilled(scenarioFile('skips', `${AL_GR}\nid: patrol, role: reporter, country: AL, name: Patrol`,
      'id: said, at: 0, by: patrol, do: propose, content: story, to: [gr]\nid: issued, after: said, by: al, do: issue, of: said\nid: got, after: issued, by: gr, do: acknowledge, of: issued'));
    expect([found.code, outcomesOf(found)]).toEqual([1, { said: 'failed', issued: 'skipped', got: 'skipped' }]);
  });
});

describe('A drill on a running gateway', () => {
  let gateway: TestGateway;
  let on: ExerciseOptions;
  beforeAll(async () => {
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', statuses: ['Actual', 'Exercise'] }, { id: 'mk' }, { id: 'rs', statuses: ['Actual', 'Exercise'] }]);
    const keys = join(folder, 'keys.json');
    writeFileSync(keys, JSON.stringify({ url: gateway.url, keys: gateway.keys }));
    on = { url: gateway.url, keys };
  });
  afterAll(() => gateway.stop());

  const alertsOf = async (who: string): Promise<any[]> => (await gateway.call(who, 'GET', '/v1/alerts?limit=500')).json.items;
  const inboxOf = async (who: string): Promise<any[]> => (await gateway.call(who, 'GET', '/v1/inbox?limit=500')).json.items;

  test('reaches those of the cast that list Exercise and nobody else, and every message says that it is one', async () => {
    const { code, report } = await drilled(scenarioFile('reach', AL_GR, SIMPLE), on);
    expect([code, report!.reach.checked]).toEqual([0, 2]);
    expect(await inboxOf('mk')).toEqual([]);
    expect(await inboxOf('rs')).toEqual([]);
    const [alert] = report!.alerts;
    const { body } = await gateway.call('gr', 'GET', `/v1/alerts/${alert!.id}`, undefined, { accept: 'application/cap+xml' }).then(({ text }) => ({ body: text }));
    for (const sign of ['<identifier>EXERCISE-', '<status>Exercise</status>', '<scope>Private</scope>', '<note>EXERCISE / USHTRIM', '<headline>EXERCISE / USHTRIM']) expect(body).toContain(sign);
  });

  test('is refused before its first message where the plan needs a centre that does not list Exercise', async () => {
    const before = (await alertsOf('al')).length;
    const { code, report, err } = await drilled(scenarioFile('refused', `${AL_GR}\nid: mk, role: centre, country: MK, name: North Macedonia`, SIMPLE), on);
    expect([code, report]).toEqual([1, undefined]);
    expect(err.join('\n')).toMatch(/nothing was sent:\n {2}mk does not list Exercise/);
    expect([(await alertsOf('al')).length, await inboxOf('mk')]).toEqual([before, []]);
  });

  test('is refused where a centre of the plan is not in the network, is of another country, or has no key here', async () => {
    const cast = `${AL_GR.replace('id: al', 'id: tirana')}\nid: rs, role: centre, country: XK, name: Kosovo`;
    const keys = join(folder, 'few.json');
    writeFileSync(keys, JSON.stringify({ keys: { liaison: gateway.keys.liaison, gr: gateway.keys.gr } }));
    const { code, err } = await drilled(scenarioFile('unknown', cast, SIMPLE.replaceAll('by: al', 'by: tirana').replace('content: story', 'content: story, to: [gr, rs]')), { ...on, keys });
    expect(code).toBe(1);
    expect(err.slice(1)).toEqual([expect.stringContaining('rs is a centre of RS, and the scenario means one of XK'), expect.stringContaining('No key of tirana')]);
    expect((await drilled(scenarioFile('named', cast.split('\n').slice(0, 2).join('\n'), SIMPLE.replaceAll('by: al', 'by: tirana')), { ...on, as: ['tirana=al'] })).code).toBe(0);
  });

  test('opens no mailbox: a real alert that waits there stays what it is', async () => {
    const real = await gateway.call('al', 'POST', '/v1/alerts', cap({ sender: 'desk@al.example.org', addresses: 'gr' }).xml);
    expect((await drilled(scenarioFile('unopened', AL_GR, SIMPLE), on)).code).toBe(0);
    const { json } = await gateway.call('al', 'GET', `/v1/alerts/${real.json.id}/status`);
    expect(json.deliveries.find(({ centre }: any) => centre === 'gr').state).toBe('queued');
  });

  test('waits for people, notes what they did and what they missed, and only with --strict fails for it', async () => {
    const people = scenarioFile('people', GR_RS, `id: sent, at: 0, by: gr, do: submit, content: story, within: 6
id: decided, after: sent, by: gr, do: update, of: sent, content: story, within: 1
id: told, after: sent, plus: 1, by: rs, do: acknowledge, of: sent, within: 5
id: seen, after: sent, plus: 5, by: gr, do: read, of: sent, within: 5`);
    const waiting = drilled(people, { ...on, human: ['gr'], speed: 60 });
    await sleep(500);
    const { json } = await gateway.call('gr', 'POST', '/v1/alerts', cap({ sender: 'desk@gr.example.org', status: 'Exercise', addresses: 'rs' }).xml);
    const found = await waiting;
    expect([found.code, outcomesOf(found)]).toEqual([0, { sent: 'done', decided: 'missed', told: 'done', seen: 'unseen' }]);
    expect(found.report).toMatchObject({ missed: [{ who: 'gr', human: true, steps: ['decided'] }], alerts: [{ step: 'sent', id: json.id, state: 'cancelled' }, {}] });
    expect(found.report!.endedByCommand).toEqual([expect.stringContaining(`alert ${json.id} of gr was live and has been cancelled`)]);
    const strict = await drilled(scenarioFile('strict', GR_RS, 'id: sent, at: 0, by: gr, do: submit, content: story, within: 1'), { ...on, human: ['gr'], speed: 60, strict: true });
    expect([strict.code, strict.report!.faults]).toEqual([1, [expect.stringContaining('sent: Greece sends an alert: missed')]]);
  });

  test('says loudly where a person sent a real alert in the middle of it', async () => {
    const waiting = drilled(scenarioFile('slip', GR_RS, 'id: sent, at: 0, by: gr, do: submit, content: story, within: 3'), { ...on, human: ['gr'], speed: 60 });
    await sleep(500);
    const { json } = await gateway.call('gr', 'POST', '/v1/alerts', cap({ sender: 'desk@gr.example.org' }).xml);
    const { code, report, err } = await waiting;
    expect(err.filter((line) => line.includes('NO EXERCISE'))).toEqual([expect.stringContaining(`Alert ${json.id} of gr is Actual. Call that desk now`)]);
    expect([code, report!.steps[0]!.outcome, report!.reach.real]).toEqual([1, 'missed', [`Alert ${json.id} of gr is Actual`]]);
  });

  test('stopped with Ctrl-C leaves nothing live and says so', async () => {
    const file = scenarioFile('stopped', `${AL_GR}\nid: reporter, role: reporter, country: AL, name: Reporter`, `id: said, at: 0, by: reporter, do: propose, content: story\n${SIMPLE.replace('plus: 1, by: gr', 'plus: 600, by: gr').replace('within: 5', 'within: 900')}`);
    const before = new Set((await alertsOf('al')).map(({ id }) => id));
    const command = start(['exercise', file, '--url', gateway.url, '--keys', on.keys!, '--speed', '1', '--json']);
    expect(await command.says(/Albania sends an alert/)).toBe(true);
    command.kill('SIGINT');
    const { code, out, err } = await command.ended;
    expect([code, JSON.parse(out).result]).toEqual([1, 'stopped']);
    expect(err).toMatch(/was live and has been cancelled/);
    expect(err).toMatch(/was open and has been withdrawn/);
    const made = (await alertsOf('al')).filter(({ id }) => !before.has(id));
    expect(made.map(({ msgType, state }) => [msgType, state])).toEqual([['Cancel', expect.anything()], ['Alert', 'cancelled']]);
    expect((await gateway.call('reporter', 'GET', '/v1/proposals?state=open')).json.items).toEqual([]);
  });

  test('that cannot be reached, or does not fit its options, says so', async () => {
    expect(await drilled('first-drill', { url: 'http://127.0.0.1:9', keys: on.keys! })).toMatchObject({ code: 1, err: [expect.stringContaining('cannot be reached')] });
    await expect(drilled('first-drill', { url: gateway.url })).rejects.toThrow('--url and --keys go together');
    await expect(drilled('first-drill', { human: ['gr'] })).rejects.toThrow('--human needs --url');
    await expect(drilled('first-drill', { ...on, human: ['fr'] })).rejects.toThrow('fr of --human is not in the cast');
    await expect(drilled('first-drill', { day: 2 })).rejects.toThrow('--day takes a number from 1 to 1');
    await expect(drilled('no-such-drill')).rejects.toThrow('There is no scenario no-such-drill');
    await expect(drilled('first-drill', { speed: 0 })).rejects.toThrow('--speed');
  });
});

test('eventually a silent desk is warned about, where the drill goes at the speed of life', async () => {
  const file = scenarioFile('late', AL_GR, 'id: sent, at: 0, by: al, do: submit, content: story\nid: got, after: sent, by: gr, do: acknowledge, of: sent, within: 1.2, silent: true');
  const { code, report } = await drilled(file, { speed: 1 });
  expect([code, report!.escalations]).toEqual([0, [expect.objectContaining({ type: 'delivery.late', centre: 'gr' })]]);
});
