// /v1/proposals: alerts put before the authority that decides, by those who may not issue one.
import type { Request, Response } from 'express';
import { decidingCentre } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import type { Issue } from '../model/issue.js';
import { classesIn } from '../model/privacy-classes.js';
import type { Alert } from '../model/generated/alert.js';
import type { ProposalReceipt } from '../model/generated/proposal-receipt.js';
import type { ProposalSummary } from '../model/generated/proposal-summary.js';
import type { Proposal } from '../model/generated/proposal.js';
import { issue, type IssuePorts } from '../proposal/issue.js';
import { takeStep } from '../proposal/move.js';
import { propose, type ProposePorts } from '../proposal/propose.js';
import { possibleSteps, STEPS, type Step } from '../proposal/steps.js';
import { proposalTimeline, type Unchained } from '../store/audit.js';
import { findProposal, listProposals, type ProposalRow, type ProposalScope } from '../store/proposals.js';
import type { Principal } from './authenticate.js';
import { disclose, PURPOSE, purposeOf, whyOf } from './disclose.js';
import { MESSAGE_EXAMPLES } from './examples.js';
import { bytesOf, centreOf, jsonBody, pageQuery, PAGE_PARAMETERS, pathPart, textQuery, type BeforeJson, type Page, type Route } from './route.js';

export interface ProposalRoutePorts extends ProposePorts, IssuePorts { nudge: () => void }

const ORIGINAL = 'application/vnd.alertbridge.original';

/** Where it stands, step by step. */
const standingOf = ({ id, country, state, holder, chain, path, status, effectiveStatus }: ProposalRow) => ({
  id, country, state, holder, chain: chain.map((step) => ({ step, holder: path.find((place) => place.step === step)?.holder ?? null })) as ProposalSummary['chain'], status, effectiveStatus,
});

const summaryOf = (row: ProposalRow): BeforeJson<ProposalSummary> => {
  const { maker, adapter, madeAt, endedAt, erasedAt, alert, incident } = row;
  return { ...standingOf(row), maker, adapter, madeAt, endedAt, erasedAt, alert, incident };
};

const readJson = async <T>({ sealedProposals }: ProposalRoutePorts, { id }: ProposalRow, kind: 'alert' | 'receipt', otherwise: T): Promise<T> => {
  const plain = await sealedProposals.read(id, kind);
  return plain ? JSON.parse(plain.toString('utf8')) as T : otherwise;
};

async function timelineEntry({ sealedProposals }: ProposalRoutePorts, { id }: ProposalRow, { at, type, actor, detail }: Unchained): Promise<Proposal['timeline'][number]> {
  const { seq, state, to } = detail as { seq: number; state: string; to: string | null };
  const reason = await sealedProposals.read(id, 'words', String(seq));
  return { seq, at, type, actor: actor ?? null, state, to, reason: reason?.toString('utf8') ?? null };
}

async function viewOf(ports: ProposalRoutePorts, row: ProposalRow, { id }: Principal): Promise<BeforeJson<Proposal>> {
  const entries = await proposalTimeline(ports.database, row.id);
  return {
    ...summaryOf(row), possible: possibleSteps(ports.network(), row, id),
    content: await readJson<Proposal['content']>(ports, row, 'alert', null), issues: await readJson<Issue[]>(ports, row, 'receipt', []),
    timeline: await Promise.all(entries.map((entry) => timelineEntry(ports, row, entry))),
  };
}

/** Of a proposal only as much was read as could be: its bytes and its reasons are somebody's words. */
const discloseProposal = async (ports: ProposalRoutePorts, request: Request, principal: Principal, { id, maker }: ProposalRow, content: Proposal['content']): Promise<void> => disclose(ports.database, request, principal,
  [{ what: 'proposal', why: whyOf(principal, maker), proposal: id, classes: [...new Set([...(content ? classesIn(content as unknown as Alert) : []), 'prose' as const])].sort() }]);

async function sendView(ports: ProposalRoutePorts, request: Request, response: Response, principal: Principal, row: ProposalRow): Promise<void> {
  const body = await viewOf(ports, row, principal);
  await discloseProposal(ports, request, principal, row, body.content);
  response.json(body);
}

/** Reporters read what they have had; the centre that decides for a country everything proposed there. */
const scopeOf = ({ network }: ProposalRoutePorts, { role, id }: Principal): ProposalScope => {
  const country = role === 'centre' ? network().centres.find((centre) => centre.id === id)?.country : undefined;
  return country !== undefined && decidingCentre(network(), country)?.id === id ? { readBy: id, of: country } : { readBy: id };
};

const found = async (ports: ProposalRoutePorts, request: Request, principal: Principal): Promise<ProposalRow> => {
  const row = await findProposal(ports.database, pathPart(request, 'id'), scopeOf(ports, principal));
  if (row) return row;
  // Whether an id exists is told only to those who may read it.
  throw new AlertBridgeError('NOT_FOUND', 'No proposal of that id is known to you.');
};

async function answerPropose(ports: ProposalRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const wanted = { adapter: textQuery(request, 'adapter'), to: textQuery(request, 'to') };
  if (bytesOf(request).length === 0) throw new AlertBridgeError('BAD_REQUEST', 'The body is empty. Send a form, or as JSON what is known of the case: { "case": { … } }.');
  const { proposal, duplicate } = await propose(ports, principal, bytesOf(request), wanted);
  ports.nudge();
  const body: ProposalReceipt = { ...standingOf(proposal), duplicate, issues: await readJson<Issue[]>(ports, proposal, 'receipt', []) };
  response.status(duplicate ? 200 : 201).location(`/v1/proposals/${proposal.id}`).json(body);
}

