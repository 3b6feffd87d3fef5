// Generated from schemas/mapping.schema.json by "npm run types". Do not edit.

export type NationalPointer = string;
/**
 * A place in the alert (schemas/alert.schema.json).
 */
export type CommonPointer = string;
export type DateForm =
  | 'iso'
  | 'unix-seconds'
  | 'unix-milliseconds'
  | 'yyyy-mm-dd'
  | 'dd-mm-yyyy'
  | 'dd.mm.yyyy'
  | 'dd/mm/yyyy'
  | 'yyyy-mm-dd hh:mm'
  | 'dd-mm-yyyy hh:mm'
  | 'dd.mm.yyyy hh:mm'
  | 'dd/mm/yyyy hh:mm'
  | 'yyyy-mm-dd hh:mm:ss'
  | 'dd-mm-yyyy hh:mm:ss'
  | 'dd.mm.yyyy hh:mm:ss'
  | 'dd/mm/yyyy hh:mm:ss';
export type UnitName = 'mm' | 'cm' | 'm' | 'metres' | 'km' | 'g' | 'kg';

/**
 * A national format that only names things differently, as data: which national place is which place of the common model. Read in both directions. Pointers are JSON pointers; * stands for every item of a list.
 */
export interface Mapping {
  $schema?: string;
  /**
   * The place that only documents of this format have.
   */
  detect: string;
  constants?: (NationalConstant | CommonConstant)[];
  /**
   * @minItems 1
   */
  fields: [MappedField, ...MappedField[]];
}
/**
 * Always written, and carries nothing.
 */
export interface NationalConstant {
  national: NationalPointer;
  value: unknown;
}
/**
 * What a national message need not tell: filled in where it is missing and what holds it is there.
 */
export interface CommonConstant {
  common: CommonPointer;
  value: unknown;
}
/**
 * One national field and its place in the alert. A list of plain values is one field without *. A place under /info/* whose national field stands outside the list of texts is told once for all texts.
 */
export interface MappedField {
  national: NationalPointer;
  common: CommonPointer;
  /**
   * National word → code of the common model. No code stands twice: the table is read backwards too.
   */
  codes?: {
    [k: string]: string | undefined;
  };
  /**
   * How the national side writes it; of several forms each is read, and the first that loses nothing is written. A time without an offset is in the manifest's time zone.
   */
  date?: DateForm | [DateForm, DateForm, ...DateForm[]];
  /**
   * Unit of the number, or of the radius of a circle, on both sides.
   */
  unit?: {
    national: UnitName;
    common: UnitName;
  };
  /**
   * National keys of an object that is a point [latitude, longitude].
   */
  point?: {
    latitude: string;
    longitude: string;
  };
  /**
   * National keys of objects, in a list, that are circles as CAP writes them.
   */
  circle?: {
    latitude: string;
    longitude: string;
    radius: string;
  };
}
