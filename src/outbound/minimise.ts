// What a centre gets of an alert without anybody having set anything: what the law and the consent of the case leave (Directive (EU) 2016/680, Articles 6 and 10).
import type { Alert, Case, Info } from '../model/generated/alert.js';
import type { Centre, Receive } from '../model/generated/network.js';
import { asChanged, withhold, type RenderTexts, type Withholdable } from './withhold.js';

/** What is kept back unless this says that it may go. docs/privacy.md has the same as a table. */
const UNLESS: readonly { name: Withholdable; may: (receive: Partial<Receive>, about: Case) => boolean }[] = [
  { name: 'child.dob', may: ({ dateOfBirth }) => dateOfBirth === true },
  { name: 'child.medical', may: ({ health }) => health === true },
  { name: 'child.name', may: (_receive, { consent }) => consent?.name !== false },
  { name: 'child.photo', may: (_receive, { consent }) => consent?.photo !== false },
];

const namesFor = (receive: Partial<Receive>, about: Case): Withholdable[] =>
  [...new Set([...(receive.withhold ?? []), ...UNLESS.filter(({ may }) => !may(receive, about)).map(({ name }) => name)])];

/** Pictures are shown to whom nothing forbids it: neither the consent of the case nor the centre's own wish. */
export const mayHavePhotos = (alert: Alert, { receive }: Pick<Centre, 'receive'>): boolean => !namesFor(receive ?? {}, alert.case ?? {}).includes('child.photo');

/** Parameters that say of what race or ethnic origin somebody is, by the words of their names: NIEM's PersonRaceCode, PersonEthnicityText, and plain ones. */
const RACIAL = new Set(['race', 'races', 'racial', 'ethnicity', 'ethnic', 'ethnie', 'ethnische', 'etnia', 'etnie', 'etnicitet', 'rasse', 'raza', 'razza']);

const isRacial = ({ valueName }: { valueName: string }): boolean =>
  valueName.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^\p{L}]+/u).some((word) => RACIAL.has(word));

/** Both sides of the crossing have to have said on what basis. */
const mayCarryRace = (about: Case, { transferBasis }: Centre): boolean => transferBasis !== undefined && about.authority?.legalBasis !== undefined;

const racialPointers = ({ parameter = [] }: Info, index: number): string[] => parameter.flatMap((one, place) => (isRacial(one) ? [`/info/${index}/parameter/${place}`] : []));

const withoutRace = (alert: Alert): Alert => {
  const withheld = (alert.info ?? []).flatMap(racialPointers);
  if (withheld.length === 0) return alert;
  const info = alert.info!.map(({ parameter, ...block }) => {
    const left = (parameter ?? []).filter((one) => !isRacial(one));
    return left.length > 0 ? { ...block, parameter: left } : block;
  });
  return asChanged({ ...alert, info, gateway: { ...alert.gateway, withheld: [...(alert.gateway?.withheld ?? []), ...withheld] } });
};

/**
 * The alert for one centre, with `gateway.withheld` naming what was left out; the very alert where nothing was.
 * @param render see `withhold`.
 */
export const minimise = (alert: Alert, centre: Centre, render?: RenderTexts): Alert => {
  const about = alert.case ?? {};
  return withhold(mayCarryRace(about, centre) ? alert : withoutRace(alert), namesFor(centre.receive ?? {}, about), render);
};

/** All that the form of an alert for a centre depends on, besides the alert. */
export const minimiseKey = ({ receive = {}, transferBasis }: Partial<Pick<Centre, 'transferBasis'>> & { receive?: Partial<Receive> }): unknown[] =>
  [receive.withhold, receive.health, receive.dateOfBirth, transferBasis !== undefined];
