// A proposal is kept however little it says and however wrong it is, as long as it is one message that can be read.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../flow/harness.js';
import { spoilt, WHOLE } from '../inbound/spoilt.js';
import { startProposalGateway, type ProposalGateway } from './network.js';

let home: ProposalGateway;
beforeAll(async () => { home = await startProposalGateway(); });
afterAll(() => home.stop());

const propose = (body: string | Buffer, query = ''): Promise<Answer> => home.call('scout', 'POST', `/v1/proposals${query}`, body);

const adapters = fileURLToPath(new URL('../../adapters/', import.meta.url));
const isRead = (id: string): boolean => (JSON.parse(readFileSync(`${adapters}${id}/manifest.json`, 'utf8')) as { direction: string }).direction !== 'out';
const FIXTURES = readdirSync(adapters).filter((id) => !id.startsWith('_') && isRead(id)).flatMap((id) => readdirSync(`${adapters}${id}/fixtures`)
  .filter((name) => /\.(json|xml)$/.test(name) && !/\.(alert|issues)\.json$/.test(name)).map((name) => [id, name] as const));

describe('in the form of', () => {
  test.each(FIXTURES)('%s, %s is kept, or is not one message', async (id, name) => {
    const bytes = readFileSync(`${adapters}${id}/fixtures/${name}`);
    const judged = (await home.call('scout', 'POST', `/v1/validate?adapter=${id}`, bytes)).json;
    const { status, json } = await propose(bytes, `?adapter=${id}`);
    const isUnreadable = judged.issues.some(({ code }: any) => code === 'XML_DOCTYPE');
    const messages = judged.alerts?.length ?? (judged.alert === null && judged.valid ? 0 : 1);
    expect([status, messages]).toEqual([isUnreadable ? 400 : messages === 1 ? 201 : 422, messages]);
    if (status === 201) expect(json.issues.filter(({ level }: any) => level === 'error').length > 0).toBe(!judged.valid);
  });
});

let serial = 0;

test('whatever is left out or of the wrong kind, what makes it a message or a case is enough', async () => {
  await fc.assert(fc.asyncProperty(spoilt(WHOLE.case), spoilt({ ...WHOLE, case: undefined }), async (about, around) => {
    serial += 1;
    const body = { ...(typeof around === 'object' ? around : {}), case: typeof about === 'object' && about !== null ? about : {}, unknown: serial };
    const { status, json } = await propose(JSON.stringify(body));
    expect([status, json.code, json.detail]).toEqual([201, undefined, undefined]);
    const seen = await home.call('gr', 'GET', `/v1/proposals/${json.id}`);
    expect([seen.status, typeof seen.json.content]).toEqual([200, 'object']);
  }), { numRuns: 60 });
}, 60_000);

test('a draft is kept as what it is, and cannot be issued as one', async () => {
  const draft = JSON.stringify({ ...WHOLE, status: 'Draft' });
  const { json } = await propose(draft);
  expect(json).toMatchObject({ state: 'centre', status: null });
  const issued = await home.call('gr', 'POST', `/v1/proposals/${json.id}/issue`);
  expect([issued.status, issued.json.issues.map(({ code }: any) => code)]).toEqual([422, expect.arrayContaining(['CAP_A12'])]);
});
