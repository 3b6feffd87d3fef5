// CAP-CP → common model: CAP has read the message; what the Canadian codes tell of the case is added.
import { signalsIn, warning, type AdapterMessage, type Alert, type Info, type Issue } from '../../src/adapter/kit.js';
import { AMBER_CODE, AMBER_EVENTS, BROADCAST_NOW, EDITION, EVENT, TEST_SYSTEMS } from './mapping.js';

const codesOf = ({ eventCode = [] }: Info): { value: string; index: number }[] => eventCode.flatMap(({ valueName, value }, index) => (valueName.startsWith(EVENT) ? [{ value, index }] : []));

/** The code decides; the name of the event counts only where a block has no code of the list. */
const amberAt = (info: Info, at: string): string | undefined => {
  const codes = codesOf(info);
  const code = codes.find(({ value }) => value.trim().toLowerCase() === AMBER_CODE);
  if (code) return `${at}/eventCode/${code.index}`;
  return codes.length === 0 && AMBER_EVENTS.includes(info.event.trim().toLowerCase()) ? `${at}/event` : undefined;
};

const nowAt = ({ parameter = [] }: Info): number => parameter.findIndex(({ valueName, value }) => BROADCAST_NOW.test(valueName) && value.trim().toLowerCase() === 'yes');

/** Read aloud to a whole country: whoever sends a test so should know. */
const broadcastTests = (alert: Alert): Issue[] => (alert.status === 'Actual' ? [] : (alert.info ?? []).flatMap((info, i) => (nowAt(info) === -1 ? []
  : [warning('DIALECT_BROADCAST', `/info/${i}/parameter/${nowAt(info)}`, `The message is marked ${alert.status} and asks broadcasters to interrupt their programme. Leave Broadcast_Immediately out of it.`)])));

/** A code of the profile, in whatever edition. */
export const detects = (document: unknown): boolean => ((document as Alert).code ?? []).some((code) => code.startsWith(EDITION));

export const decode = (message: unknown): AdapterMessage[] => {
  const alert = message as Alert;
  const [amber] = (alert.info ?? []).flatMap((info, i) => amberAt(info, `/info/${i}`) ?? []);
  const statusSignals = signalsIn({ '/source': alert.source }, TEST_SYSTEMS);
  const issues = broadcastTests(alert);
  return [{
    alert: { ...alert, ...(amber && { case: { tier: 'amber', ...alert.case } }) },
    ...(amber && !alert.case?.tier && { sources: { '/case/tier': amber } }),
    ...(statusSignals.length > 0 && { statusSignals }), ...(issues.length > 0 && { issues }),
  }];
};
