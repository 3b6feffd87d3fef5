// IPAWS → common model: CAP has read the message; what the American codes and parameters tell of the case is added.
import { signalsIn, type AdapterMessage, type Alert, type Case, type Info, type Vehicle } from '../../src/adapter/kit.js';
import { COLOURS, EVENTS, HANDLING_OF_TESTS, PROFILE, VEHICLE } from './mapping.js';

type Named = NonNullable<Info['parameter']>[number];
type Tier = NonNullable<Case['tier']>;

/** A value with the place it was read from. */
interface Found { value: string; at: string }

const findIn = (alert: Alert, list: 'parameter' | 'eventCode', wanted: string): Found | undefined => (alert.info ?? [])
  .flatMap((info, i) => (info[list] ?? []).map(({ valueName, value }: Named, j) => ({ valueName, value, at: `/info/${i}/${list}/${j}` })))
  .find(({ valueName, value }) => valueName === wanted && value.trim() !== '');

const tierOf = (alert: Alert): { tier: Tier; at: string } | undefined => {
  const [code, handling] = [findIn(alert, 'eventCode', 'SAME'), findIn(alert, 'parameter', 'WEAHandling')];
  const tiers = Object.keys(EVENTS) as Tier[];
  const byCode = tiers.find((tier) => EVENTS[tier].same === code?.value);
  if (code && byCode) return { tier: byCode, at: code.at };
  const byHandling = tiers.find((tier) => EVENTS[tier].handling && EVENTS[tier].handling === handling?.value);
  return handling && byHandling ? { tier: byHandling, at: handling.at } : undefined;
};

const colourOf = (name: string): string => COLOURS[name.toLowerCase()] ?? (/^[A-Z][a-z]+$|^[A-Z]+$/.test(name) ? name.toLowerCase() : name);

const valueOf = (key: keyof Vehicle, text: string): string | number | undefined => {
  if (key === 'year') return /^(?:19|20)\d\d$/.test(text) ? Number(text) : undefined;
  return key === 'colour' ? colourOf(text) : text;
};

const vehicleOf = (alert: Alert): { vehicle: Vehicle; sources: Record<string, string> } => {
  const found = Object.entries(VEHICLE).flatMap(([name, key]) => {
    const parameter = findIn(alert, 'parameter', name);
    const value = parameter && valueOf(key, parameter.value.trim());
    return value === undefined ? [] : [{ key, value, at: parameter!.at }];
  });
  return {
    vehicle: Object.fromEntries(found.map(({ key, value }) => [key, value])),
    sources: Object.fromEntries(found.map(({ key, at }) => [`/case/vehicles/0/${key}`, at])),
  };
};

/** What the origin wrote in the child-alert profile itself is more than IPAWS can say, so it stands. */
const caseOf = (alert: Alert): { found: Case; sources: Record<string, string> } => {
  const [tier, { vehicle, sources }] = [alert.case?.tier ? undefined : tierOf(alert), vehicleOf(alert)];
  const hasVehicle = Object.keys(vehicle).length > 0 && !alert.case?.vehicles?.length;
  return {
    found: { ...(tier && { tier: tier.tier }), ...alert.case, ...(hasVehicle && { vehicles: [vehicle] }) },
    sources: { ...(tier && { '/case/tier': tier.at }), ...(hasVehicle && sources) },
  };
};

/** An alert whose codes name the profile. */
export const detects = (document: unknown): boolean => ((document as Alert).code ?? []).includes(PROFILE);

export const decode = (message: unknown): AdapterMessage[] => {
  const alert = message as Alert;
  const { found, sources } = caseOf(alert);
  const handling = findIn(alert, 'parameter', 'WEAHandling');
  const statusSignals = handling ? signalsIn({ [handling.at]: handling.value }, HANDLING_OF_TESTS) : [];
  return [{ alert: { ...alert, ...(Object.keys(found).length > 0 && { case: found }) }, sources, ...(statusSignals.length > 0 && { statusSignals }) }];
};
