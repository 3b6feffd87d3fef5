// The step between validate and accept: which centres get this alert. Pure; what each of them may see is decided on the way out.
import type { Geography } from '../geo/geography.js';
import type { Alert, Area, LastSeen } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import { note, warning, type Issue } from '../model/issue.js';

export interface RoutingRules {
  default: 'neighbours' | 'all' | 'addressed';
  /** Nothing crosses a border towards a centre without a `transferBasis`. */
  requireTransferBasis?: boolean;
}

export interface Routed { /** In the order of the network file. */ centres: Centre[]; issues: Issue[] }

/** A child can be across the border within the hour: countries this near to the area are asked although they do not border the origin's. */
const NEAR_KM = 50;

/** A Cancel is never doubted: it ends what it names, whatever words stand in it. */
const effectiveStatus = (alert: Alert): string => (alert.msgType === 'Cancel' ? alert.status : alert.gateway?.effectiveStatus ?? alert.status);

/** A message in doubt (written Actual, with a sign of something else) is held; it keeps every centre that could want it once its origin has confirmed. */
const possibleStatuses = (alert: Alert): string[] =>
  (alert.status === 'Actual' && effectiveStatus(alert) !== 'Actual' && alert.msgType !== 'Cancel' ? ['Actual', 'Exercise', 'Test'] : [effectiveStatus(alert)]);

const wants = (centre: Centre, statuses: readonly string[]): boolean =>
  centre.receive !== undefined && (centre.receive.statuses ?? ['Actual']).some((listed) => statuses.includes(listed));

const isAddressed = (centre: Centre, address: string): boolean =>
  [centre.id, centre.country].some((name) => name.toLowerCase() === address.trim().toLowerCase());

const aroundPoint = ({ point }: LastSeen): Area[] =>
  point ? [{ areaDesc: 'last seen', circle: [`${point[0]},${point[1]} 0`] }] : [];

const areasOf = (alert: Alert): Area[] =>
  [...(alert.info ?? []).flatMap((info) => info.area ?? []), ...aroundPoint(alert.case?.lastSeen ?? {})];

const neighbourhood = (alert: Alert, origin: Centre, geography: Geography): Set<string> => {
  const countries = new Set([
    ...geography.neighbours(origin.country),
    ...geography.countriesWithin(areasOf(alert), NEAR_KM).map(({ country }) => country),
    ...(alert.case?.possibleCountries ?? []),
    ...(alert.case?.lastSeen?.country ? [alert.case.lastSeen.country] : []),
  ]);
  // A second centre of the origin's own country knows by its own ways; only an address brings it in.
  countries.delete(origin.country);
  return countries;
};

const choiceOf = (alert: Alert, origin: Centre, centres: readonly Centre[], rules: RoutingRules, geography: Geography): ((centre: Centre) => boolean) => {
  // Private is for those it names (CAP 1.2, scope). One that names nobody we know is routed like any other: the centres are police desks, and a lost alert is worse.
  if (alert.scope === 'Private' && (alert.addresses ?? []).some((address) => centres.some((centre) => isAddressed(centre, address)))) {
    return (centre) => (alert.addresses ?? []).some((address) => isAddressed(centre, address));
  }
  if (rules.default === 'all') return () => true;
  const countries = rules.default === 'neighbours' ? neighbourhood(alert, origin, geography) : new Set<string>();
  return (centre) => countries.has(centre.country) || (alert.addresses ?? []).some((address) => isAddressed(centre, address));
};

/** Without a recorded basis nothing crosses where the network asks for one. A Cancel of what did cross always follows it. */
export const mayCross = (centre: Centre, origin: Centre, rules: RoutingRules): boolean =>
  rules.requireTransferBasis !== true || centre.transferBasis !== undefined || centre.country === origin.country;

const unknownAddresses = (alert: Alert, centres: readonly Centre[]): Issue[] =>
  (alert.addresses ?? []).flatMap((address, i) => (centres.some((centre) => isAddressed(centre, address)) ? [] : [
    note('ROUTE_ADDRESS_UNKNOWN', `/addresses/${i}`, 'This address is no centre of the network; the id of a centre or the code of its country would be one.'),
  ]));

const withoutBasis = (centres: readonly Centre[]): Issue[] => centres.map(({ id }) =>
  note('ROUTE_NO_TRANSFER_BASIS', '', `Centre ${id} is left out: this gateway requires a transferBasis in the network file, and it has none.`));

const nobody = (widened: readonly Centre[]): Issue => warning('ROUTE_NOBODY', '', widened.length > 0
  ? 'No centre was found in the neighbourhood, so the alert goes to every centre that takes its status. Addresses or possible countries would narrow it.'
  : 'No centre gets this alert: none that it could go to takes messages of its status. An address of a centre that does would reach it.');

/**
 * Chooses the receivers by the effective status, never the origin itself and never a centre that does not list that status: a drill that finds
 * nobody reaches nobody. `System` messages stay in the gateway. Where the neighbourhood has no receiver, everybody who takes the status gets it: an
 * alert too many is cheaper than none.
 * @param origin the centre that submitted the alert
 * @param centres the whole network, in file order
 * @param geography as loaded: routing never waits for the atlas
 */
export const route = (alert: Alert, origin: Centre, centres: readonly Centre[], rules: RoutingRules, geography: Geography): Routed => {
  if (effectiveStatus(alert) === 'System') return { centres: [], issues: [] };
  const statuses = possibleStatuses(alert);
  const willing = centres.filter((centre) => centre.id !== origin.id && wants(centre, statuses));
  const chosen = willing.filter(choiceOf(alert, origin, centres, rules, geography));
  const widened = chosen.length === 0 && rules.default === 'neighbours' && alert.scope !== 'Private' ? willing : [];
  const found = [...chosen, ...widened];
  const crossing = found.filter((centre) => mayCross(centre, origin, rules));
  return {
    centres: crossing,
    issues: [
      ...unknownAddresses(alert, centres),
      ...withoutBasis(found.filter((centre) => !crossing.includes(centre))),
      ...(crossing.length === 0 || widened.length > 0 ? [nobody(crossing)] : []),
    ],
  };
};
