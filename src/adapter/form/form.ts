// A form.json and a table of labels become what an adapter folder otherwise says by hand: the mapping, the national schema, the manifests, the functions.
import { segment } from '../../format/pointer.js';
import type { Manifest } from '../../model/generated/manifest.js';
import type { MappedField, Mapping } from '../../model/generated/mapping.js';
import type { Adapter, AdapterMessage } from '../kit.js';
import { mappedAdapter } from '../mapping.js';
import { FORM, LOSSES, USUAL, type FormPart } from './form-fields.js';
import { changeOf, schemaOf, type FormSchema, type Wording } from './form-kinds.js';

const isGroup = (part: FormPart): part is Extract<FormPart, { fields: unknown }> => 'fields' in part;

const mapped = (parts: readonly FormPart[], wording: Wording, national = '', common = ''): MappedField[] => parts.flatMap((part) => {
  const [there, here] = [`${national}/${segment(wording.words[part.label]!)}`, common + part.common];
  if (!isGroup(part)) return [{ national: there, common: here, ...changeOf(part, wording) }];
  const star = part.list ? '/*' : '';
  return mapped(part.fields, wording, there + star, here + star);
});

const groupSchema = (parts: readonly FormPart[], wording: Wording): FormSchema => {
  const { words } = wording;
  const labels = (chosen: readonly FormPart[]): string[] => chosen.map(({ label }) => words[label]!);
  const needing = parts.flatMap((part) => (!isGroup(part) && part.needs ? [[words[part.label]!, [words[part.needs]!]] as const] : []));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(parts.map((part) => [words[part.label]!, partSchema(part, wording)])),
    required: labels(parts.filter((part) => !isGroup(part) && part.required)),
    ...(needing.length && { dependentRequired: Object.fromEntries(needing) }),
  };
};

const partSchema = (part: FormPart, wording: Wording): FormSchema => {
  if (!isGroup(part)) return schemaOf(part, wording);
  const one = groupSchema(part.fields, wording);
  return part.list ? { type: 'array', items: one } : one;
};

/** What stands in every document of a form, whatever its edition, and in no letters but ASCII: found in the bytes before anything is read. */
const markOf = (id: string): string => `child-alert-${id}-`;

const EDITION = 1;

export const formManifest = (manifest: Manifest): Manifest => ({ ...manifest, mark: markOf(manifest.id), losses: [...LOSSES, ...manifest.losses] });

export const formSchema = ({ id, name }: Manifest, wording: Wording): FormSchema => {
  const name1 = `${markOf(id)}${EDITION}`;
  const fields = groupSchema(FORM, wording);
  const marked = { type: 'string', const: name1, description: `the name and edition of this form, ${name1}.` } as const;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: name,
    ...fields,
    properties: { [wording.words.form!]: marked, ...fields.properties },
    required: [wording.words.form!, ...fields.required ?? []],
  };
};

export const formMapping = ({ id }: Manifest, wording: Wording): Mapping => {
  const { form, words } = wording;
  const mark = `/${segment(words.form!)}`;
  const usual = { ...USUAL, '/info/*/language': form.language, '/info/*/event': words.usualEvent };
  return {
    detect: mark,
    constants: [{ national: mark, value: `${markOf(id)}${EDITION}` }, ...Object.entries(usual).map(([common, value]) => ({ common, value }))],
    fields: mapped(FORM, wording) as Mapping['fields'],
  };
};

/** A form says in a field of its own that it is a test. */
const withSignals = (label: string, message: unknown) => ({ alert, ...rest }: AdapterMessage): AdapterMessage => {
  const told = (message as Record<string, string>)[label];
  const signals = alert && alert.status !== 'Actual' ? [{ signal: `/${segment(label)}: "${told}"`, status: alert.status }] : [];
  return { ...rest, alert, statusSignals: signals };
};

export const formAdapter = (mapping: Mapping, manifest: Manifest, { words }: Wording): Adapter => {
  const adapter = mappedAdapter(mapping, manifest);
  return { ...adapter, decode: (message, document) => adapter.decode(message, document).map(withSignals(words.status!, message)) };
};
