// GOV.UK → common model: CAP has read the message; names of areas that name nothing are told, and the service's other stages are signs of a test.
import { note, type AdapterMessage, type Alert, type Issue } from '../../src/adapter/kit.js';

const SENDER = /^[^@]+@(?:([a-z0-9-]+)\.)?notifications\.service\.gov\.uk$/i;

/** The writer numbers areas where its desk gave them no name. */
const UNNAMED = /^area-\d+$/;

const unnamedAreas = ({ info = [] }: Alert): Issue[] => info.flatMap(({ area = [] }, i) => area.flatMap(({ areaDesc }, j) =>
  (UNNAMED.test(areaDesc) ? [note('DIALECT_AREA_NAME', `/info/${i}/area/${j}/areaDesc`, 'This is a number given by the program that wrote the message, and names no place; the polygon counts.')] : [])));

/** Sent by the service. */
export const detects = (document: unknown): boolean => SENDER.test((document as Alert).sender);

export const decode = (message: unknown): AdapterMessage[] => {
  const alert = message as Alert;
  const stage = SENDER.exec(alert.sender)?.[1];
  const issues = unnamedAreas(alert);
  return [{ alert, ...(stage && { statusSignals: [{ signal: `/sender: ${stage}`, status: 'Test' as const }] }), ...(issues.length > 0 && { issues }) }];
};
