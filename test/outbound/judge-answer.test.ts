// What a receiver's answer means: the table of contract 6, row by row (reliability clause 5).
import { describe, expect, test } from '@jest/globals';
import { judgeAnswer } from '../../src/outbound/judge-answer.js';
import type { Answer } from '../../src/outbound/transport/webhook.js';

const ATTEMPT = { attempt: 1, ageMs: 0, random: 0.5, now: Date.parse('2026-05-25T10:00:00Z') };

const answered = (status: number, retryAfter?: string): Answer => ({ status, retryAfter, body: Buffer.alloc(0) });
const judge = (answer: Answer, more = {}) => judgeAnswer(answer, { ...ATTEMPT, ...more });

describe('contract 6: the answer', () => {
  test.each([200, 201, 202, 204, 299])('%i means delivered, by an unsigned receipt', (status) => {
    expect(judge(answered(status))).toEqual({ state: 'delivered', receipt: 'unsigned' });
  });

  test.each([200, 204])('%i with a CAP Ack means acknowledged', (status) => {
    expect(judge(answered(status), { receipt: 'Ack' })).toEqual({ state: 'acknowledged', receipt: 'cap-ack' });
  });

  test.each([200, 301, 400, 408, 429, 500, 503])('%i with a CAP Error means refused, for good', (status) => {
    expect(judge(answered(status), { receipt: 'Error' })).toEqual({ state: 'refused', error: 'CAP_ERROR', receipt: 'cap-error' });
  });

  test.each([408, 425, 429, 500, 501, 502, 503, 504, 507, 599])('%i means trying again', (status) => {
    expect(judge(answered(status))).toEqual({ state: 'retrying', error: `HTTP_${status}`, waitMs: 1_000 });
  });

  test.each([300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 451])('%i means held, for a human, with a probe in five minutes', (status) => {
    expect(judge(answered(status))).toEqual({ state: 'held', heldReason: 'receiver', error: `HTTP_${status}`, waitMs: 300_000 });
  });

  test.each([404, 500])('%i with a CAP Ack is no acknowledgement', (status) => {
    expect(['held', 'retrying']).toContain(judge(answered(status), { receipt: 'Ack' }).state);
  });

  test.each(['429', '503'])('%s waits as long as its Retry-After asks, cut to five minutes', (status) => {
    expect(judge(answered(Number(status), '60')).waitMs).toBe(60_000);
    expect(judge(answered(Number(status), '3600')).waitMs).toBe(300_000);
    expect(judge(answered(Number(status), 'Mon, 25 May 2026 10:01:00 GMT')).waitMs).toBe(60_000);
  });
});

describe('contract 6: no answer', () => {
  test.each(['TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_SOCKET'])('because of %s means trying again, by the schedule', (failure) => {
    expect(judge({ failure, kind: 'transient' }, { attempt: 6 })).toEqual({ state: 'retrying', error: failure, waitMs: 30_000 });
  });

  test('because of a bad certificate means held, for a human', () => {
    expect(judge({ failure: 'CERTIFICATE', kind: 'certificate' })).toEqual({ state: 'held', heldReason: 'receiver', error: 'CERTIFICATE', waitMs: 300_000 });
  });

  test.each(['ADDRESS_PRIVATE', 'ADDRESS_FORBIDDEN', 'PLAIN_HTTP'])('because the address is refused (%s) means held, for a human', (failure) => {
    expect(judge({ failure, kind: 'address' })).toEqual({ state: 'held', heldReason: 'receiver', error: failure, waitMs: 300_000 });
  });
});
