// What a profile is: rules beyond CAP that one country or community asks for, judged only where somebody asks for them.
import type { Alert, Area, Info, NamedValue, Resource } from '../../model/generated/alert.js';
import type { Rule } from '../rule.js';

interface Kinds { alert: Alert; info: Info; resource: Resource; area: Area }

/** Rules by the kind of thing they are about. */
export type RuleSet = { readonly [Kind in keyof Kinds]?: readonly Rule<Kinds[Kind]>[] };

/** `says` is what is asked. An error where the profile says must, a warning where it says should. */
export interface ProfileRule<T> extends Rule<T> {
  /** Where the profile says so. */
  source: string;
  /** `published`: two independent public checkers that cite the document read it so; the text itself was not at hand. `assumed`: from one of them, or from practice. */
  standing: 'published' | 'assumed';
}

export interface Profile {
  /** As it is asked for: `--profile`, `?profile=`, `send.profiles`. */
  id: string;
  name: string;
  source: string;
  /** Ids are the middle of the issue code, `PROFILE_` before them. A number is never given anew. */
  rules: { readonly [Kind in keyof Kinds]?: readonly ProfileRule<Kinds[Kind]>[] };
}

export const isBlank = (value: unknown): boolean => (Array.isArray(value) ? value.length === 0 : value === undefined || (typeof value === 'string' && value.trim() === ''));

/** The properties among these that are missing or empty. */
export const lacking = <T extends object>(...names: (keyof T & string)[]) => (it: T): string[] => names.filter((name) => isBlank(it[name]));

export const when = (broken: boolean, place: string): string[] => (broken ? [place] : []);

/** Places in a list. */
export const each = <T>(name: string, values: readonly T[] | undefined, broken: (value: T) => boolean): string[] =>
  (values ?? []).flatMap((value, i) => when(broken(value), `${name}/${i}`));

/** The values under one name; a name that is not text was complained of already. */
export const valuesOf = (list: readonly NamedValue[] | undefined, isName: (name: string) => boolean): string[] =>
  (list ?? []).filter(({ valueName, value }) => typeof valueName === 'string' && typeof value === 'string' && isName(valueName)).map(({ value }) => value);

export const named = (wanted: string) => (name: string): boolean => name === wanted;

/** Cancel, Ack and Error may come without information. */
export const informs = ({ msgType }: Alert): boolean => msgType === 'Alert' || msgType === 'Update';

const asText = (value: unknown): string => JSON.stringify(value ?? []);

/** The info blocks in which something is not as in the first; order does not count. */
export const unlikeTheFirst = ({ info = [] }: Alert, listOf: (info: Info) => readonly unknown[] | undefined): string[] => {
  const texts = info.map((one) => asText((listOf(one) ?? []).map(asText).sort()));
  return texts.flatMap((text, i) => when(text !== texts[0], `info/${i}`));
};
