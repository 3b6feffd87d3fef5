// Alertswiss → common model: CAP has read the message; pictures, holes and signs of practice are read from its parameters.
import { warning, type AdapterMessage, type Alert, type Info, type Issue, type Resource, type StatusSignal } from '../../src/adapter/kit.js';
import { ABDUCTION, CODES, HOLE, IMAGE, RESTRICTIONS, SENDER, TEST_IDENTIFIER } from './mapping.js';

const valuesOf = ({ parameter = [] }: Info, name: string): string[] => parameter.filter(({ valueName }) => valueName === name).map(({ value }) => value.trim());

const isLink = (text: string): boolean => /^https?:\/\/[^\s<>"]+$/i.test(text);

const mimeTypeOf = (uri: string): string => (/\.png(?:[?#]|$)/i.test(uri) ? 'image/png' : 'image/jpeg');

/** One CAP lists already is not listed again. */
const picturesOf = (info: Info): Resource[] => {
  const [titles, descriptions] = [valuesOf(info, IMAGE.title), valuesOf(info, IMAGE.description)];
  const known = (info.resource ?? []).map(({ uri }) => uri);
  return valuesOf(info, IMAGE.uri).flatMap((uri, i) => (isLink(uri) && !known.includes(uri) ? [{ resourceDesc: [titles[i], descriptions[i]].filter(Boolean).join(': ') || 'Picture', mimeType: mimeTypeOf(uri), uri }] : []));
};

const withPictures = (info: Info): Info => {
  const pictures = picturesOf(info);
  return pictures.length > 0 ? { ...info, resource: [...info.resource ?? [], ...pictures] } : info;
};

/** The parameter may stand in the info, or as a geocode in the area it is about. */
const holesIn = (info: Info, at: string): string[] => [
  ...(info.parameter ?? []).flatMap(({ valueName }, i) => (valueName === HOLE ? [`${at}/parameter/${i}`] : [])),
  ...(info.area ?? []).flatMap(({ geocode = [] }, i) => geocode.flatMap(({ valueName }, j) => (valueName === HOLE ? [`${at}/area/${i}/geocode/${j}`] : []))),
];

/** Said once for a message: every language repeats the area. */
const holeIssues = ({ info = [] }: Alert): Issue[] => info.flatMap((one, i) => holesIn(one, `/info/${i}`)).slice(0, 1)
  .map((at) => warning('DIALECT_AREA', at, 'Part of the area is left out by the origin, and CAP cannot say so: whoever draws the polygon warns there too.'));

const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined => (Object.hasOwn(table, word) ? table[word] : undefined);

const signalsOf = ({ identifier, scope, restriction, code = [] }: Alert): StatusSignal[] => {
  const places: [string, string, Alert['status'] | undefined][] = [
    ['/identifier', identifier, TEST_IDENTIFIER.test(identifier) ? 'Test' : undefined],
    ['/restriction', restriction ?? '', scope === 'Restricted' ? own(RESTRICTIONS, restriction?.trim().toUpperCase() ?? '') : undefined],
    ...code.map((one, i): [string, string, Alert['status'] | undefined] => [`/code/${i}`, one, own(CODES, one)]),
  ];
  return places.flatMap(([at, word, status]) => (status ? [{ signal: `${at}: ${word}`, status }] : []));
};

/** Sent by Alertswiss. */
export const detects = (document: unknown): boolean => SENDER.test((document as Alert).sender);

export const decode = (message: unknown): AdapterMessage[] => {
  const alert = message as Alert;
  const abduction = (alert.info ?? []).findIndex(({ event }) => ABDUCTION.test(event));
  const [statusSignals, issues] = [signalsOf(alert), holeIssues(alert)];
  return [{
    alert: {
      ...alert,
      ...(alert.info && { info: alert.info.map(withPictures) }),
      ...(abduction >= 0 && { case: { tier: 'amber', ...alert.case } }),
    },
    ...(abduction >= 0 && !alert.case?.tier && { sources: { '/case/tier': `/info/${abduction}/event` } }),
    ...(statusSignals.length > 0 && { statusSignals }), ...(issues.length > 0 && { issues }),
  }];
};
