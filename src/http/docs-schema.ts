// /docs, the part about data: schemas as tables of members, types in plain words, links from one to the other.

export interface Schema {
  $ref?: string; type?: string | string[]; description?: string; format?: string; pattern?: string; const?: string | number; enum?: (string | number | null)[]; default?: string | number;
  minimum?: number; maximum?: number; items?: Schema; properties?: Record<string, Schema>; required?: string[]; anyOf?: Schema[]; oneOf?: Schema[];
  additionalProperties?: boolean | Schema; $defs?: Record<string, Schema>; examples?: unknown[];
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
export const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** Prose of the tables, in which names stand between backticks. */
export const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A table whose first row is its head. */
export const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string => (rows.length === 0 ? '' :
  `<div class="wide"><table><caption>${caption}</caption><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${
    rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`);

export const example = (summary: string, value: unknown): string =>
  `<details><summary>${summary}</summary><pre tabindex="0"><code>${escaped(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</code></pre></details>`;

/** The place on the page where a schema, or a part of one, is explained. */
export const anchorOf = (ref: string): string => ref.replace('#/components/schemas/', 'schema-').replace('/$defs/', '-');

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

const WORDS: Record<string, string> = { string: 'text', integer: 'whole number', boolean: 'true or false', array: 'list', object: 'object' };
const FORMATS: Record<string, string> = { 'date-time': 'time', date: 'date', uri: 'URI' };

const simple = ({ type = [], format, minimum, maximum, default: standard }: Schema): string => {
  const words = [type].flat().map((one) => (one === 'string' && format ? FORMATS[format] ?? format : WORDS[one] ?? one)).join(' or ');
  const range = maximum !== undefined ? ` from ${minimum ?? 0} to ${maximum}` : minimum !== undefined && minimum > 0 ? ` from ${minimum}` : '';
  return escaped(`${words}${range}${standard === undefined ? '' : `; ${String(standard)} where absent`}`);
};

/** A type in words, as HTML. */
export const typeOf = (schema: Schema): string => {
  if (schema.$ref) return `<a href="#${escaped(anchorOf(schema.$ref))}">${escaped(nameOf(schema.$ref))}</a>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => typeOf(choice) || prose(choice.description ?? 'anything')).join(' or ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(' ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `object of ${typeOf(schema.additionalProperties)}`;
  return simple(schema);
};

/** What stands inside a member, where it is an object of its own or a list of such. */
const insideOf = (schema: Schema): { schema: Schema; mark: string } | undefined => {
  const choices = [schema, ...(schema.anyOf ?? [])];
  const object = choices.find(({ properties }) => properties);
  if (object) return { schema: object, mark: '.' };
  const list = choices.find(({ items }) => items?.properties);
  return list && { schema: list.items!, mark: '[].' };
};

const membersOf = ({ properties = {}, required = [] }: Schema, prefix = ''): string[][] => Object.entries(properties).flatMap(([name, member]) => {
  const inside = insideOf(member);
  const row = [code(prefix + name), typeOf(member), (required.includes(name) ? '' : '<span class="optional">may be absent.</span> ') + prose(member.description ?? '')];
  return [row, ...(inside ? membersOf(inside.schema, `${prefix}${name}${inside.mark}`) : [])];
});

export const membersTable = (schema: Schema): string => table('Members', ['name', 'type', 'meaning'], membersOf(schema));

const block = (level: 'h3' | 'h4', anchor: string, name: string, schema: Schema): string => `<section class="schema" id="${escaped(anchor)}"><${level}>${escaped(name)}</${level}>${
  schema.description ? `<p>${prose(schema.description)}</p>` : ''}${schema.properties ? membersTable(schema) : `<p>${typeOf(schema)}</p>`}${
  (schema.examples ?? []).map((value) => example('Example', value)).join('')}</section>`;

/** One schema with its parts. */
export const schemaSection = ([name, schema]: [string, Schema]): string =>
  block('h3', `schema-${name}`, name, schema) + Object.entries(schema.$defs ?? {}).map(([part, inner]) => block('h4', `schema-${name}-${part}`, `${name}: ${part}`, inner)).join('');
