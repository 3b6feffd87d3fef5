// Common model → IPAWS: what the profile asks for and the alert does not say yet is added; nothing is taken away.
import { capTimeOfUnix, languageOf, unixOfCapTime, type AdapterDocument, type Alert, type Case, type Info, type Vehicle } from '../../src/adapter/kit.js';
import { COLOURS, EVENTS, LONG_TEXT, OPENINGS, ORIGINATOR, PROFILE, SECONDS_OF_A_DAY, SHORT_TEXT, VEHICLE } from './mapping.js';

type Named = NonNullable<Info['parameter']>[number];

const AMERICAN = new Map(Object.entries(COLOURS).map(([name, code]) => [code, name]).reverse() as [string, string][]);

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const colourName = (code: string): string => titled(AMERICAN.get(code) ?? code);

const wordOf = (vehicle: Vehicle, key: keyof Vehicle): string | undefined => {
  const value = vehicle[key];
  return key === 'colour' && value !== undefined ? colourName(String(value)) : value?.toString();
};

/** Cut after a whole word. */
const cut = (text: string, length: number): string => {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= length) return characters.join('');
  return characters.slice(0, length - 1).join('').replace(/\s\S*$/, '').replace(/[\s,;:.]+$/, '') + '…';
};

/** `AMBER Alert: Springfield LIC/7XYZ123 2015 Blue Honda Civic`, as American desks write it. */
const shortText = (opening: string, info: Info, [vehicle]: Vehicle[]): string => {
  const words = vehicle ? [vehicle.plate && `LIC/${vehicle.plate}`, ...(['year', 'colour', 'make', 'model'] as const).map((key) => wordOf(vehicle, key))].filter(Boolean) : [];
  return cut(words.length > 0 ? `${opening}: ${[info.area?.[0]?.areaDesc, ...words].filter(Boolean).join(' ')}` : info.headline ?? opening, SHORT_TEXT);
};

const textsOf = (info: Info, { tier = 'amber', vehicles = [] }: Case): Named[] => {
  const opening = OPENINGS[languageOf(info).split('-')[0]!.toLowerCase()]?.[tier];
  if (!opening) return [];
  const long = [info.headline, info.description, info.instruction].filter(Boolean).join('. ').replaceAll('..', '.');
  return [{ valueName: 'CMAMtext', value: shortText(opening, info, vehicles) }, { valueName: 'CMAMlongtext', value: cut(long || opening, LONG_TEXT) }];
};

const vehicleParameters = ([vehicle]: Vehicle[]): Named[] => (vehicle ? Object.entries(VEHICLE).flatMap(([valueName, key]) => {
  const value = wordOf(vehicle, key);
  return value ? [{ valueName, value }] : [];
}) : []);

/** The list with what it lacks: a name that stands there already is left as the origin wrote it. */
const completed = (list: readonly Named[] = [], wanted: readonly Named[]): Named[] => [...list, ...wanted.filter(({ valueName }) => !list.some((one) => one.valueName === valueName))];

const eventOf = ({ tier, category }: Case): (typeof EVENTS)['amber'] => EVENTS[tier ?? (category && !category.endsWith('abduction') ? 'endangered-missing' : 'amber')];

const infoOf = (info: Info, { sent, case: childCase }: Alert): Info => {
  const event = childCase && eventOf(childCase);
  const wanted = [
    { valueName: 'EAS-ORG', value: ORIGINATOR },
    ...(event?.handling ? [{ valueName: 'WEAHandling', value: event.handling }] : []),
    ...(childCase ? textsOf(info, childCase) : []), ...vehicleParameters(childCase?.vehicles ?? []),
  ];
  return {
    ...info,
    expires: info.expires ?? capTimeOfUnix(unixOfCapTime(sent) + SECONDS_OF_A_DAY),
    parameter: completed(info.parameter, wanted),
    ...(event && { eventCode: completed(info.eventCode, [{ valueName: 'SAME', value: event.same }]) }),
  };
};

/** An alert of IPAWS leaves as it came: its origin knows best what its channels are to say. */
export const encode = (alert: Alert): AdapterDocument => {
  if (alert.code?.includes(PROFILE)) return { document: alert };
  return { document: { ...alert, code: [...alert.code ?? [], PROFILE], ...(alert.info && { info: alert.info.map((info) => infoOf(info, alert)) }) } };
};
