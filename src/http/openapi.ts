// The API described from the same tables that run it: routes, access, answers, schemas. Nothing here is written twice.
import { readFileSync } from 'node:fs';
import { CODES } from '../errors.js';
import { packageVersion, schemaFile } from '../package-files.js';
import { ACCESS, type Access } from './access.js';
import { ANSWERS, refTo, SCHEMAS, type Contents } from './answers.js';
import type { Parameter, Route } from './route.js';

const ID = 'urn:alertbridge:schema:';
const COMPONENT = '#/components/schemas/';

/** Schemas name each other by their ids; inside the document they do so by their place, which every tool understands. */
const placed = (name: string) => (member: string, value: unknown): unknown => {
  if (member !== '$ref') return value;
  const [other, part = ''] = (value as string).split('#') as [string, string?];
  return `${COMPONENT}${other === '' ? name : other.replace(ID, '')}${part}`;
};

const component = (name: string): Record<string, unknown> => {
  const { $schema: _schema, $id: _id, ...schema } = JSON.parse(readFileSync(schemaFile(name), 'utf8'), placed(name)) as Record<string, unknown>;
  return schema;
};

/** Which codes there are says the table of errors. */
const withCodes = (problem: Record<string, unknown>): object => {
  const { code, ...properties } = problem.properties as Record<string, object>;
  return { ...problem, properties: { ...properties, code: { ...code, enum: Object.keys(CODES) } } };
};

const components = (): Record<string, object> => Object.fromEntries(SCHEMAS.map((name) => [name, name === 'problem' ? withCodes(component(name)) : component(name)]));

const pathOf = (name: string): { method: string; path: string } => {
  const [method, path] = name.split(' ') as [string, string];
  return { method: method.toLowerCase(), path: path.replace(/:(\w+)/g, '{$1}') };
};

const parameter = (place: string) => ({ name, description, enum: choices, schema = { type: 'string' } }: Parameter): object =>
  ({ name, in: place, description, schema: { ...schema, ...(choices ? { enum: choices } : {}) } });

const parametersOf = ({ name, query = [], headers = [] }: Route): object[] => [
  ...[...name.matchAll(/:(\w+)/g)].map(([, part]) => ({ name: part, in: 'path', required: true, description: part === 'id' ? 'As lists and receipts give it.' : `Id of the ${part}.`, schema: { type: 'string' } })),
  ...query.map(parameter('query')), ...headers.map(parameter('header')),
];

/** What any route of its kind may refuse with, besides what it says of itself. */
const sharedRefusals = ({ name, query, headers, body }: Route): Partial<Record<number, string>> => {
  const access = ACCESS[name];
  const read = name.includes('/v1/');
  return {
    ...(query || headers || body ? { 400: 'The request is not understood; `detail` says what would be right.' } : {}),
    ...(access === 'public' ? {} : { 401: 'No key where one is needed, or one that is not known here.' }),
    ...(typeof access === 'string' ? {} : { 403: 'This key may not do that.' }),
    ...(body ? { 413: 'The body is over 5 MB.' } : {}),
    ...(read ? { 429: 'Too much at once. `Retry-After` says how many seconds to wait.' } : {}),
    ...(read ? { 503: 'The store does not answer. Ask again in a few seconds; nothing is done twice.' } : {}),
  };
};

const PROBLEM: Contents = { 'application/problem+json': refTo('problem') };

const contentOf = (contents: Contents): object => Object.fromEntries(Object.entries(contents).map(([type, schema]) => [type, { schema }]));

const responsesOf = (route: Route): Record<string, object> => {
  const answers: Readonly<Record<number, Contents>> = ANSWERS[route.name];
  const described = Object.entries({ ...sharedRefusals(route), ...route.responses });
  const responses = described.map(([status, description]): [string, object] => {
    const contents = answers[Number(status)] ?? (Number(status) >= 400 ? PROBLEM : undefined);
    return [status, { description, ...(contents ? { content: contentOf(contents) } : {}) }];
  });
  return { ...Object.fromEntries(responses), default: { description: 'Any other refusal.', content: contentOf(PROBLEM) } };
};

const requestBodyOf = ({ description, contentTypes, schema = {}, examples = {}, optional = false }: NonNullable<Route['body']>): object =>
  ({ required: !optional, description, content: Object.fromEntries(contentTypes.map((type) => [type, { schema, ...(type in examples ? { example: examples[type] } : {}) }])) });

const KEY_OR_CERTIFICATE = [{ key: [] }, { certificate: [] }];

/** An empty requirement beside the others says that all may be left out. */
const accessOf = (access: Access): { description: string; security: object[] } => {
  if (access === 'public') return { description: 'No key needed.', security: [] };
  if (access === 'optional') return { description: 'No key needed; with one it says more.', security: [{}, ...KEY_OR_CERTIFICATE] };
  return { description: `Roles: ${access.join(', ')}.`, security: KEY_OR_CERTIFICATE };
};

const operationIdOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');

const operationOf = (route: Route): object => ({
  operationId: operationIdOf(route.name), summary: route.summary, ...accessOf(ACCESS[route.name]),
  parameters: parametersOf(route), ...(route.body ? { requestBody: requestBodyOf(route.body) } : {}), responses: responsesOf(route),
});

/** An OpenAPI 3.1 document of exactly these routes. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const { method, path } = pathOf(route.name);
    paths[path] = { ...paths[path], [method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'AlertBridge', version: packageVersion(), license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description: 'Gateway between national child alert systems. Refusals are application/problem+json; times are RFC 3339 with offset. Answers may gain members: ignore what you do not know.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'The key of a centre, or of a client with a role; or a JWT of an issuer named in the network file.' }, certificate: { type: 'mutualTLS' } },
      schemas: components(),
    },
  };
}
