// The door: every request passes access control, its route, and the one place that turns failures into answers.
import { isDeepStrictEqual } from 'node:util';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { AlertBridgeError } from '../errors.js';
import { webFile } from '../package-files.js';
import type { Telemetry } from '../telemetry/events.js';
import { ACCESS, type Access } from './access.js';
import type { Admission, Visit } from './admission.js';
import { authenticate, authorise, type FindPrincipal, type Principal } from './authenticate.js';
import { problemHandler } from './problem.js';
import { readBody } from './read-body.js';
import { visitOf, type Route } from './route.js';

/** Whether the caller is known as before: what stays open for long asks again. */
const isStill = async (request: Request, find: FindPrincipal, allowed: Access, principal: Principal | undefined): Promise<boolean> => {
  try { return isDeepStrictEqual(await authenticate(request, find, allowed), principal); } catch { return false; }
};

/** For a year browsers speak nothing but HTTPS to this name. Names below it are not ours to decide. */
const HSTS = { maxAge: 31_536_000, includeSubDomains: false };

/** Keys, certificates and tokens are checked before the body is read: a stranger costs nothing. */
const guard = (route: Route, find: FindPrincipal): RequestHandler => async (request, response, next) => {
  const allowed = ACCESS[route.name];
  const principal = allowed === 'public' ? undefined : await authenticate(request, find, allowed);
  authorise(principal, allowed);
  response.locals.principal = principal;
  response.locals.stillAllowed = async () => allowed === 'public' || await isStill(request, find, allowed, principal);
  next();
};

/** Tells how a request ended; the route's pattern, never the address with its ids and queries. */
const watch = (route: Route, telemetry: Telemetry): RequestHandler => (request, response, next) => {
  const started = performance.now();
  response.once('finish', () => telemetry.requested({ method: request.method, route: route.name, status: response.statusCode, principal: (response.locals.principal as Principal | undefined)?.id, milliseconds: Math.round(performance.now() - started) }));
  next();
};

/** The visit ends with the connection's part in it, whatever became of the request. */
const admit = (route: Route, admission: Admission): RequestHandler => async (request, response, next) => {
  const visit: Visit = await admission.enter(route.name, (response.locals.principal as Principal | undefined)?.id, request.headers);
  response.once('close', visit.leave);
  if (response.closed) visit.leave();
  response.locals.visit = visit;
  next();
};

const takeBody: RequestHandler = async (request, response, next) => {
  request.body = await readBody(request, visitOf(response).bodyGrew);
  next();
};
const noBody: RequestHandler = (_request, _response, next) => next();

const answer = (route: Route): RequestHandler => async (request, response: Response) => {
  await visitOf(response).work();
  await route.answer(request, response, response.locals.principal as Principal);
};

const otherMethods = (routes: readonly Route[], path: string): RequestHandler => (_request, response) => {
  response.setHeader('allow', routes.filter(({ name }) => name.endsWith(` ${path}`)).map(({ name }) => name.split(' ')[0]!).join(', '));
  throw new AlertBridgeError('METHOD_NOT_ALLOWED', 'This address takes the methods named in the Allow header.');
};

export function createApp(routes: readonly Route[], find: FindPrincipal, telemetry: Telemetry, admission: Admission, { secure = false } = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], connectSrc: ["'self'"], imgSrc: ["'self'"], formAction: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] } }, strictTransportSecurity: secure ? HSTS : false }));
  app.use('/v1', (_request, response, next) => { response.setHeader('cache-control', 'no-store'); next(); });
  for (const route of routes) {
    const [method, path] = route.name.split(' ') as ['GET' | 'POST', string];
    app[method === 'GET' ? 'get' : 'post'](path, watch(route, telemetry), guard(route, find), admit(route, admission), method === 'POST' ? takeBody : noBody, answer(route));
  }
  for (const path of new Set(routes.map(({ name }) => name.split(' ')[1]!))) app.all(path, otherMethods(routes, path));
  app.use('/web', express.static(webFile('.'), { index: false, fallthrough: true }));
  app.use(() => { throw new AlertBridgeError('NOT_FOUND', 'There is no such address. GET /docs lists them all.'); });
  app.use(problemHandler(telemetry));
  return app;
}
