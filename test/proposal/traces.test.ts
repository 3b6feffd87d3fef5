// What is left of a proposal where people look: nothing a person wrote in logs, events and audit, and nothing at all once it is erased.
import { expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { eventually } from '../flow/harness.js';
import { startProposalGateway } from './network.js';

const WORD = /qwertelltale/i;

test('the log, the figures and the audit trail hold no word of it, and after its time neither does anything else', async () => {
  let log = '';
  const destination = new Writable({ write: (chunk: Buffer, _encoding, done) => { log += chunk.toString(); done(); } });
  const { call, stop } = await startProposalGateway({ proposalRetentionDays: 0 }, pino({ level: 'trace', base: null }, destination));
  const form = { case: { children: [{ name: { given: 'Qwertelltale' } }], notQwertelltale: 1 }, identifier: '<Qwertelltale>' };
  const { json: { id } } = await call('line-116000', 'POST', '/v1/proposals', form);
  await call('line-116000', 'POST', '/v1/proposals', '{"case": "Qwertelltale');
  await call('rs', 'POST', `/v1/proposals/${id}/issue`);
  await call('rs', 'POST', `/v1/proposals/${id}/steps`, { step: 'return', reason: 'Qwertelltale, really?' });
  await call('line-116000', 'POST', `/v1/proposals/${id}/steps`, { step: 'withdraw', reason: 'Qwertelltale is home.' });

  expect(await eventually(async () => (await call('line-116000', 'GET', `/v1/proposals/${id}`)).json.erasedAt !== null, 15_000, 200)).toBe(true);
  const { json, text } = await call('line-116000', 'GET', `/v1/proposals/${id}`);
  expect([json.state, json.content, json.issues, json.timeline.map(({ type, reason }: any) => [type, reason])])
    .toEqual(['withdrawn', null, [], [['proposal.made', null], ['proposal.returned', null], ['proposal.withdrawn', null], ['proposal.erased', null]]]);
  expect((await call('rs', 'GET', `/v1/proposals/${id}`, undefined, { accept: 'application/vnd.alertbridge.original' })).status).toBe(410);

  expect(await eventually(async () => (await call('auditor', 'GET', '/v1/audit')).text.includes('proposal.erased'))).toBe(true);
  const [audit, metrics] = [(await call('auditor', 'GET', '/v1/audit?limit=500')).text, (await call(undefined, 'GET', '/metrics')).text];
  await stop();
  expect(log).toContain('POST /v1/proposals');
  for (const told of [text, audit, metrics, log]) expect(told).not.toMatch(WORD);
});
