// Generated from schemas/form-labels.schema.json by "npm run types". Do not edit.

/**
 * No colon, comma, semicolon or quotation mark, and no digit at its end: labels head columns and lines, and are numbered.
 */
export type Label = string;

/**
 * The labels of forms in one language. Which there have to be, src/adapter/form/form-fields.ts says.
 */
export interface FormLabels {
  $schema?: string;
  /**
   * draft: no native reader has seen it; read: one has.
   */
  state: 'draft' | 'read';
  /**
   * Who has read it, and when.
   */
  readBy?: string;
  /**
   * Key of a field or group → its label. One label may serve several fields.
   */
  words: {
    [k: string]: Label | undefined;
  };
  /**
   * Name of a code list → code of the common model → word.
   */
  codes: {
    [k: string]:
      | {
          [k: string]: string | undefined;
        }
      | undefined;
  };
}
