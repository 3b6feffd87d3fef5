// Generated from schemas/vocabulary.schema.json by "npm run types". Do not edit.

/**
 * A list of codes for one kind of value of the case block, with what each means in English. Words in other languages stand with the texts of each language.
 */
export interface Vocabulary {
  $schema: string;
  id: string;
  title: string;
  /**
   * Where the distinctions come from.
   */
  source: string;
  /**
   * Class of the values, as in docs/privacy.md.
   */
  privacy: 'public' | 'restricted' | 'health' | 'audit';
  codes: {
    [k: string]: string | undefined;
  };
}