async function answerOne(ports: ProposalRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const row = await found(ports, request, principal);
  const wanted = request.accepts(['application/json', ORIGINAL]);
  if (!wanted) throw new AlertBridgeError('NOT_ACCEPTABLE', `The proposal can be had as application/json, or as ${ORIGINAL}.`);
  if (wanted !== ORIGINAL) { await sendView(ports, request, response, principal, row); return; }
  const bytes = await ports.sealedProposals.read(row.id, 'original');
  if (!bytes) throw new AlertBridgeError('ERASED', 'The proposal has ended and everything in it has been erased.');
  await discloseProposal(ports, request, principal, row, await readJson<Proposal['content']>(ports, row, 'alert', null));
  response.type(ORIGINAL).send(bytes);
}

async function answerStep(ports: ProposalRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  purposeOf(request);
  const { step, reason, to } = jsonBody(request, { step: STEPS, reason: 'text', to: 'text' });
  const { id } = await found(ports, request, principal);
  await takeStep(ports, id, principal.id, { step: step as Step, reason, to });
  ports.nudge();
  await sendView(ports, request, response, principal, (await findProposal(ports.database, id, scopeOf(ports, principal)))!);
}

async function answerIssue(ports: ProposalRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const adapter = textQuery(request, 'adapter');
  const { http, receipt } = await issue(ports, await found(ports, request, principal), centreOf(ports.network(), principal), bytesOf(request), adapter);
  ports.nudge();
  response.status(http).location(`/v1/alerts/${receipt.id}`).json(receipt);
}

const STEP_BODY = {
  type: 'object', required: ['step'],
  properties: { step: { type: 'string', enum: STEPS }, reason: { type: 'string', description: 'Kept encrypted; read by whoever may read the proposal.' }, to: { type: 'string', description: 'With refer: who of the next step, where several stand there.' } },
};

export const proposalRoutes = (ports: ProposalRoutePorts): Route[] => [
  {
    name: 'POST /v1/proposals', summary: 'Propose an alert to the authority that decides',
    query: [{ name: 'adapter', description: 'The format, where the content should not decide.' }, { name: 'to', description: 'Who of the next step it is for, where several stand there.' }],
    body: { description: 'A message in any installed format, or what is known of the case as JSON: { "case": { … } }. At most 5 MB.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], examples: MESSAGE_EXAMPLES },
    responses: { 200: 'The same bytes were proposed before; that proposal as it stands.', 201: 'Kept; what is missing for an alert stands in `issues`.', 400: 'Unreadable, or not clear whom it is for.', 403: 'No reporter with a country.', 409: 'Nobody decides for the country.', 413: 'Over 5 MB.', 415: 'Format not recognised.', 422: 'Not one message.', 429: 'Too many at once; Retry-After says when to come back.', 503: 'Nothing stored; send again.' },
    answer: (request, response, principal) => answerPropose(ports, request, response, principal),
  },
  {
    name: 'GET /v1/proposals', summary: 'Proposals that have been with the caller, newest first',
    query: [{ name: 'state', description: 'A step of the chain, open, issued, declined or withdrawn.' }, ...PAGE_PARAMETERS], responses: { 200: 'A page of proposals.' },
    answer: async (request, response, principal) => {
      const { items, next } = await listProposals(ports.database, principal.id, { state: textQuery(request, 'state') }, pageQuery(request));
      const page: Page<ProposalSummary> = { items: items.map(summaryOf), next };
      response.json(page);
    },
  },
  {
    name: 'GET /v1/proposals/:id', summary: 'One proposal with its content and every step, or the bytes as received', headers: [PURPOSE],
    responses: { 200: 'The proposal in the form the Accept header asks for.', 404: 'Not known to the caller.', 406: 'No such form.', 410: 'Erased.' },
    answer: (request, response, principal) => answerOne(ports, request, response, principal),
  },
  {
    name: 'POST /v1/proposals/:id/steps', summary: 'Refer, return, decline or withdraw a proposal', headers: [PURPOSE],
    body: { description: 'The step, and why.', contentTypes: ['application/json'], schema: STEP_BODY, examples: { 'application/json': { step: 'refer', reason: 'Seen by two witnesses.' } } },
    responses: { 200: 'The proposal as it stands now.', 404: 'Not known to the caller.', 409: 'Not possible from there; `detail` says what is.' },
    answer: (request, response, principal) => answerStep(ports, request, response, principal),
  },
  {
    name: 'POST /v1/proposals/:id/issue', summary: 'Turn a proposal into an alert; for the centre that decides for its country',
    query: [{ name: 'adapter', description: 'The format of the body, where the content should not decide.' }],
    body: { description: 'The alert as the centre wants it, in any installed format; empty for the proposal as it is.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], optional: true, examples: MESSAGE_EXAMPLES },
    responses: { 200: 'It was issued before; that receipt.', 201: 'Accepted as an alert; the receipt.', 400: 'Unreadable.', 403: 'Not this centre\'s sender or alert.', 404: 'Not known to the caller.', 409: 'Not the caller\'s turn, or the key is taken.', 410: 'Erased.', 415: 'Format not recognised.', 422: 'Breaks rules; every issue is listed.' },
    answer: (request, response, principal) => answerIssue(ports, request, response, principal),
  },
];
