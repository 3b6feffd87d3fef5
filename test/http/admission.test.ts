// When much comes at once (reliability clause 16): each centre has its share, questions never keep alerts waiting, and who is sent away hears when to come back.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createAdmission, GATES, type Visit } from '../../src/http/admission.js';
import { createTelemetry } from '../../src/telemetry/events.js';
import { silentLogger } from '../../src/telemetry/log.js';
import { cap, eventually, sleep, startTestGateway, type Answer, type TestGateway } from '../flow/harness.js';

const MEGABYTE = 1024 * 1024;
const submit = (gateway: TestGateway, who: string): Promise<Answer> => gateway.call(who, 'POST', '/v1/alerts', cap({ sender: `desk@${who}.example.org`, addresses: 'it' }).xml);
const statusesOf = (answers: readonly Answer[]): number[] => [...new Set(answers.map(({ status }) => status))].sort();
const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, make));

/** Says what it will send and sends none of it. */
class Announced {
  readonly answered: Promise<IncomingMessage>;
  private readonly call: ClientRequest;

  constructor(gateway: TestGateway, key: string | undefined, path: string, bytes: number) {
    this.call = httpRequest(gateway.url + path, { method: 'POST', agent: false, headers: { 'content-length': bytes, ...(key ? { authorization: `Bearer ${key}` } : {}) } });
    this.answered = new Promise((resolve, reject) => { this.call.once('response', resolve).on('error', reject); });
    this.answered.catch(() => undefined);
    this.call.flushHeaders();
  }

  close(): void { this.call.destroy(); }
}

describe('a centre', () => {
  let gateway: TestGateway | undefined;
  afterEach(async () => { await gateway?.stop(); });

  test('that submits more than its share is told when to come back, while others are taken in, and is taken in again then', async () => {
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }], { routing: 'addressed', env: { ALERTBRIDGE_SUBMIT_RATE: '2' } });
    const answers = await many(40, () => submit(gateway!, 'al'));
    expect(statusesOf(answers)).toEqual([201, 429]);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused).toMatchObject({ type: expect.stringContaining('application/problem+json'), json: { code: 'TOO_MANY', status: 429, detail: expect.stringContaining('Retry-After') } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await submit(gateway, 'gr')).status).toBe(201);
    expect((await gateway.call(undefined, 'GET', '/metrics')).text).toMatch(/^alertbridge_admission_refused_total\{kind="submission-rate"\} [1-9]/m);
    await sleep(Number(refused.headers['retry-after']) * 1_000);
    expect(await eventually(async () => (await submit(gateway!, 'al')).status === 201)).toBe(true);
  });

  test('that submits too many bytes is refused before it has sent them', async () => {
    gateway = await startTestGateway([{ id: 'al' }, { id: 'it' }], { routing: 'addressed', env: { ALERTBRIDGE_SUBMIT_BYTES: String(5 * MEGABYTE) } });
    const calls = Array.from({ length: 12 }, () => new Announced(gateway!, gateway!.keys.al, '/v1/alerts', 5 * MEGABYTE));
    const answer = await Promise.race(calls.map(({ answered }) => answered));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    calls.forEach((call) => call.close());
    expect(await eventually(async () => (await submit(gateway!, 'al')).status === 201)).toBe(true);
  });

  test('may, as it comes, submit 250 alerts as fast as it can', async () => {
    gateway = await startTestGateway([{ id: 'al' }, { id: 'it' }], { routing: 'addressed' });
    const answers: Answer[] = [];
    for (let round = 0; round < 5; round += 1) answers.push(...await many(50, () => submit(gateway!, 'al')));
    expect([answers.length, statusesOf(answers)]).toEqual([250, [201]]);
  });
});

