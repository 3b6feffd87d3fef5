// After a drill, however it ended: nothing of it stays live. What cannot be ended from here is named, so that somebody does it.
import { compose } from './compose.js';
import type { MadeAlert, MadeProposal, Stage } from './ports.js';
import type { Course } from './run.js';
import { askAny, desksAbout } from './watch.js';

export interface Cleared { lines: string[]; /** Cancels that the command sent. */ cancels: MadeAlert[]; /** Whether something may still be live. */ left: boolean }

const threadOf = ({ thread }: MadeAlert): string => thread[0]!.identifier;

/** The newest version of each alert of which no end was sent. */
function open(course: Course): MadeAlert[] {
  const alerts = [...course.settled.values()].flatMap(({ made }) => (made?.kind === 'alert' ? [made] : []));
  const newest = new Map<string, MadeAlert>();
  for (const alert of alerts) if ((newest.get(threadOf(alert))?.thread.length ?? 0) <= alert.thread.length) newest.set(threadOf(alert), alert);
  return [...newest.values()].filter(({ msgType }) => msgType !== 'Cancel');
}

async function endAlert(stage: Stage, alert: MadeAlert): Promise<{ line: string; cancel?: MadeAlert } | undefined> {
  const status = await askAny<{ state: string }>(desksAbout(stage, alert.origin), `/v1/alerts/${alert.id}/status`);
  if (status && status.state !== 'active') return undefined;
  const desk = stage.desk(alert.origin);
  const step = { id: `end-${alert.id.slice(-8)}`, by: alert.origin, do: 'cancel' as const };
  const answer = await desk?.call('POST', '/v1/alerts?adapter=cap-json', compose(stage, step, alert.origin, alert.thread));
  if (answer?.status === 201 || answer?.status === 200) {
    const { id, key } = answer.body as { id: string; key: MadeAlert['thread'][number] };
    return { line: `alert ${alert.id} of ${alert.origin} was live and has been cancelled`, cancel: { ...alert, id, msgType: 'Cancel', thread: [...alert.thread, key] } };
  }
  return { line: `ALERT ${alert.id} of ${alert.origin} IS STILL LIVE: ${answer ? answer.text.split('\n')[0]! : `no key of ${alert.origin} was given`}. Have ${alert.origin} cancel it now.` };
}

const proposals = (course: Course): MadeProposal[] => [...course.settled.values()].flatMap(({ made }) => (made?.kind === 'proposal' ? [made] : []));

/** A proposal stays at home, so one that cannot be taken back is only untidy. */
async function endProposal(stage: Stage, { id, maker }: MadeProposal): Promise<string | undefined> {
  const desk = stage.desk(maker);
  const { status, body } = await desk?.call('GET', `/v1/proposals/${id}`) ?? { status: 0, body: undefined };
  if (status !== 200 || (body as { holder: string | null }).holder === null) return undefined;
  const answer = await desk!.call('POST', `/v1/proposals/${id}/steps`, { step: 'withdraw' });
  return answer.status === 200 ? `proposal ${id} was open and has been withdrawn` : `proposal ${id} is still open: ${answer.text.split('\n')[0]!}`;
}

/** @throws nothing that one alert could keep from the next but the gateway being away. */
export async function clear(stage: Stage, course: Course): Promise<Cleared> {
  const cleared: Cleared = { lines: [], cancels: [], left: false };
  for (const alert of open(course)) {
    const ended = await endAlert(stage, alert);
    if (!ended) continue;
    cleared.lines.push(ended.line);
    if (ended.cancel) cleared.cancels.push(ended.cancel); else cleared.left = true;
  }
  for (const proposal of proposals(course)) {
    const line = await endProposal(stage, proposal);
    if (line) cleared.lines.push(line);
  }
  return cleared;
}
