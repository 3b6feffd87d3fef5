// What one language brings to reading facts out of prose: its words as data, nothing else.

/**
 * Code → the words that say it, separated by `|`. A word may be several (`t shirt`; a hyphen counts as a space), and an asterisk at its end stands for any ending.
 * Written in small letters; accents do not count, and Cyrillic is looked up by its Latin letters.
 */
export type Words = Readonly<Record<string, string>>;

export interface Language {
  /** BCP 47, primary subtag. */
  tag: string;
  /** The colour stands behind the noun (`veste rouge`), not before it. */
  colourFollows: boolean;
  colour: Words;
  garment: Words;
  hairColour: Words;
  hairStyle: Words;
  eyeColour: Words;
  vehicle: Words;
  mark: Words;
  item: Words;
  sex: Words;
  /** Grown-ups by their sex, of whom the text tells beside the child. */
  adult: Words;
  /** Codes of the vocabulary `relation`. */
  relation: Words;
  /** Codes of the vocabulary `category`; `abduction` says nothing yet of by whom. */
  category: Words;
  /** 1 to 12. */
  month: Words;
  /** Units of an age. */
  unit: Words;
  /** 1 to 17 where they stand for themselves: `seven years`. */
  number: Words;
  /** 1 to 17 where one word tells the whole age: `siebenjährig`. */
  yearsOld: Words;
  /** Countries called otherwise than the standard names, or in other forms. */
  country: Words;
  /** Words that say what the ones beside them are about. */
  cue: Readonly<Record<Cue, string>>;
}

export type Cue =
  | 'hair' | 'eyes' | 'plate' | 'child' | 'named' | 'aged' | 'about' | 'not' | 'since' | 'seen' | 'born' | 'published' | 'ago' | 'from' | 'in' | 'towards' | 'with' | 'by' | 'and' | 'suspect'
  | 'today' | 'yesterday' | 'clock' | 'hour' | 'afternoon' | 'lasting' | 'foot' | 'inch' | 'common';

/** Numbers with the ending that makes an age of them. */
export const joined = (numbers: Words, ending: string): Words => Object.fromEntries(Object.entries(numbers).map(([value, forms]) => [value, forms.split('|').map((form) => form + ending).join('|')]));