describe('the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }], { routing: 'addressed' }); });
  afterAll(() => gateway.stop());

  test('takes alerts and hands them out while questions fill all the places they have; questions are answered again when those are gone', async () => {
    // A few more than there are places: those who look whether all are taken take one themselves meanwhile.
    const { perCaller } = GATES.read;
    const askers = ['liaison', 'operator', 'auditor', 'integrator', 'reporter', 'gr'];
    const calls = askers.flatMap((who) => Array.from({ length: perCaller }, () => new Announced(gateway, gateway.keys[who], '/v1/validate', 1_000)));
    expect(await eventually(async () => (await gateway.call('al', 'GET', '/v1/alerts')).status === 429)).toBe(true);
    const refused = await gateway.call('al', 'GET', '/v1/centres');
    expect(refused).toMatchObject({ status: 429, json: { code: 'TOO_MANY' }, headers: { 'retry-after': '1' } });
    expect((await gateway.call('al', 'POST', '/v1/validate', cap().xml)).status).toBe(429);

    const taken = await submit(gateway, 'al');
    expect(taken.status).toBe(201);
    expect((await gateway.call('it', 'GET', '/v1/inbox')).json.items.map((item: any) => item.alert)).toEqual([taken.json.id]);
    expect([(await gateway.call(undefined, 'GET', '/healthz')).status, (await gateway.call(undefined, 'GET', '/readyz')).status, (await gateway.call(undefined, 'GET', '/metrics')).status]).toEqual([200, 200, 200]);
    calls.forEach((call) => call.close());
    expect(await eventually(async () => (await gateway.call('al', 'GET', '/v1/centres')).status === 200)).toBe(true);
  });

  test('one caller cannot take all the places for questions', async () => {
    const calls = Array.from({ length: GATES.read.perCaller + 8 }, () => new Announced(gateway, gateway.keys.integrator, '/v1/validate', 1_000));
    expect(await eventually(async () => (await gateway.call('integrator', 'GET', '/v1/centres')).status === 429)).toBe(true);
    expect((await gateway.call('liaison', 'GET', '/v1/centres')).status).toBe(200);
    calls.forEach((call) => call.close());
  });

  test('lets centres wait at their mailboxes without keeping others from theirs', async () => {
    let ended = 0;
    const polls = Array.from({ length: GATES.exchange.atWork * 3 }, () => gateway.call('gr', 'GET', '/v1/inbox?wait=20').then((answer) => { ended += 1; return answer; }));
    await sleep(200);
    expect((await gateway.call('it', 'GET', '/v1/inbox')).status).toBe(200);
    expect(ended).toBe(0);
    expect((await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses: 'gr' }).xml)).status).toBe(201);
    const answers = await Promise.all(polls);
    expect(answers.every(({ status, json }) => status === 200 && json.items.length === 1)).toBe(true);
  });

  test('answers a stranger and a caller without the right before it reads a word', async () => {
    const calls = [undefined, 'key-of-nobody', gateway.keys.liaison].map((key) => new Announced(gateway, key, '/v1/alerts', 5 * MEGABYTE));
    expect((await Promise.all(calls.map(({ answered }) => answered))).map(({ statusCode }) => statusCode)).toEqual([401, 401, 403]);
    calls.forEach((call) => call.close());
  });

  test('reads bodies packed in any of the usual ways, and says what is wrong with one that is not', async () => {
    const post = (body: Buffer, encoding: string) => gateway.call('integrator', 'POST', '/v1/validate', body, { 'content-encoding': encoding });
    expect((await post(gzipSync(cap().xml), 'gzip')).json).toMatchObject({ valid: true });
    expect(await post(Buffer.from('not packed at all'), 'gzip')).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST', detail: expect.stringContaining('Content-Encoding') } });
    expect((await post(gzipSync(cap().xml).subarray(0, 100), 'gzip')).status).toBe(400);
    expect((await post(Buffer.from('x'), 'constructor')).status).toBe(415);
    expect((await gateway.call('integrator', 'GET', '/v1/centres')).status).toBe(200);
  });
});

describe('memory', () => {
  const admission = () => createAdmission({ rate: 100_000, bytes: 999_999_999 }, createTelemetry(silentLogger()));
  const full = expect.objectContaining({ code: 'TOO_MANY', retryAfter: 1 });

  test('for bodies is bounded, for each centre and in all, and given back', async () => {
    const door = admission();
    const enter = (who: string) => door.enter('POST /v1/alerts', who, { 'content-length': String(5 * MEGABYTE) });
    const visits: Visit[] = [];
    for (const who of ['al', 'gr', 'it']) visits.push(...await many(6, () => enter(who)));
    await expect(enter('al')).rejects.toEqual(full);
    await expect(enter('nl').then(() => enter('nl'))).rejects.toEqual(full);
    visits[0]!.leave();
    visits[0]!.leave();
    visits.push(await enter('al'));
    await expect(enter('al')).rejects.toEqual(full);
  });

  test('for what a body turns out to be when it is unpacked counts as well', async () => {
    const door = admission();
    const enter = (): Promise<Visit> => door.enter('POST /v1/alerts', 'al', { 'content-length': '100', 'content-encoding': 'gzip' });
    const visits = await many(7, enter);
    for (const visit of visits.slice(0, 6)) visit.bodyGrew(5 * MEGABYTE);
    expect(() => visits[6]!.bodyGrew(5 * MEGABYTE)).toThrow(full as unknown as Error);
    visits[0]!.leave();
    visits[6]!.bodyGrew(5 * MEGABYTE);
  });

  test('for questions is not that of alerts', async () => {
    const door = admission();
    await many(6, () => door.enter('POST /v1/convert', 'gr', { 'content-length': String(5 * MEGABYTE) }).catch(() => undefined));
    await expect(door.enter('POST /v1/convert', 'gr', { 'content-length': String(5 * MEGABYTE) })).rejects.toEqual(full);
    await door.enter('POST /v1/alerts', 'gr', { 'content-length': String(5 * MEGABYTE) });
  });

  test('for event streams has its own bound', async () => {
    const door = admission();
    await many(GATES.stream.perCaller, () => door.enter('GET /v1/events', 'gr', {}));
    await expect(door.enter('GET /v1/events', 'gr', {})).rejects.toEqual(full);
    await door.enter('GET /v1/alerts', 'gr', {});
    await door.enter('GET /v1/events', 'it', {});
  });
});
