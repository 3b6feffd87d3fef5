// The API described from the same tables that run it: routes, access, schemas. Nothing here is written twice.
import { readFileSync } from 'node:fs';
import { CODES } from '../errors.js';
import { packageVersion, schemaFile } from '../package-files.js';
import { ACCESS, type Access } from './access.js';
import type { Route } from './route.js';

const SCHEMAS = ['alert', 'issue', 'manifest'] as const;

const json = (name: string): object => JSON.parse(readFileSync(schemaFile(name), 'utf8')) as object;

const PROBLEM = {
  type: 'object', required: ['type', 'title', 'status', 'code', 'detail', 'issues'],
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string', enum: Object.keys(CODES) }, detail: { type: 'string' }, issues: { type: 'array', items: { $ref: '#/components/schemas/issue' } } },
};

const pathOf = (name: string): { method: string; path: string } => {
  const [method, path] = name.split(' ') as [string, string];
  return { method: method.toLowerCase(), path: path.replace(/:(\w+)/g, '{$1}') };
};

const parametersOf = ({ name, query = [] }: Route): object[] => [
  ...[...name.matchAll(/:(\w+)/g)].map(([, part]) => ({ name: part, in: 'path', required: true, schema: { type: 'string' } })),
  ...query.map(({ name: parameter, description, enum: choices }) => ({ name: parameter, in: 'query', description, schema: { type: 'string', ...(choices ? { enum: choices } : {}) } })),
];

const responsesOf = ({ responses }: Route): object => Object.fromEntries(Object.entries(responses).map(([status, description]) =>
  [status, { description, ...(Number(status) >= 400 ? { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } } } : {}) }]));

const requestBodyOf = ({ description, contentTypes, schema = {}, optional = false }: NonNullable<Route['body']>): object =>
  ({ required: !optional, description, content: Object.fromEntries(contentTypes.map((type) => [type, { schema }])) });

/** An empty requirement beside the key says that the key may be left out. */
const accessOf = (access: Access): { description: string; security: object[] } => {
  if (access === 'public') return { description: 'No key needed.', security: [] };
  if (access === 'optional') return { description: 'No key needed; with one it says more.', security: [{}, { key: [] }] };
  return { description: `Roles: ${access.join(', ')}.`, security: [{ key: [] }] };
};

const operationOf = (route: Route): object => ({
  summary: route.summary, ...accessOf(ACCESS[route.name]),
  parameters: parametersOf(route), responses: responsesOf(route),
  ...(route.body ? { requestBody: requestBodyOf(route.body) } : {}),
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
    info: { title: 'AlertBridge', version: packageVersion(), description: 'Gateway between national child alert systems. Refusals are application/problem+json; times are RFC 3339 with offset.', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas: { ...Object.fromEntries(SCHEMAS.map((name) => [name, json(name)])), problem: PROBLEM } },
  };
}
