// Last step of reading CAP XML: the child-alert parameters leave the info and become the alert's `case`.
import type { Locate } from '../format/format.js';
import type { XmlElement } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { CHILD_ALERT_PROFILE, parametersToCase, type LiftedCase } from './case-parameters.js';

/** The places in the source follow their values: to the case, and up the list of parameters where others were taken out. */
const moveElements = (elements: Map<string, XmlElement>, list: string, count: number, { places, rest }: LiftedCase): void => {
  const old = Array.from({ length: count }, (_, i) => elements.get(`${list}/${i}`)!);
  for (const key of [...elements.keys()]) if (key.startsWith(`${list}/`)) elements.delete(key);
  rest.forEach(({ index }, i) => elements.set(`${list}/${i}`, old[index]!));
  for (const [pointer, index] of places) elements.set(`/case${pointer}`, old[index]!);
};

const withoutEmpty = <T extends object, K extends keyof T>(it: T, key: K, list: T[K] & readonly unknown[]): T => {
  const { [key]: _, ...others } = it;
  return (list.length > 0 ? { ...others, [key]: list } : others) as T;
};

/**
 * Moves the case out of the first info that carries one; the profile's code goes with it. An alert without such parameters stays as it is.
 * @param elements pointers to elements of the source; follows the move.
 */
export const liftCase = (alert: Alert, elements: Map<string, XmlElement>, locate: Locate): { alert: Alert; issues: Issue[] } => {
  const infos = alert.info ?? [];
  const position = infos.findIndex(({ parameter }) => parameter?.some(({ valueName }) => valueName?.startsWith(`${CHILD_ALERT_PROFILE}:`)));
  if (position === -1) return { alert, issues: [] };
  const list = `/info/${position}/parameter`;
  const parameters = infos[position]!.parameter!;
  const lifted = parametersToCase(parameters);
  const issues = lifted.issues.map(({ path, line, column, ...issue }) => ({ ...issue, ...locate(`${list}${path}`) }));
  if (!lifted.case) return { alert, issues };
  moveElements(elements, list, parameters.length, lifted);
  const info = infos.with(position, withoutEmpty(infos[position]!, 'parameter', lifted.rest.map(({ parameter }) => parameter)));
  const code = (alert.code ?? []).filter((one) => one !== CHILD_ALERT_PROFILE);
  return { alert: { ...withoutEmpty(alert, 'code', code), info, case: lifted.case }, issues };
};
