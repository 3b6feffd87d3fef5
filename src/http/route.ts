// What one address of the API is: its line in the access table, what it says of itself, and the function that answers.
import type { Request, Response } from 'express';
import { findCentre } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import type { Scope } from '../store/reads.js';
import type { RouteName } from './access.js';
import type { Visit } from './admission.js';
import type { Principal } from './authenticate.js';

export interface Parameter { name: string; description: string; enum?: readonly string[]; /** Where it is not just text. */ schema?: object }

/** An answer as its schema describes it, before it becomes JSON: moments are still dates. */
export type BeforeJson<T> = T extends string ? T | (string extends T ? Date : never) : T extends object ? { [Member in keyof T]: BeforeJson<T[Member]> } : T;

/** One page of a list. */
export interface Page<T> { items: BeforeJson<T>[]; next: string | null }

export interface Route {
  name: RouteName;
  summary: string;
  query?: readonly Parameter[];
  headers?: readonly Parameter[];
  body?: { description: string; contentTypes: readonly string[]; schema?: object; optional?: boolean; /** By content type. */ examples?: Record<string, unknown> };
  /** Status to what it means. What the answers hold is in answers.ts; refusals that every route may give are added there too. */
  responses: Record<number, string>;
  /** `principal` is there wherever the access table asks for a key. */
  answer(request: Request, response: Response, principal: Principal): Promise<void> | void;
}

/** What a caller may read: its own, its countries', or everything (as codes, where the route only gives codes). */
export const scopeOf = ({ role, id, countries }: Principal): Scope => {
  if (role === 'centre') return { centre: id };
  if (role === 'reporter') return { reporter: id };
  return role === 'liaison' ? { countries: countries ?? [] } : 'all';
};

/** Roles that never see words or names. */
export const codesOnly = ({ role }: Principal): boolean => role !== 'centre' && role !== 'liaison';

/** The caller as a centre of the network. */
export const centreOf = (network: NetworkFile, { id }: Principal): Centre => {
  const centre = findCentre(network, id);
  if (!centre) throw new AlertBridgeError('NOT_ALLOWED', 'This key belongs to no centre of the network.');
  return centre;
};

/** The one sign no database keeps in a text. */
const NUL = '\0';

const single = (request: Request, name: string): string | undefined => {
  const value = request.query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string' && value.includes(NUL)) throw new AlertBridgeError('BAD_REQUEST', `${name} takes text without a NUL in it.`);
  if (typeof value !== 'string') throw new AlertBridgeError('BAD_REQUEST', `Give ${name} once.`);
  return value;
};

export const textQuery = single;

/** A whole number between bounds; outside them the caller is told, not corrected. */
export function numberQuery(request: Request, name: string, bounds: { min: number; max: number; default: number }): number {
  const text = single(request, name);
  if (text === undefined) return bounds.default;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < bounds.min || value > bounds.max) throw new AlertBridgeError('BAD_REQUEST', `${name} takes a whole number from ${bounds.min} to ${bounds.max}.`);
  return value;
}

export function choiceQuery<T extends string>(request: Request, name: string, choices: readonly T[]): T | undefined {
  const text = single(request, name);
  if (text !== undefined && !choices.includes(text as T)) throw new AlertBridgeError('BAD_REQUEST', `${name} takes one of ${choices.join(', ')}.`);
  return text as T | undefined;
}

export function timeQuery(request: Request, name: string): Date | undefined {
  const given = single(request, name);
  return given === undefined ? undefined : timeOf(name, given);
}

/** A moment that a caller has written. */
export function timeOf(name: string, given: string): Date {
  // An unescaped + arrives as a blank.
  const text = given.replace(/ (?=\d{2}:\d{2}$)/, '+');
  const time = new Date(text.replace(/-00:00$/, 'Z'));
  if (!/^[12]\d{3}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(time.getTime())) throw new AlertBridgeError('BAD_REQUEST', `${name} takes a time with its offset, such as 2026-01-31T08:00:00+01:00.`);
  return time;
}

/** As store/reads.ts writes them: a time and an id, or a number. */
const CURSOR = /^\d{1,14}(\.[\w-]{1,64})?$/;

/** A cursor that is none is refused: read as the beginning it would lead a reader round in circles. */
export function pageQuery(request: Request): { limit: number; after?: string } {
  const after = single(request, 'after');
  if (after !== undefined && !CURSOR.test(after)) throw new AlertBridgeError('BAD_REQUEST', 'after takes the `next` of the page before.');
  return { limit: numberQuery(request, 'limit', { min: 1, max: 500, default: 50 }), after };
}

export const PAGE_PARAMETERS: readonly Parameter[] = [
  { name: 'limit', description: 'Items of one page, 1 to 500; 50 where absent.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
  { name: 'after', description: 'The `next` of the page before.' },
];

/** What the request may take up of the gateway; while it waits for something it should rest. */
export const visitOf = (response: Response): Visit => response.locals.visit as Visit;

/** Whether the caller's key still stands in the network file as it did when the request came. */
export const stillAllowed = (response: Response): Promise<boolean> => (response.locals.stillAllowed as () => Promise<boolean>)();

export const bytesOf = (request: Request): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));

/** A small JSON body with the members named; each is text from a list of choices, or free text. @throws AlertBridgeError BAD_REQUEST */
export function jsonBody(request: Request, members: Record<string, readonly string[] | 'text'>): Record<string, string | undefined> {
  let value: unknown;
  try { value = JSON.parse(bytesOf(request).toString('utf8') || '{}'); } catch { throw new AlertBridgeError('BAD_REQUEST', 'The body is not JSON.'); }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new AlertBridgeError('BAD_REQUEST', 'The body must be a JSON object.');
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).filter((name) => !(name in members));
  if (unknown.length > 0) throw new AlertBridgeError('BAD_REQUEST', `The body may hold ${Object.keys(members).join(', ')} and nothing else.`);
  for (const [name, choices] of Object.entries(members)) {
    const member = given[name];
    if (choices === 'text' ? member !== undefined && typeof member !== 'string' : !choices.includes(member as string)) {
      throw new AlertBridgeError('BAD_REQUEST', choices === 'text' ? `${name} must be text.` : `${name} takes one of ${choices.join(', ')}.`);
    }
  }
  return given as Record<string, string | undefined>;
}

/** The named part of the path. @throws AlertBridgeError NOT_FOUND where it cannot be an id. */
export const pathPart = (request: Request, name: string): string => {
  const part = String(request.params[name]);
  if (part.includes(NUL)) throw new AlertBridgeError('NOT_FOUND', 'That is no id.');
  return part;
};
