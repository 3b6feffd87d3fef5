// What CAP 1.0 and 1.1 do otherwise than 1.2, as data, so that one reader brings all three to the common model.
import { withCapUtc } from './cap-time.js';
import { ALERT, CAP_1_2, type Field, type FieldType } from './content-model.js';

export interface Version {
  fields: readonly Field[];
  /** Texts that say in this version what CAP 1.2 says in another way; by type, then by name. */
  rewrites: Readonly<Record<string, (text: string) => string>>;
  /** What CAP 1.2 requires and this version may leave out, by name, with what then stands there. */
  fills: Readonly<Record<string, string | readonly string[]>>;
  /** Elements that end with this version: read over, with a warning. */
  dropped: readonly string[];
  /** Rules that were not yet rules: what breaks them is only worth a warning. */
  lenient: readonly string[];
  signable: boolean;
}

type Change = Partial<Field> | 'absent';

const amend = (fields: readonly Field[], changes: Readonly<Record<string, Change>>): readonly Field[] =>
  fields.flatMap((field) => {
    const change = changes[field.name] ?? {};
    if (change === 'absent') return [];
    return [{ ...field, ...(field.fields && { fields: amend(field.fields, changes) }), ...change }];
  });

const without = (type: FieldType, ...values: string[]): string[] => (type as readonly string[]).filter((value) => !values.includes(value));

const info = ALERT.find(({ name }) => name === 'info')!.fields!;
const responseType = info.find(({ name }) => name === 'responseType')!.type;

const PAIR: Change = { type: 'pair', fields: undefined };

/** 1.0 and 1.1 take every xs:dateTime, CAP 1.2 neither Z nor fractions of a second. */
const time = (text: string): string => withCapUtc(text.replace(/^([^.]*:\d\d)\.\d+/, '$1'));

/** `identifier/sender` without a time. The first slash parts them: a sender may be a web address. Where there are commas, it is the triplet of CAP 1.1. */
const triplet = (token: string): string => {
  const slash = token.includes(',') ? -1 : token.indexOf('/');
  return slash === -1 ? token : `${token.slice(slash + 1)},${token.slice(0, slash)},`;
};

const V1_2: Version = { fields: ALERT, rewrites: {}, fills: {}, dropped: [], lenient: [], signable: true };

const V1_1: Version = {
  ...V1_2,
  fields: amend(ALERT, { responseType: { type: without(responseType, 'Avoid', 'AllClear') } }),
  rewrites: { time },
  fills: { mimeType: 'application/octet-stream' },
  signable: false,
};

const V1_0: Version = {
  ...V1_1,
  fields: amend(ALERT, { responseType: 'absent', derefUri: 'absent', eventCode: PAIR, parameter: PAIR, geocode: PAIR, references: { type: 'old-references' } }),
  rewrites: {
    time,
    certainty: (text) => (text === 'Very Likely' ? 'Likely' : text),
    references: (text) => text.split(/[ \t\r\n]+/).map(triplet).join(' '),
  },
  fills: { mimeType: 'application/octet-stream', scope: 'Public', category: ['Other'] },
  dropped: ['password'],
  // For want of a time. What is no reference of 1.0 either is an error by its type.
  lenient: ['CAP_A28'],
};

const VERSIONS: ReadonlyMap<string, Version> = new Map([
  [CAP_1_2, V1_2],
  ['urn:oasis:names:tc:emergency:cap:1.1', V1_1],
  ['http://www.incident.com/cap/1.0', V1_0],
]);

/** The version a namespace stands for, undefined for any other. */
export const versionOf = (namespace: string): Version | undefined => VERSIONS.get(namespace);

/** How a message is read whose namespace is none of CAP's. */
export const NEWEST = V1_2;
