// Writes the messages of a drill, in the common model: every one of them says in each place that has room for it that it is an exercise.
import { wholeContent } from '../model/exercise-content.js';
import type { Alert, Info } from '../model/generated/alert.js';
import type { Content, Step } from '../model/generated/exercise.js';
import { receiversOf, type AlertKey, type Stage } from './ports.js';

/** CAP 1.2, 3.3.2: seconds, and for UTC -00:00. */
const capTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}-00:00`;

const MINUTE_MS = 60_000;

const marked = ({ exercise }: Stage): string => `EXERCISE / ${exercise.mark}`;

const caseOf = ({ case: about, lastSeenMinutesAgo }: Content, now: number): Pick<Alert, 'case'> => (about === undefined ? {} : {
  case: { ...about, ...(lastSeenMinutesAgo === undefined ? {} : { lastSeen: { ...about.lastSeen, at: `${new Date(now - lastSeenMinutesAgo * MINUTE_MS).toISOString().slice(0, 16)}+00:00`, precision: 'minute' as const } }) },
});

/** Whatever happens to the command, an exercise ends by itself. */
const endOf = ({ liveMinutes }: Stage, now: number): string => capTime(now + liveMinutes * MINUTE_MS);

const infoOf = (stage: Stage, { headline, description, instruction, areas }: Content, step: Step, now: number): Info => ({
  language: stage.exercise.language, category: ['Rescue'], event: `${marked(stage)}: child alert`, responseType: [step.do === 'cancel' ? 'AllClear' : 'Monitor'], urgency: step.do === 'cancel' ? 'Past' : 'Immediate', severity: 'Severe', certainty: 'Observed',
  ...(step.do === 'cancel' ? {} : { expires: endOf(stage, now) }),
  senderName: `${marked(stage)}: ${stage.exercise.cast.find(({ id }) => id === step.by)?.name ?? step.by}`,
  headline: `${marked(stage)}: ${headline ?? stage.exercise.title}`, ...(description ? { description: `${marked(stage)}. ${description}` } : {}), ...(instruction ? { instruction } : {}),
  ...(areas ? { area: areas.map(({ name, circle }) => ({ areaDesc: name, ...(circle ? { circle: [circle] } : {}) })) } : {}),
});

const MSG_TYPES = { update: 'Update', cancel: 'Cancel' } as const;

/**
 * Private, and addressed to centres of the cast by name: the gateway then sends it to nobody else.
 * @param sender id in the cast of the centre whose message it is, or will be once it is issued
 */
export function compose(stage: Stage, step: Step, sender: string, references: readonly AlertKey[] = []): Alert {
  const now = stage.clock.now().getTime();
  const content = step.content === undefined ? undefined : wholeContent(stage.exercise, step.content);
  return {
    identifier: `EXERCISE-${stage.exercise.id}-${stage.run}-${step.id}`, sender: stage.senderOf(sender), sent: capTime(now), status: 'Exercise', msgType: MSG_TYPES[step.do as 'update'] ?? 'Alert', source: `${marked(stage)} by AlertBridge`,
    scope: 'Private', addresses: receiversOf(stage.exercise, { ...step, by: sender }).map(stage.idOf), note: `${marked(stage)}: ${stage.exercise.title}. Nobody is missing.`,
    ...(references.length > 0 ? { references: [...references] } : {}),
    ...(content ? { info: [infoOf(stage, content, step, now)], ...caseOf(content, now) } : {}),
  };
}
