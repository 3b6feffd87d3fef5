// One form in its three carriers: JSON, a table (CSV), a letter (the text of an e-mail). Schema, mapping and functions are the same; only the bytes differ.
import type { Manifest } from '../../model/generated/manifest.js';
import type { LoadedAdapter } from '../adapter-format.js';
import { nationalSchema } from '../check-document.js';
import { mappingProblems } from '../mapping.js';
import { formAdapter, formManifest, formMapping, formSchema } from './form.js';
import type { Wording } from './form-kinds.js';
import { labelProblems } from './form-words.js';
import { letterSyntax } from './letter.js';
import { tableSyntax } from './table.js';

/** What keeps a wording from being a form: labels that are missing, or that two neighbours share. */
export const formProblems = (manifest: Manifest, wording: Wording): string[] => {
  const problems = labelProblems(wording);
  return problems.length ? problems : mappingProblems(formMapping(manifest, wording), manifest);
};

/** The formats a form is: `xx`, `xx-csv` and `xx-text`. */
export const carriersOf = (manifest: Manifest, wording: Wording): LoadedAdapter[] => {
  const [json, schema, mapping] = [formManifest(manifest), formSchema(manifest, wording), formMapping(manifest, wording)];
  const words = { yes: wording.words.yes!, no: wording.words.no! };
  const shared = { mapping, schema: nationalSchema(schema), adapter: formAdapter(mapping, manifest, wording) };
  const { id, name } = manifest;
  return [
    { ...shared, manifest: json },
    {
      ...shared,
      manifest: { ...json, id: `${id}-csv`, name: `${name}, as a table`, syntax: 'csv', mediaType: 'text/csv; charset=utf-8' },
      syntax: tableSyntax(schema, words, wording.form.separator ?? ';'),
    },
    { ...shared, manifest: { ...json, id: `${id}-text`, name: `${name}, as the text of an e-mail`, syntax: 'text', mediaType: 'text/plain; charset=utf-8' }, syntax: letterSyntax(schema, words) },
  ];
};
