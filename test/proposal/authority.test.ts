// What must hold whatever anybody does: nothing is issued but by the authority that decides, and no state is reached that is not declared.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cap } from '../flow/harness.js';
import { startProposalGateway, type ProposalGateway } from './network.js';

let home: ProposalGateway;
beforeAll(async () => { home = await startProposalGateway(); });
afterAll(() => home.stop());

/** Everybody with a key, and the makers of two countries. */
const CALLERS = ['patrol', 'directorate-tirana', 'directorate-korca', 'line-116000', 'scout', 'al', 'al-press', 'rs', 'gr', 'mk', 'liaison', 'operator', 'auditor', 'integrator', 'reporter'] as const;
const MAKERS = [{ who: 'patrol', to: '?to=directorate-tirana', country: 'AL', steps: ['first-responder', 'directorate', 'state-police'], authority: 'al' }, { who: 'line-116000', to: '', country: 'RS', steps: ['helpline', 'ministry'], authority: 'rs' }] as const;
const ENDS = ['issued', 'declined', 'withdrawn'];

interface Attempt { caller: (typeof CALLERS)[number]; step: 'refer' | 'return' | 'decline' | 'withdraw' | 'issue'; to?: string }

const anybodyTries: fc.Arbitrary<Attempt> = fc.record({ caller: fc.constantFrom(...CALLERS), step: fc.constantFrom('refer' as const, 'return' as const, 'decline' as const, 'withdraw' as const, 'issue' as const), to: fc.constantFrom(undefined, 'al', 'directorate-korca', 'scout') });
/** As people would go on, so that the far ends of the chains are tried too. */
const somebodyGoesOn: fc.Arbitrary<Attempt> = fc.oneof(
  fc.constantFrom('patrol' as const, 'directorate-tirana' as const).map((caller) => ({ caller, step: 'refer' as const, to: caller === 'patrol' ? 'directorate-tirana' : undefined })),
  fc.record({ caller: fc.constantFrom('al' as const, 'rs' as const), step: fc.constantFrom('issue' as const, 'return' as const) }),
);

/** Ways to every end, so that each run has been everywhere. */
const WAYS: [(typeof MAKERS)[number], Attempt[]][] = [
  [MAKERS[0], [{ caller: 'directorate-tirana', step: 'return' }, { caller: 'patrol', step: 'withdraw' }, { caller: 'al', step: 'issue' }]], [MAKERS[0], [{ caller: 'directorate-tirana', step: 'decline' }]],
  [MAKERS[0], [{ caller: 'directorate-tirana', step: 'issue' }, { caller: 'directorate-tirana', step: 'refer' }, { caller: 'al-press', step: 'issue' }, { caller: 'rs', step: 'issue' }, { caller: 'al', step: 'issue' }]],
  [MAKERS[1], [{ caller: 'rs', step: 'return' }, { caller: 'line-116000', step: 'withdraw' }]], [MAKERS[1], [{ caller: 'rs', step: 'decline' }, { caller: 'rs', step: 'issue' }]], [MAKERS[1], [{ caller: 'al', step: 'issue' }, { caller: 'rs', step: 'issue' }]],
];

const attempt = (id: string, { caller, step, to }: Attempt, body: string) => (step === 'issue'
  ? home.call(caller, 'POST', `/v1/proposals/${id}/issue`, body)
  : home.call(caller, 'POST', `/v1/proposals/${id}/steps`, { step, ...(to ? { to } : {}) }));

let serial = 0;

test('no steps of anybody lead to an alert without the authority, nor to a state that is not declared', async () => {
  const reached = new Set<string>();
  await fc.assert(fc.asyncProperty(fc.constantFrom(...MAKERS), fc.array(fc.oneof({ weight: 1, arbitrary: anybodyTries }, { weight: 1, arbitrary: somebodyGoesOn }), { minLength: 1, maxLength: 10 }), async (maker, attempts) => {
    serial += 1;
    const made = await home.call(maker.who, 'POST', `/v1/proposals${maker.to}`, JSON.stringify({ case: { authority: { decision: `P-${serial}` } } }));
    const declared = [...maker.steps, ...ENDS];
    let state: string = made.json.state;
    const issuedBy: string[] = [];
    for (const one of attempts) {
      const { status, json } = await attempt(made.json.id, one, cap({ sender: `desk@${one.caller}.example.org` }).xml);
      const before = state;
      const { json: seen } = await home.call(maker.who, 'GET', `/v1/proposals/${made.json.id}`);
      state = seen.state;
      reached.add(`${maker.country} ${state}`);
      if (one.step === 'issue' && status === 201) issuedBy.push(one.caller);
      expect(declared).toContain(state);
      // An end is an end, what was refused changed nothing, and every refusal of the state says that it is one.
      if (ENDS.includes(before) || status >= 400) expect(state).toBe(before);
      if (status >= 400) expect([400, 403, 404, 409]).toContain(status);
      if (status === 409) expect(json.code).toBe('NOT_POSSIBLE_NOW');
      expect(seen.alert === null).toBe(state !== 'issued');
    }
    expect(issuedBy).toEqual(state === 'issued' ? [maker.authority] : []);
  }), { numRuns: 60, examples: WAYS, endOnFailure: true });
  // Without these the property would have shown little.
  expect([...reached].sort()).toEqual(MAKERS.flatMap(({ country, steps }) => [...steps, ...ENDS].map((state) => `${country} ${state}`)).sort());
}, 120_000);
