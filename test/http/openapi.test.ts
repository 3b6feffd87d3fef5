// /openapi.json against the gateway it describes: the same addresses, parameters, keys and answers, both ways.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ACCESS, type Access } from '../../src/http/access.js';
import { ANSWERS } from '../../src/http/answers.js';
import { cap, eventually, startTestGateway, type Answer, type TestGateway } from '../flow/harness.js';
import { openEvents } from './open-events.js';

const KEY_OR_CERTIFICATE = [{ key: [] }, { certificate: [] }];

type Method = 'GET' | 'POST';
interface Operation { name: string; method: Method; path: string; parameters: any[]; security: any[]; responses: Record<string, any>; requestBody?: any }

let gateway: TestGateway;
let document: any;
let operations: Operation[];

/** What is not described is not allowed: the published schemas stay open for later members, the gateway under test does not. */
const closed = (node: any): any => {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== 'object') return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, name === 'examples' ? value : closed(value)]));
  return 'properties' in inner && !('additionalProperties' in inner) && inner.type === 'object' ? { ...inner, additionalProperties: false } : inner;
};

const compiled = new Map<string, ValidateFunction>();
/** The schema as a client of the document would use it: with the document's components, by strict rules. */
const validatorOf = (schema: object): ValidateFunction => {
  const text = JSON.stringify(schema);
  if (!compiled.has(text)) {
    const whole = JSON.parse(JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll('#/components/schemas/', '#/$defs/'));
    compiled.set(text, (formats as any)(new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, keywords: ['x-vocabulary', 'x-privacy'] })).compile(closed(whole)));
  }
  return compiled.get(text)!;
};
const faults = (schema: object, value: unknown): string[] => {
  const validate = validatorOf(schema);
  return validate(value) ? [] : validate.errors!.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
};

const operationOf = (name: string): Operation => operations.find((operation) => operation.name === name)!;
const mediaType = ({ type }: Answer): string => type.split(';')[0]!.trim();

/** What an answer breaks of what the document says of it. */
const broken = (name: string, answer: Answer): string[] => {
  const described = operationOf(name).responses[answer.status] ?? operationOf(name).responses.default;
  if (answer.status === 204) return described.content || answer.text !== '' ? ['content where there should be none'] : [];
  const content = described.content?.[mediaType(answer)] ?? described.content?.['*/*'];
  if (!content) return [`${answer.status} ${mediaType(answer)} is not described`];
  return faults(content.schema, mediaType(answer).endsWith('json') ? answer.json : answer.text);
};

beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al', adapter: 'cap', send: { feeds: [{ url: 'http://127.0.0.1:9/feed', adapter: 'atom' }] } }, { id: 'gr' }, { id: 'it', adapter: 'nl-burgernet', sendAdapter: 'cap' }], { routing: 'addressed' });
  document = (await gateway.call(undefined, 'GET', '/openapi.json')).json;
  operations = Object.entries<any>(document.paths).flatMap(([path, item]) => Object.entries<any>(item).map(([method, operation]) => ({
    ...operation, method: method.toUpperCase() as Method, path, name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}` })));
});
afterAll(() => gateway.stop());

const ask = (who: string | undefined, { method, path }: Operation, query = '', headers = {}): Promise<Answer> =>
  gateway.call(who, method, path.replace(/\{\w+\}/g, 'none') + query, method === 'POST' ? cap().xml : undefined, headers);

describe('the document', () => {
  test('has exactly the addresses of the access table', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(ACCESS).sort());
    expect(new Set(operations.map(({ operationId }: any) => operationId)).size).toBe(operations.length);
  });

  test('has no address that the gateway does not know, and no method more or less', async () => {
    for (const path of Object.keys(document.paths)) {
      const { status, headers } = await gateway.call('al', 'DELETE', path.replace(/\{\w+\}/g, 'none'));
      expect([path, status, headers.allow]).toEqual([path, 405, Object.keys(document.paths[path]).map((method) => method.toUpperCase()).join(', ')]);
    }
  });

  test('asks for a key exactly where the gateway does', async () => {
    for (const operation of operations) {
      const access = ACCESS[operation.name as keyof typeof ACCESS] as Access;
      const { status } = await ask(undefined, operation);
      expect([operation.name, status === 401]).toEqual([operation.name, typeof access !== 'string']);
      expect([operation.name, operation.security]).toEqual([operation.name, access === 'public' ? [] : access === 'optional' ? [{}, ...KEY_OR_CERTIFICATE] : KEY_OR_CERTIFICATE]);
    }
  });

  test('names no query parameter that is not read: each, given twice, is refused by its name', async () => {
    const parameters = operations.flatMap((operation) => operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => [operation, name] as const));
    for (const [operation, name] of parameters) {
      const roles = ACCESS[operation.name as keyof typeof ACCESS] as readonly string[];
      const who = roles.includes('centre') ? 'al' : roles[0]!;
      const others = name !== 'to' && operation.parameters.some((parameter) => parameter.name === 'to') ? '&to=cap' : '';
      const { status, json } = await ask(who, operation, `?${name}=1&${name}=2${others}`);
      expect([operation.name, name, status, json.detail]).toEqual([operation.name, name, 400, `Give ${name} once.`]);
    }
    expect(parameters.length).toBeGreaterThan(20);
  });

  test('names every query parameter that is read anywhere', () => {
    const folder = fileURLToPath(new URL('../../src/http/', import.meta.url));
    const read = readdirSync(folder).flatMap((file) => [...readFileSync(folder + file, 'utf8').matchAll(/\b(?:text|number|choice|time)Query\(request, '(\w+)'/g)].map(([, name]) => name!));
    const named = new Set(operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !named.has(name))).toEqual([]);
  });

  test('says of every answer with content what it holds, and of every refusal that it is a problem', () => {
    for (const { name, responses } of operations) {
      expect([name, Object.keys(responses).some((status) => status.startsWith("2")), 'default' in responses]).toEqual([name, true, true]);
      for (const [status, { content }] of Object.entries(responses)) {
        expect([name, status, content === undefined]).toEqual([name, status, status === '204']);
        if (!status.startsWith("2") && name !== 'GET /readyz') expect([name, status, content['application/problem+json']]).toEqual([name, status, { schema: { $ref: '#/components/schemas/problem' } }]);
      }
    }
    const undescribed = Object.entries(ANSWERS).flatMap(([name, answers]) => Object.keys(answers).filter((status) => !(status in operationOf(name).responses)).map((status) => `${name} ${status}`));
    expect(undescribed).toEqual([]);
  });

  test('says what goes into every body, and its examples are good ones', async () => {
    const withBody = operations.filter(({ requestBody }) => requestBody);
    expect(operations.filter(({ name, requestBody }) => name.startsWith('POST') && !requestBody).map(({ name }) => name)).toEqual(['POST /v1/alerts/:id/erase', 'POST /v1/deliveries/redrive', 'POST /v1/deliveries/:id/redrive']);
    for (const { name, requestBody } of withBody) {
      expect(Object.values<any>(requestBody.content).some(({ example }) => example !== undefined)).toBe(true);
      for (const { schema, example } of Object.values<any>(requestBody.content)) {
        if (typeof example === 'string') expect((await gateway.call('al', 'POST', '/v1/validate', example)).json).toMatchObject({ valid: true, issues: [] });
        else if (example) expect([name, faults(schema, example)]).toEqual([name, []]);
      }
    }
    expect(operations.filter(({ method, requestBody }) => method === 'GET' && requestBody)).toEqual([]);
  });

  test('has an example in every schema of an answer, and each fits its schema', () => {
    const schemas = Object.entries<any>(document.components.schemas);
    const shapes = schemas.filter(([name]) => !['alert', 'issue', 'manifest'].includes(name));
    expect(shapes.filter(([, { examples }]) => !examples?.length).map(([name]) => name)).toEqual([]);
    expect(shapes.flatMap(([name, { examples }]) => examples.flatMap((example: unknown) => faults({ $ref: `#/components/schemas/${name}` }, example).map((fault) => `${name}: ${fault}`)))).toEqual([]);
  });

  test('has no schema that nothing refers to', () => {
    const text = JSON.stringify(document);
    expect(Object.keys(document.components.schemas).filter((name) => !text.includes(`#/components/schemas/${name}"`) && !text.includes(`#/components/schemas/${name}.`))).toEqual([]);
  });
});

