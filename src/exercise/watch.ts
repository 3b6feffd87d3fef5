// What people do at desks of their own, seen from outside: did it happen, and what came of it?
import type { Step } from '../model/generated/exercise.js';
import { centresOf, playerOf, type Desk, type Made, type MadeAlert, type MadeProposal, type Stage } from './ports.js';
import { decidingFor, type Played } from './play.js';

/** Nothing earlier counts, nor what another step was seen to have made. */
export interface Window { since: Date; known: ReadonlySet<string> }

/** Undefined as long as nothing is seen. */
type Watch = (stage: Stage, step: Step, window: Window, of: Made | undefined) => Promise<Played | undefined>;

interface Summary { id: string; incident: string; msgType: string; status: string; origin: string; receivedAt: string }
interface Told { timeline: { at: string; type: string; actor: string | null }[] }
interface AlertStatus { deliveries: { centre: string; state: string; acknowledgedAt: string | null; decision: { state: string; at: string | null } | null }[] }
interface Proposal extends Told { id: string; alert: string | null; incident: string | null }

/** Whoever may be asked about somebody: itself where its key is here, and whoever oversees it. */
export const desksAbout = (stage: Stage, id: string): Desk[] => [...new Set([id, 'liaison', ...centresOf(stage.exercise).map((one) => one.id)])].flatMap((one) => stage.desk(one) ?? []);

/** The first answer that is one: not everybody may read everything. */
export async function askAny<T>(desks: readonly Desk[], path: string): Promise<T | undefined> {
  for (const desk of desks) {
    const { status, body } = await desk.call('GET', path);
    if (status === 200) return body as T;
  }
  return undefined;
}

/** Lists are cut to what the caller may see: all are asked, the first that holds something counts. */
async function listAny<T>(desks: readonly Desk[], path: string, fits: (item: T) => boolean): Promise<T | undefined> {
  for (const desk of desks) {
    const { status, body } = await desk.call('GET', path);
    const found = status === 200 ? (body as { items: T[] }).items.find(fits) : undefined;
    if (found) return found;
  }
  return undefined;
}

const isSince = (at: string | null, since: Date): boolean => at !== null && new Date(at) >= since;

interface Model { sender: string; identifier: string; sent: string }

async function alertMade(stage: Stage, { by }: Step, { id, incident, msgType }: Summary, before?: MadeAlert): Promise<Played> {
  const { sender = '', identifier = '', sent = '' } = await askAny<Model>(desksAbout(stage, by), `/v1/alerts/${id}`) ?? {};
  return { made: { kind: 'alert', id, incident, origin: by, msgType: msgType as MadeAlert['msgType'], thread: [...before?.thread ?? [], { sender, identifier, sent }] } };
}

/** A message of that desk, of that type, and an exercise: anything else is told of at the end. */
const seesAlert = (msgType: string): Watch => async (stage, step, { since, known }, of) => {
  const before = of?.kind === 'alert' ? of : undefined;
  const path = `/v1/alerts?status=Exercise&msgType=${msgType}&since=${encodeURIComponent(since.toISOString())}${before ? `&incident=${before.incident}` : ''}`;
  const summary = await listAny<Summary>(desksAbout(stage, step.by), path, ({ id, origin }) => origin === stage.idOf(step.by) && !known.has(id));
  return summary && alertMade(stage, step, summary, before);
};

const reporters = (stage: Stage): string[] => stage.exercise.cast.filter(({ role }) => role === 'reporter').map(({ id }) => id);

const desksOfProposals = (stage: Stage, id: string): Desk[] =>
  [...new Set([id, decidingFor(stage, playerOf(stage.exercise, id)?.country), ...reporters(stage)])].flatMap((one) => stage.desk(one) ?? []);

const seesProposal: Watch = async (stage, { by }, { since, known }) => {
  const found = await listAny<{ id: string; maker: string; madeAt: string }>(desksOfProposals(stage, by), '/v1/proposals', ({ id, maker, madeAt }) => maker === stage.idOf(by) && isSince(madeAt, since) && !known.has(id));
  return found && { made: { kind: 'proposal', id: found.id, maker: by } };
};

const seesMove = (type: string): Watch => async (stage, { by }, { since }, of) => {
  const proposal = await askAny<Proposal>(desksOfProposals(stage, by), `/v1/proposals/${(of as MadeProposal).id}`);
  return proposal?.timeline.some((entry) => entry.type === type && entry.actor === stage.idOf(by) && isSince(entry.at, since)) === true ? {} : undefined;
};

const seesIssue: Watch = async (stage, step, _window, of) => {
  const proposal = await askAny<Proposal>(desksOfProposals(stage, step.by), `/v1/proposals/${(of as MadeProposal).id}`);
  if (!proposal?.alert) return undefined;
  return alertMade(stage, step, { id: proposal.alert, incident: proposal.incident!, msgType: 'Alert', status: '', origin: '', receivedAt: '' });
};

const deliveryOf = async (stage: Stage, { by }: Step, of: Made | undefined): Promise<AlertStatus['deliveries'][number] | undefined> =>
  (await askAny<AlertStatus>(desksAbout(stage, by), `/v1/alerts/${(of as MadeAlert).id}/status`))?.deliveries.find(({ centre }) => centre === stage.idOf(by));

const seesAck: Watch = async (stage, step, _window, of) => ((await deliveryOf(stage, step, of))?.state === 'acknowledged' ? {} : undefined);

const LEADS_TO: Readonly<Record<NonNullable<Step['decision']>, string>> = {
  review: 'review', activate: 'activated', decline: 'declined', 'needs-information': 'needs-information', suspend: 'suspended', resume: 'activated', prolong: 'activated', end: 'ended',
};

/** Whatever the country decided counts: a desk that decides otherwise than was thought has decided. */
const seesDecision: Watch = async (stage, step, { since }, of) => {
  const decision = (await deliveryOf(stage, step, of))?.decision;
  if (!decision || !isSince(decision.at, since)) return undefined;
  const thought = LEADS_TO[step.decision!];
  return decision.state === thought ? {} : { decided: decision.state, detail: `decided ${decision.state}; the scenario thought of ${thought}` };
};

const WATCHES: Readonly<Record<Exclude<Step['do'], 'brief' | 'read'>, Watch>> = {
  propose: seesProposal, refer: seesMove('proposal.referred'), return: seesMove('proposal.returned'), decline: seesMove('proposal.declined'), withdraw: seesMove('proposal.withdrawn'),
  issue: seesIssue, submit: seesAlert('Alert'), update: seesAlert('Update'), cancel: seesAlert('Cancel'), acknowledge: seesAck, decide: seesDecision,
};

/** Reading and telling leave no trace that others may see. */
export const leavesTrace = ({ do: verb }: Step): boolean => verb !== 'brief' && verb !== 'read';

export const watch: Watch = async (stage, step, window, of) => (step.do === 'brief' || step.do === 'read' ? undefined : WATCHES[step.do](stage, step, window, of));
