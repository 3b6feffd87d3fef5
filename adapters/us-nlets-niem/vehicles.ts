// The vehicles, and the colour that a short message gives one of them otherwise than the field does.
import { filled, warning, type Issue, type Vehicle } from '../../src/adapter/kit.js';
import { codeOf, elementsAt, textAt, textsAt } from './elements.js';
import { ALERT, COLOURS, PROVINCES } from './mapping.js';

const PLATE = 'ConveyanceAugmentation/ConveyanceRegistration/ConveyanceRegistrationPlateIdentification';
const COLOUR = ['ConveyanceColorPrimaryText', 'ConveyanceColorSecondaryText'] as const;

const plateCountryOf = (state: string | undefined): string | undefined => state && (PROVINCES.includes(state.toUpperCase()) ? 'CA' : 'US');

const yearOf = (written: string | undefined): number | undefined => (/^\d{4}$/.test(written ?? '') ? Number(written) : undefined);

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Longest first: "dark blue" is not blue. */
const COLOUR_WORDS = Object.keys(COLOURS).filter((word) => word.length > 3 || word === 'red' || word === 'tan').sort((one, other) => other.length - one.length).join('|');

/** Shades of one colour are no contradiction, nor is the second colour of a vehicle of two. */
const plain = (colour: string): string => colour.replace(/^(?:dark|light)-/, '').replace('silver', 'grey');

/** Colours that a text gives what it names so: "green Honda", "red/black 2010 Honda". */
const coloursBefore = (text: string, names: string): string[] =>
  [...text.matchAll(new RegExp(`\\b((?:(?:${COLOUR_WORDS})(?:\\s*/\\s*|\\s+and\\s+|,?\\s+))+)(?:[\\w-]+\\s+){0,2}?(?:${names})\\b`, 'gi'))]
    .flatMap(([, run = '']) => run.match(new RegExp(COLOUR_WORDS, 'gi')) ?? []).map((word) => plain(COLOURS[word.toLowerCase()]!));

/** What a text may call this vehicle. Without make and model only the one vehicle there is can be meant. */
const namesOf = (vehicle: unknown, isOnly: boolean): string =>
  [...textsAt(vehicle, 'ItemMakeName'), ...textsAt(vehicle, 'ItemModelName')].map(escaped).concat(isOnly ? ['car', 'vehicle', 'sedan', 'suv', 'truck', 'van', 'pickup', 'minivan'] : []).join('|');

const isContradicted = (vehicle: unknown, isOnly: boolean, texts: readonly string[]): boolean => {
  const [fields, names] = [COLOUR.flatMap((name) => textsAt(vehicle, name)).map((word) => plain(codeOf(COLOURS, word)!)), namesOf(vehicle, isOnly)];
  const told = names ? texts.flatMap((text) => coloursBefore(text, names)) : [];
  return fields.length > 0 && told.length > 0 && !told.some((colour) => fields.includes(colour));
};

const vehicleOf = (vehicle: unknown, colour: string | undefined): Vehicle | undefined => filled({
  make: textAt(vehicle, 'ItemMakeName'), model: textAt(vehicle, 'ItemModelName'), year: yearOf(textAt(vehicle, 'ItemModelYearDate')), colour: codeOf(COLOURS, colour),
  plate: textAt(vehicle, `${PLATE}/IdentificationID`), plateCountry: plateCountryOf(textAt(vehicle, `${PLATE}/IdentificationJurisdiction/LocationStateName`)),
});

const CONTRADICTION = 'A short message gives this vehicle another colour. Neither was chosen; correct the one that is wrong.';

/** @param texts the short messages, which name vehicles once more in words. */
export const vehiclesOf = (alert: unknown, texts: readonly string[]): { vehicles: Vehicle[]; issues: Issue[]; sources: Record<string, string> } => {
  const all = elementsAt(alert, 'Vehicle');
  const read = all.map((vehicle, index) => {
    const [at, contradicted] = [`${ALERT}/Vehicle/${index}`, isContradicted(vehicle, all.length === 1, texts)];
    return { at, vehicle: vehicleOf(vehicle, contradicted ? undefined : textAt(vehicle, COLOUR[0])), issues: contradicted ? [warning('CHILD_CONTRADICTION', `${at}/${COLOUR[0]}`, CONTRADICTION)] : [] };
  });
  const told = read.flatMap(({ at, vehicle }) => (vehicle ? [{ at, vehicle }] : []));
  return { vehicles: told.map(({ vehicle }) => vehicle), issues: read.flatMap(({ issues }) => issues), sources: Object.fromEntries(told.map(({ at }, index) => [`/case/vehicles/${index}`, at])) };
};
