// What scripted desks do: one verb, the calls that a desk's own tools would make.
import type { Step } from '../model/generated/exercise.js';
import { compose } from './compose.js';
import { centresOf, playerOf, StepFailed, taken, type AlertKey, type Desk, type Made, type MadeAlert, type MadeProposal, type Stage } from './ports.js';

export interface Played { made?: Made; detail?: string; /** What a person decided, where that was not what the scenario thought. */ decided?: string }

/** @param of what the step speaks of; of the kind its verb needs, as the check of the scenario saw to. */
type Play = (stage: Stage, step: Step, desk: Desk, of: Made | undefined) => Promise<Played>;

interface Receipt { id: string; incident: string; key: AlertKey; status: string; deliveries: { centre: string }[] }
interface InboxItem { delivery: string; alert: string }
interface AlertStatus { state: string; deliveries: { id: string; centre: string; state: string; decision: { state: string } | null }[] }

export const decidingFor = (stage: Stage, country: string | undefined): string => {
  const issuers = new Set(stage.exercise.steps.filter(({ do: verb }) => verb === 'issue').map(({ by }) => by));
  const centres = centresOf(stage.exercise).filter((one) => one.country === country);
  return (centres.find(({ id }) => issuers.has(id)) ?? centres[0])?.id ?? centresOf(stage.exercise)[0]!.id;
};

const asAlert = (origin: string, { id, incident, key }: Receipt, msgType: MadeAlert['msgType'], before: readonly AlertKey[] = []): Played =>
  ({ made: { kind: 'alert', id, incident, origin, msgType, thread: [...before, key] } });

const submit: Play = async (stage, step, desk) =>
  asAlert(step.by, taken(await desk.call('POST', '/v1/alerts?adapter=cap-json', compose(stage, step, step.by))) as Receipt, 'Alert');

const follow = (msgType: 'Update' | 'Cancel'): Play => async (stage, step, desk, of) => {
  const { thread } = of as MadeAlert;
  return asAlert(step.by, taken(await desk.call('POST', '/v1/alerts?adapter=cap-json', compose(stage, step, step.by, thread))) as Receipt, msgType, thread);
};

const propose: Play = async (stage, step, desk) => {
  const body = compose(stage, { ...step, to: undefined }, decidingFor(stage, playerOf(stage.exercise, step.by)?.country));
  const to = step.to?.[0];
  const { id } = taken(await desk.call('POST', `/v1/proposals?adapter=cap-json${to ? `&to=${encodeURIComponent(stage.idOf(to))}` : ''}`, body)) as { id: string };
  return { made: { kind: 'proposal', id, maker: step.by } };
};

const move = (verb: 'refer' | 'return' | 'decline' | 'withdraw'): Play => async (stage, { to, reason }, desk, of) => {
  const { id } = of as MadeProposal;
  taken(await desk.call('POST', `/v1/proposals/${id}/steps`, { step: verb, ...(reason ? { reason } : {}), ...(to ? { to: stage.idOf(to[0]) } : {}) }));
  return {};
};

/** As it was proposed, or as the centre writes it now. */
const issue: Play = async (stage, step, desk, of) => {
  const { id } = of as MadeProposal;
  const receipt = taken(await desk.call('POST', `/v1/proposals/${id}/issue${step.content ? '?adapter=cap-json' : ''}`, step.content ? compose(stage, step, step.by) : undefined)) as Receipt;
  return asAlert(step.by, receipt, 'Alert');
};

export const statusOf = async (desk: Desk, id: string): Promise<AlertStatus> => taken(await desk.call('GET', `/v1/alerts/${id}/status`)) as AlertStatus;

/**
 * Opening a mailbox hands out whatever lies in it. In a gateway that others use this could be a real alert, which would then count as delivered and be nobody's
 * lateness: there a scripted desk answers its own delivery and opens nothing.
 */
async function findDelivery({ own, idOf }: Stage, { by }: Step, desk: Desk, alert: string): Promise<string> {
  const delivery = own
    ? (taken(await desk.call('GET', '/v1/inbox?limit=500')) as { items: InboxItem[] }).items.find((item) => item.alert === alert)?.delivery
    : (await statusOf(desk, alert)).deliveries.find(({ centre }) => centre === idOf(by))?.id;
  if (delivery === undefined) throw new StepFailed('Nothing of it is in the mailbox of this centre.');
  return delivery;
}

const acknowledge: Play = async (stage, step, desk, of) => {
  const delivery = await findDelivery(stage, step, desk, (of as MadeAlert).id);
  taken(await desk.call('POST', `/v1/inbox/${delivery}/ack`, { result: 'received' }));
  return {};
};

/** A gateway of an earlier version lacks the route: that is no fault of the desk. */
export class NotPossible extends Error {}

const decide: Play = async (stage, { decision, reason, untilMinutes }, desk, of) => {
  if (!stage.decisions) throw new NotPossible('This gateway takes no decisions.');
  const until = untilMinutes === undefined ? {} : { until: new Date(stage.clock.now().getTime() + untilMinutes * 60_000).toISOString() };
  taken(await desk.call('POST', `/v1/alerts/${(of as MadeAlert).id}/decision`, { decision, ...(reason ? { reason } : {}), ...until }));
  return {};
};

const stands = ({ deliveries }: AlertStatus): string => deliveries.map(({ centre, state, decision }) => `${centre} ${decision?.state ?? state}`).join(', ');

const read: Play = async (stage, { expect = {} }, desk, of) => {
  const status = await statusOf(desk, (of as MadeAlert).id);
  const differs = Object.entries(expect).flatMap(([id, wanted]) => {
    const state = status.deliveries.find(({ centre }) => centre === stage.idOf(id))?.decision?.state ?? null;
    return state === wanted ? [] : [`${id} is ${state ?? 'undecided'}, not ${wanted ?? ''}`];
  });
  if (differs.length > 0 && stage.decisions) throw new StepFailed(`It reads otherwise: ${differs.join('; ')}.`);
  return { detail: `${status.state}: ${stands(status)}` };
};

const PLAYS: Readonly<Record<Exclude<Step['do'], 'brief'>, Play>> = {
  propose, refer: move('refer'), return: move('return'), decline: move('decline'), withdraw: move('withdraw'), issue, submit, update: follow('Update'), cancel: follow('Cancel'), acknowledge, decide, read,
};

/** @throws StepFailed, NotPossible */
export async function play(stage: Stage, step: Step, of: Made | undefined): Promise<Played> {
  if (step.do === 'brief') return {};
  const desk = stage.desk(step.by);
  if (!desk) throw new StepFailed(`No key of ${step.by} was given.`);
  return PLAYS[step.do](stage, step, desk, of);
}