describe('the gateway answers as the document says', () => {
  const visited = new Set<string>();

  /** Asks, and holds the answer against the document. */
  const asks = async (who: string | undefined, name: string, path: string, body?: string | object, headers = {}): Promise<Answer> => {
    const answer = await gateway.call(who, name.split(' ')[0] as Method, path, body, headers);
    expect([name, who, answer.status, broken(name, answer)]).toEqual([name, who, answer.status, []]);
    if (answer.status < 300) visited.add(`${name} ${mediaType(answer)}`.trim());
    return answer;
  };

  test('on the way of an alert: submitted, read, fetched, acknowledged, changed and ended', async () => {
    const alert = cap({ addresses: 'gr it' });
    const { json: { id, incident } } = await asks('al', 'POST /v1/alerts', '/v1/alerts', alert.xml);
    await asks('al', 'POST /v1/alerts', '/v1/alerts', alert.xml);
    for (const type of ['application/json', 'application/cap+json', 'application/cap+xml', 'application/geo+json', 'application/vnd.alertbridge.original']) await asks('al', 'GET /v1/alerts/:id', `/v1/alerts/${id}`, undefined, { accept: type });
    await asks('gr', 'GET /v1/alerts/:id', `/v1/alerts/${id}`);
    const embedded = cap({}).xml.replace(/(?=<area>|<\/info>)/, '<resource><resourceDesc>Photo</resourceDesc><mimeType>image/jpeg</mimeType><derefUri>QUJD</derefUri></resource>');
    const { json: pictured } = await asks('al', 'POST /v1/alerts', '/v1/alerts', embedded);
    await asks('al', 'GET /v1/alerts/:id/resources/:info/:resource', `/v1/alerts/${pictured.id}/resources/0/0`);
    const { json: { items: [item] } } = await asks('gr', 'GET /v1/inbox', '/v1/inbox');
    await asks('it', 'GET /v1/inbox', '/v1/inbox');
    await asks('gr', 'POST /v1/inbox/:delivery/ack', `/v1/inbox/${item.delivery}/ack`, { result: 'refused', reason: 'Not ours.' });
    await asks('gr', 'POST /v1/inbox/:delivery/ack', `/v1/inbox/${item.delivery}/ack`, { result: 'received' });
    const update = cap({ msgType: 'Update', references: [alert], addresses: 'gr' });
    await asks('al', 'POST /v1/alerts', '/v1/alerts', update.xml);
    await asks('al', 'POST /v1/alerts', '/v1/alerts', cap({ msgType: 'Cancel', references: [update], addresses: 'gr' }).xml);
    const held = await asks('al', 'POST /v1/alerts', '/v1/alerts', cap({ addresses: 'gr', headline: 'TEST: missing child' }).xml);
    expect(held.json.deliveries[0].state).toBe('held');
    await asks('al', 'GET /v1/alerts/:id/status', `/v1/alerts/${held.json.id}/status`);
    await asks('al', 'POST /v1/alerts/:id/confirm', `/v1/alerts/${held.json.id}/confirm`, { status: 'Test' });
    for (const who of ['al', 'gr', 'liaison', 'operator', 'auditor']) await asks(who, 'GET /v1/alerts/:id/status', `/v1/alerts/${id}/status`);
    for (const who of ['al', 'gr', 'liaison']) await asks(who, 'GET /v1/incidents/:id', `/v1/incidents/${incident}`);
    await asks('liaison', 'GET /v1/alerts', '/v1/alerts?limit=2');
    await asks('liaison', 'GET /v1/incidents', '/v1/incidents?limit=1');
    await asks('operator', 'GET /v1/deliveries', '/v1/deliveries?limit=500');
    await asks('auditor', 'GET /v1/audit/head', '/v1/audit/head');
    await eventually(async () => (await gateway.call('auditor', 'GET', '/v1/audit')).json.items.length > 8);
    await asks('auditor', 'GET /v1/audit', '/v1/audit?limit=5');
    await asks('auditor', 'GET /v1/audit', '/v1/audit?limit=500');
  });

  test('on documents with several messages, of which one is refused', async () => {
    const list = JSON.parse(readFileSync(fileURLToPath(new URL('../../adapters/nl-burgernet/fixtures/update-and-cancel.json', import.meta.url)), 'utf8'));
    const all = await asks('al', 'POST /v1/alerts', '/v1/alerts?adapter=nl-burgernet', list);
    expect(all.json.items.length).toBeGreaterThan(1);
    expect(all.json.items.some((item: object) => 'problem' in item)).toBe(true);
    await asks('integrator', 'POST /v1/validate', '/v1/validate', list);
  });

  test('on the way of an ended alert: held, lifted, erased, ordered to be erased, answered', async () => {
    const alert = cap({ addresses: 'gr it' });
    const { json: { id } } = await asks('al', 'POST /v1/alerts', '/v1/alerts', alert.xml);
    await asks('gr', 'GET /v1/inbox', '/v1/inbox');
    await asks('operator', 'POST /v1/alerts/:id/hold', `/v1/alerts/${id}/hold`, { reference: 'K 12/2026', reason: 'Evidence.' });
    await asks('al', 'GET /v1/alerts/:id/status', `/v1/alerts/${id}/status`);
    await asks('al', 'POST /v1/alerts', '/v1/alerts', cap({ msgType: 'Cancel', references: [alert] }).xml);
    await asks('al', 'POST /v1/alerts/:id/erase', `/v1/alerts/${id}/erase`);
    await asks('al', 'POST /v1/alerts/:id/hold/lift', `/v1/alerts/${id}/hold/lift`, { reason: 'Over.' });
    await asks('al', 'POST /v1/alerts/:id/erase', `/v1/alerts/${id}/erase`);
    await asks('gr', 'GET /v1/inbox', '/v1/inbox');
    await asks('gr', 'POST /v1/erasures/:alert/receipt', `/v1/erasures/${id}/receipt`, { result: 'refused', reason: 'A trial.' });
    for (const who of ['al', 'gr', 'liaison', 'operator', 'auditor']) await asks(who, 'GET /v1/erasures/:alert', `/v1/erasures/${id}`);
    await asks('gr', 'POST /v1/erasures/:alert/receipt', `/v1/erasures/${id}/receipt`, { result: 'erased', at: '2026-05-26T12:00:00+02:00' });
    await asks('operator', 'GET /v1/erasures', '/v1/erasures?limit=1');
  });

  test('on the way of a proposal: made, returned, referred, issued, and one taken back', async () => {
    const form = JSON.stringify({ case: { category: 'runaway' } });
    const { json: { id } } = await asks('reporter', 'POST /v1/proposals', '/v1/proposals', form);
    await asks('reporter', 'POST /v1/proposals', '/v1/proposals', form);
    await asks('al', 'GET /v1/proposals', '/v1/proposals?limit=1');
    await asks('al', 'POST /v1/proposals/:id/steps', `/v1/proposals/${id}/steps`, { step: 'return', reason: 'Since when?' });
    await asks('reporter', 'POST /v1/proposals/:id/steps', `/v1/proposals/${id}/steps`, { step: 'refer' });
    await asks('reporter', 'POST /v1/proposals/:id/steps', `/v1/proposals/${id}/steps`, { step: 'refer' });
    await asks('al', 'GET /v1/proposals/:id', `/v1/proposals/${id}`);
    await asks('al', 'GET /v1/proposals/:id', `/v1/proposals/${id}`, undefined, { accept: 'application/vnd.alertbridge.original' });
    await asks('al', 'GET /v1/proposals/:id', `/v1/proposals/${id}`, undefined, { accept: 'text/csv' });
    await asks('al', 'POST /v1/proposals/:id/issue', `/v1/proposals/${id}/issue`);
    const { json: alert } = await asks('al', 'POST /v1/proposals/:id/issue', `/v1/proposals/${id}/issue`, cap().xml);
    await asks('al', 'POST /v1/proposals/:id/issue', `/v1/proposals/${id}/issue`);
    await asks('reporter', 'GET /v1/alerts/:id/status', `/v1/alerts/${alert.id}/status`);
    const { json: other } = await asks('reporter', 'POST /v1/proposals', '/v1/proposals', cap().xml);
    await asks('reporter', 'POST /v1/proposals/:id/steps', `/v1/proposals/${other.id}/steps`, { step: 'withdraw' });
    await asks('reporter', 'GET /v1/proposals', '/v1/proposals');
  });

  test('to operators: a centre paused, asked about and resumed, deliveries sent again or not', async () => {
    await asks('operator', 'POST /v1/centres/:id/pause', '/v1/centres/gr/pause', { reason: 'maintenance' });
    const { json: { deliveries: [paused] } } = await asks('al', 'POST /v1/alerts', '/v1/alerts', cap({ addresses: 'gr' }).xml);
    for (const query of ['?dryRun=true', '']) await asks('operator', 'POST /v1/deliveries/redrive', `/v1/deliveries/redrive${query}`);
    await asks('operator', 'POST /v1/deliveries/:id/redrive', `/v1/deliveries/${paused.id}/redrive`);
    await asks('operator', 'POST /v1/centres/:id/resume', '/v1/centres/gr/resume');
    await asks('operator', 'POST /v1/centres/:id/resume', '/v1/centres/gr/resume');
    await asks('operator', 'POST /v1/deliveries/redrive', '/v1/deliveries/redrive');
    await asks('operator', 'POST /v1/deliveries/:id/redrive', `/v1/deliveries/${paused.id}/redrive`);
    await asks('operator', 'POST /v1/centres/:id/pause', '/v1/centres/nowhere/pause');
  });

  test('to tools: validate, convert and render, good messages and bad', async () => {
    for (const text of [cap().xml, cap().xml.slice(0, 300), cap({ area: '<areaDesc>x</areaDesc><circle>1 2 3</circle>' }).xml]) {
      await asks('integrator', 'POST /v1/validate', '/v1/validate', text);
      await asks('integrator', 'POST /v1/convert', '/v1/convert?to=cap', text);
      await asks('integrator', 'POST /v1/convert', '/v1/convert?to=nl-burgernet', text);
    }
    await asks('integrator', 'POST /v1/render', '/v1/render?lang=el,sq', readFileSync(new URL('../../examples/first-alert.xml', import.meta.url)));
  });

  test('about itself and the network', async () => {
    for (const who of ['al', 'auditor']) await asks(who, 'GET /v1/centres', '/v1/centres');
    await asks('reporter', 'GET /v1/adapters', '/v1/adapters');
    await asks('operator', 'GET /v1/doctor', '/v1/doctor');
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/']) await asks(undefined, `GET ${path}`, path);
    for (const who of [undefined, 'operator', 'reporter']) await asks(who, 'GET /', '/', undefined, { accept: 'application/json' });
  });

  test('in the stream of events', async () => {
    const events = await openEvents(gateway.url, gateway.keys.operator!, 0);
    expect(await eventually(() => events.seen.length > 5)).toBe(true);
    events.close();
    expect(events.seen.flatMap(({ data }: any) => faults({ $ref: '#/components/schemas/event' }, data))).toEqual([]);
    visited.add('GET /v1/events text/event-stream');
  });

  test.each<[number, string, () => Promise<Answer>]>([
    [400, 'GET /v1/alerts', () => gateway.call('al', 'GET', '/v1/alerts?limit=no')],
    [400, 'GET /v1/events', () => gateway.call('al', 'GET', '/v1/events', undefined, { 'last-event-id': 'no' })],
    [400, 'POST /v1/alerts', () => gateway.call('al', 'POST', '/v1/alerts', '<alert')],
    [401, 'GET /v1/alerts', () => gateway.call(undefined, 'GET', '/v1/alerts')],
    [403, 'GET /v1/audit', () => gateway.call('al', 'GET', '/v1/audit')],
    [404, 'GET /v1/alerts/:id', () => gateway.call('al', 'GET', '/v1/alerts/none')],
    [406, 'GET /v1/alerts/:id', async () => gateway.call('al', 'GET', `/v1/alerts/${(await gateway.call('al', 'GET', '/v1/alerts')).json.items[0].id}`, undefined, { accept: 'text/csv' })],
    [413, 'POST /v1/validate', () => gateway.call('al', 'POST', '/v1/validate', Buffer.alloc(6_000_000, 32))],
    [415, 'POST /v1/alerts', () => gateway.call('al', 'POST', '/v1/alerts', 'a=1')],
    [422, 'POST /v1/alerts', () => gateway.call('al', 'POST', '/v1/alerts', cap({ status: 'Draft' }).xml)],
  ])('with %i, named for %s, and with a problem that fits its schema', async (status, name, call) => {
    const answer = await call();
    expect([answer.status, broken(name, answer), Object.keys(operationOf(name).responses)]).toEqual([status, [], expect.arrayContaining([String(status)])]);
  });

  test('and with that, every kind of good answer in the document was seen once', () => {
    const described = operations.flatMap(({ name, responses }) => Object.entries(responses).filter(([status]) => status.startsWith("2")).flatMap(([, { content = { '': {} } }]) => Object.keys(content).map((type) => `${name} ${type}`.trim())));
    const seen = (one: string): boolean => (one.endsWith('*/*') ? [...visited].some((other) => other.startsWith(one.slice(0, -3)) && !other.endsWith('/json')) : visited.has(one));
    expect([...new Set(described)].filter((one) => !seen(one))).toEqual([]);
  });
});
