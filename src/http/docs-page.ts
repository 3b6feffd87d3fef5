// /docs: the API for human readers, rendered from the OpenAPI document, without a script and without a request to anybody else.
import { CODES } from '../errors.js';
import { code, escaped, example, prose, schemaSection, table, typeOf, type Schema } from './docs-schema.js';

type Content = Record<string, { schema: Schema; example?: unknown }>;
interface Parameter { name: string; in: string; required?: boolean; description?: string; schema: Schema }
interface Operation {
  operationId: string; summary: string; description: string; parameters: Parameter[];
  requestBody?: { description: string; content: Content }; responses: Record<string, { description: string; content?: Content }>;
}
interface Document { info: { title: string; version: string; description: string }; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }
interface Call extends Operation { method: string; path: string }

const callsOf = ({ paths }: Document): Call[] => Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })));

/** The noun an address is about; what has none is about the gateway itself. */
const nounOf = (path: string): string => /^\/v1\/(\w+)/.exec(path)?.[1] ?? 'the gateway itself';

const grouped = (calls: readonly Call[]): Map<string, Call[]> => {
  const groups = new Map<string, Call[]>();
  for (const call of calls) groups.set(nounOf(call.path), [...(groups.get(nounOf(call.path)) ?? []), call]);
  return groups;
};

const parameters = ({ parameters: list }: Call): string => table('Parameters', ['name', 'where', 'type', 'meaning'],
  list.map(({ name, in: place, description = '', schema }) => [code(name), place, typeOf(schema), prose(description)]));

const withType = ([type, { schema }]: [string, { schema: Schema }]): string => `${code(type)}${Object.keys(schema).length > 0 ? `: ${typeOf(schema)}` : ''}`;

const body = ({ requestBody }: Call): string => {
  if (!requestBody) return '';
  const contents = Object.entries(requestBody.content);
  const members = contents.flatMap(([, { schema }]) => Object.entries(schema.properties ?? {}).map(([name, member]) => [code(name), typeOf(member), schema.required?.includes(name) ? 'yes' : 'no']));
  return `<h4>Body</h4><p>${prose(requestBody.description)} As ${contents.map(([type]) => code(type)).join(' ')}.</p>${table('Members of the body', ['name', 'type', 'needed'], members)}${
    contents.filter(([, { example: given }]) => given !== undefined).map(([type, { example: given }]) => example(`Example, ${code(type)}`, given)).join('')}`;
};

const ANSWER_ORDER = (status: string): string => (status === 'default' ? '999' : status);

const answers = ({ responses }: Call): string => table('Answers', ['status', 'meaning', 'content'],
  Object.entries(responses).sort(([one], [other]) => ANSWER_ORDER(one).localeCompare(ANSWER_ORDER(other)))
    .map(([status, { description, content = {} }]) => [code(status === 'default' ? 'other' : status), prose(description), Object.entries(content).map(withType).join('<br>')]));

/** The example of the schema that a good answer has, as it is or as a page of it. */
const answerExample = ({ responses }: Call, schemas: Record<string, Schema>): string => {
  const schema = Object.entries(responses).filter(([status]) => status.startsWith('2')).map(([, { content }]) => content?.['application/json']?.schema).find((found) => found !== undefined);
  const exampleOf = (one: Schema | undefined): unknown => (one?.$ref ? schemas[one.$ref.slice('#/components/schemas/'.length)]?.examples?.[0] : undefined);
  const item = exampleOf(schema?.properties?.items?.items);
  const whole = exampleOf(schema) ?? exampleOf((schema?.oneOf ?? schema?.anyOf)?.[0]) ?? (item === undefined ? undefined : { items: [item], next: null });
  return whole === undefined ? '' : example('Example of a good answer', whole);
};

const callSection = (call: Call, schemas: Record<string, Schema>): string => `<section class="call" id="${escaped(call.operationId)}"><h3><span class="method ${call.method.toLowerCase()}">${call.method}</span> ${
  code(call.path)}</h3><p>${prose(call.summary)}. <span class="access">${prose(call.description)}</span></p>${parameters(call)}${body(call)}${answers(call)}${answerExample(call, schemas)}</section>`;

const contents = (groups: Map<string, Call[]>, schemas: readonly string[]): string => `<nav aria-label="Contents"><ul>${
  [...groups].map(([noun, calls]) => `<li><span>${escaped(noun)}</span><ul>${calls.map(({ operationId, method, path }) => `<li><a href="#${escaped(operationId)}"><span class="method ${method.toLowerCase()}">${method}</span> ${escaped(path)}</a></li>`).join('')}</ul></li>`).join('')
}<li><span>data</span><ul><li><a href="#refusals">refusals</a></li>${schemas.map((name) => `<li><a href="#schema-${escaped(name)}">${escaped(name)}</a></li>`).join('')}</ul></li></ul></nav>`;

const refusals = (): string => `<section class="schema" id="refusals"><h3>refusals</h3><p>Every refusal has a code. What to do about each, and the codes of issues in messages, is in docs/errors.md.</p>${
  table('Codes', ['code', 'status', 'what happened'], Object.entries(CODES).map(([name, { status, title }]) => [code(name), String(status), escaped(title)]))}</section>`;

/** @param document as `openApi` makes it. */
export function docsPage(document: object): string {
  const { info, components: { schemas } } = document as Document;
  const groups = grouped(callsOf(document as Document));
  const sections = [...groups].map(([noun, calls]) => `<h2>${escaped(noun)}</h2>${calls.map((call) => callSection(call, schemas)).join('\n')}`).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)} API</title><link rel="icon" href="/web/icon.svg"><link rel="stylesheet" href="/web/page.css"><link rel="stylesheet" href="/web/docs.css"></head>
<body class="docs">${contents(groups, Object.keys(schemas))}<main><h1>${escaped(info.title)} API ${escaped(info.version)}</h1><p>${prose(info.description)}</p>
<p>Send your key as ${code('Authorization: Bearer KEY')}. Lists come in pages: ask for the next one with ${code('after')} and the ${code('next')} of the page before, until it is null.</p>
<p>For machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Back to <a href="/">the start page</a>.</p>
${sections}
<h2>data</h2>${refusals()}${Object.entries(schemas).map(schemaSection).join('\n')}</main></body></html>\n`;
}
