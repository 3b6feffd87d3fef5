// Generated from schemas/language-texts.schema.json by "npm run types". Do not edit.

/**
 * What alerts are written with in one language: the words for the codes of a case, and the sentences and labels they stand in (ICU MessageFormat). A native reader corrects one file and sets its review.
 */
export interface LanguageTexts {
  $schema: string;
  /**
   * BCP 47; the file is named after it.
   */
  language: string;
  /**
   * Of the language, in English.
   */
  name: string;
  /**
   * Where numbers and dates have another form than the language alone asks for.
   */
  locale?: string;
  review: Review;
  words: {
    colour: Words;
    pattern: Words;
    garment: Words;
    'hair-colour': Words;
    'hair-style': Words;
    'eye-colour': Words;
    item: Words;
    mark: Words;
    'vehicle-type': Words;
    caution: Words;
    relation: Words;
    sex: Words;
  };
  texts: {
    /**
     * Beginning of headlines of an abduction. `count`: number of children; `sex` of the one child: female, male or other.
     */
    abducted: string;
    /**
     * Beginning of headlines of any other case; same arguments as `abducted`.
     */
    missing: string;
    /**
     * `kind` is one of the two before; `who` a list of names, ages and a place.
     */
    headline: string;
    /**
     * Said where health or life of `count` children is in danger. A sentence.
     */
    danger: string;
    /**
     * Stands before what is said of each of several children; `value` counts them.
     */
    number: string;
    /**
     * Label. Labels begin with a small letter where the language has them so; the first letter of a line is made a capital.
     */
    name: string;
    /**
     * Label; `value` is made by `years` or `months`.
     */
    age: string;
    /**
     * `value` years of age.
     */
    years: string;
    /**
     * `value` months of age.
     */
    months: string;
    /**
     * After a `value` that is not exact.
     */
    approximately: string;
    /**
     * Label; `value` is a word of the list sex, which has no word for a sex that is not known.
     */
    sex: string;
    /**
     * Label; `value` in centimetres.
     */
    height: string;
    /**
     * Label; `value` in kilograms.
     */
    weight: string;
    /**
     * Label; the words of hair-colour and hair-style agree with it.
     */
    hair: string;
    /**
     * Label; the words of eye-colour agree with it.
     */
    eyes: string;
    /**
     * Label of a list of garments.
     */
    clothing: string;
    /**
     * Inside brackets after a garment or a vehicle; the words of colour agree with it.
     */
    colour: string;
    /**
     * Inside brackets after a garment; the words of pattern agree with it.
     */
    pattern: string;
    /**
     * Label of a list of distinguishing marks.
     */
    marks: string;
    /**
     * Label of a list of things the child has along.
     */
    items: string;
    /**
     * Label of a list of languages the child speaks.
     */
    languages: string;
    /**
     * Label of a moment and a place.
     */
    'last-seen': string;
    /**
     * Label of the area the alert is for, as its origin wrote it.
     */
    area: string;
    /**
     * Label of a list of countries the child may be brought to.
     */
    destination: string;
    /**
     * Label of a kind of vehicle with its colour, make and year.
     */
    vehicle: string;
    /**
     * Label of what stands on the registration plate.
     */
    plate: string;
    /**
     * Label of a list: name, age, sex, relation.
     */
    suspect: string;
    /**
     * Label inside that list; `value` is a word of the list relation.
     */
    relation: string;
    /**
     * Label of a list of warnings.
     */
    caution: string;
    /**
     * What whoever sees the child is to do; `count` children, `phone` the emergency call.
     */
    sighting: string;
    /**
     * An order to the public. A sentence.
     */
    'do-not-approach': string;
    /**
     * Label of the telephone numbers of the case.
     */
    information: string;
    /**
     * End of short texts: an order to call `phone`. A sentence.
     */
    call: string;
    /**
     * Head of every text in an exercise.
     */
    exercise: string;
    /**
     * Head of every text in a test.
     */
    test: string;
  };
}
export interface Review {
  /**
   * reviewed: somebody whose first language it is has read the file.
   */
  state: 'draft' | 'reviewed';
  /**
   * Who read it: an office rather than a person.
   */
  by?: string;
  at?: string;
}
/**
 * Code to word, in the form it has in a list after its label. No commas, colons or brackets: they part the words of a list.
 */
export interface Words {
  [k: string]: string | undefined;
}
