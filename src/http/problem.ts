// Every refusal in one shape: application/problem+json (RFC 9457) with code, what happened, and each issue.
import type { ErrorRequestHandler, Response } from 'express';
import { AlertBridgeError, problemOf } from '../errors.js';
import { sqlCode } from '../store/database.js';
import type { Telemetry } from '../telemetry/events.js';

export const sendProblem = (response: Response, error: AlertBridgeError): void => {
  if (error.status === 401) response.setHeader('www-authenticate', 'Bearer realm="AlertBridge"');
  const wait = error.retryAfter ?? (error.status === 503 ? 5 : undefined);
  if (wait !== undefined) response.setHeader('retry-after', String(wait));
  response.status(error.status).type('application/problem+json').send(JSON.stringify(problemOf(error)));
};

/** Class 08, 53, 57, 58 of PostgreSQL's codes and the network's own: the database is away, not the caller wrong. */
const AWAY = /^(08|53|57|58|25006|40001|40P01)|^E(CONN|HOST|NET|PIPE|TIMEDOUT|NOSPC|AI_AGAIN)|^ENOTFOUND/;

const databaseIsAway = (cause: unknown): boolean => AWAY.test(sqlCode(cause) ?? '') || /timeout exceeded when trying to connect|Connection terminated|not queryable|Query read timeout|embedded database has stopped|no room left/.test((cause as Error)?.message ?? '');

/** Any cause as a refusal; what is not ours is told to the operator and shown to nobody. */
export function asRefusal(cause: unknown, telemetry: Telemetry): AlertBridgeError {
  if (cause instanceof AlertBridgeError) {
    if (cause.cause !== undefined) telemetry.failed('http', cause.cause);
    return cause;
  }
  if ((cause as { status?: number } | undefined)?.status === 400) return new AlertBridgeError('BAD_REQUEST', 'The request could not be read: its address or headers are not well formed.');
  telemetry.failed('http', cause);
  if (databaseIsAway(cause)) return new AlertBridgeError('UNAVAILABLE', 'The store does not answer, so it is not certain that anything was kept. Send the same message again in a few seconds; sending it twice does no harm.');
  return new AlertBridgeError('INTERNAL', 'The request failed inside the gateway, and its operator has been told. Sending the same message again does no harm.');
}

export const problemHandler = (telemetry: Telemetry): ErrorRequestHandler => (cause, _request, response, next) => {
  if (response.headersSent) { next(cause); return; }
  sendProblem(response, asRefusal(cause, telemetry));
};
