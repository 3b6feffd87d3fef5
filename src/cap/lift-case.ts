// Last step of reading CAP XML: the child-alert parameters leave the info and become the alert's `case`.
import type { Locate } from '../format/format.js';
import { parent } from '../format/pointer.js';
import type { Alert } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { CHILD_ALERT_PROFILE, parametersToCase, type LiftedCase } from './case-parameters.js';

const PREFIX = `${CHILD_ALERT_PROFILE}:`;

/** Where a value of the case came from; of a part of it that nobody wrote, nothing is known. */
const sourceOf = (pointer: string, places: LiftedCase['places']): number | undefined =>
  places.get(pointer) ?? (pointer === '' ? undefined : sourceOf(parent(pointer), places));

/** The places in the source follow their values: to the case, and up the list of parameters where others were taken out. */
const locateMoved = (locate: Locate, list: string, { places, rest }: LiftedCase): Locate => (pointer) => {
  if (pointer === '/case' || pointer.startsWith('/case/')) {
    const source = sourceOf(pointer.slice('/case'.length), places);
    return locate(source === undefined ? '' : `${list}/${source}`);
  }
  if (!pointer.startsWith(`${list}/`)) return locate(pointer);
  const [index, ...below] = pointer.slice(list.length + 1).split('/');
  const old = rest[Number(index)]?.index;
  return locate(old === undefined ? parent(list) : [list, old, ...below].join('/'));
};

const withoutEmpty = <T extends object, K extends keyof T>(it: T, key: K, list: T[K] & readonly unknown[]): T => {
  const { [key]: _, ...others } = it;
  return (list.length > 0 ? { ...others, [key]: list } : others) as T;
};

/**
 * Moves the case out of the first info that carries one; the profile's code goes with it. An alert without such parameters stays as it is.
 * @param locate finds the places of the alert as it was; the one returned, of the alert returned.
 */
export const liftCase = (alert: Alert, locate: Locate): { alert: Alert; issues: Issue[]; locate: Locate } => {
  const infos = alert.info ?? [];
  const position = infos.findIndex(({ parameter }) => parameter?.some(({ valueName }) => valueName?.startsWith(PREFIX)));
  if (position === -1) return { alert, issues: [], locate };
  const list = `/info/${position}/parameter`;
  const lifted = parametersToCase(infos[position]!.parameter!);
  const issues = lifted.issues.map(({ path, line, column, ...issue }) => ({ ...issue, ...locate(`${list}${path}`) }));
  if (!lifted.case) return { alert, issues, locate };
  const info = infos.with(position, withoutEmpty(infos[position]!, 'parameter', lifted.rest.map(({ parameter }) => parameter)));
  const code = (alert.code ?? []).filter((one) => one !== CHILD_ALERT_PROFILE);
  return { alert: { ...withoutEmpty(alert, 'code', code), info, case: lifted.case }, issues, locate: locateMoved(locate, list, lifted) };
};
