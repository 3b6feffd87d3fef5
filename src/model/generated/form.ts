// Generated from schemas/form.schema.json by "npm run types". Do not edit.

/**
 * What one country's form has of its own; what all forms hold is src/adapter/form/form-fields.ts.
 */
export interface Form {
  $schema?: string;
  /**
   * The table of labels: adapters/_forms/<name>.json.
   */
  labels: string;
  /**
   * BCP 47: the language of a text that names none.
   */
  language: string;
  /**
   * How a day is written.
   */
  date: 'yyyy-mm-dd' | 'dd-mm-yyyy' | 'dd.mm.yyyy' | 'dd/mm/yyyy';
  /**
   * What stands between two cells in CSV that is written; both are read.
   */
  separator?: ';' | ',';
  /**
   * Labels of this country that differ from the table of its language.
   */
  words?: {
    /**
     * No colon, comma, semicolon or quotation mark, and no digit at its end: labels head columns and lines, and are numbered.
     */
    [k: string]: string | undefined;
  };
}
