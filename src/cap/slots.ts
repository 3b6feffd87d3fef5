// The content model of one CAP version, prepared for reading: which child belongs where, and how its text becomes a value.
import { isEnumeration, isRepeatable, isRequired, type Field, type FieldType } from './content-model.js';
import { normalisedText, valueOf } from './read-values.js';
import type { Version } from './versions.js';

/** One kind of child. */
export interface Slot {
  field: Field;
  /** Place in the sequence, from 0. */
  rank: number;
  repeatable: boolean;
  /** What its own children are; undefined where it holds text. */
  content?: Content;
  /** Value of its text; undefined where it should be a number and is none. */
  read(text: string): unknown;
  /** This version of CAP writes it otherwise than CAP 1.2, always. */
  rewrites: boolean;
  /** Whether a value of it can be wrong by its type. */
  judged: boolean;
}

/** `required`: one bit for each rank that may not be missing. */
export interface Content { slots: ReadonlyMap<string, Slot>; required: number }

/** Types of which a value can be wrong by itself, enumerations apart. */
const JUDGED: readonly FieldType[] = ['time', 'language', 'old-references'];

const same = (text: string): string => text;

const readerOf = ({ name, type }: Field, { rewrites }: Version): Slot['read'] => {
  const rewrite = rewrites[name] ?? rewrites[type as string];
  if (!rewrite && type === 'text') return same;
  return (text) => valueOf((rewrite ?? same)(normalisedText(text, type)), type);
};

const contentOf = (fields: readonly Field[], version: Version): Content => {
  const slots = fields.map((field, rank): Slot => ({
    field, rank, repeatable: isRepeatable(field), content: field.fields && contentOf(field.fields, version), read: readerOf(field, version),
    rewrites: field.type === 'pair' || version.rewrites[field.name] !== undefined,
    judged: isEnumeration(field.type) || JUDGED.includes(field.type),
  }));
  return { slots: new Map(slots.map((slot) => [slot.field.name, slot])), required: slots.reduce((bits, { field, rank }) => (isRequired(field) ? bits | (1 << rank) : bits), 0) };
};

const prepared = new Map<Version, Content>();

/** What an alert of this version is made of; made once. */
export const alertContent = (version: Version): Content => {
  const known = prepared.get(version) ?? contentOf(version.fields, version);
  prepared.set(version, known);
  return known;
};
