// Legal holds: the centre that submitted an alert, or an operator, stops its erasure for a court and lets it go on again.
import type { Request } from 'express';
import { AlertBridgeError } from '../errors.js';
import { hold, lift, type HoldPorts } from '../erasure/hold.js';
import { jsonBody, pathPart, type Route } from './route.js';

export interface HoldRoutePorts { holds: HoldPorts; nudge: () => void }

/** Text that has to be there: a hold that nobody can account for later is worth nothing. */
function wordsOf<Name extends string>(request: Request, names: readonly Name[]): Record<Name, string> {
  const given = jsonBody(request, Object.fromEntries(names.map((name) => [name, 'text' as const])));
  for (const name of names) if (!given[name]?.trim()) throw new AlertBridgeError('BAD_REQUEST', `Give ${name}: ${name === 'reference' ? 'the number of the court\'s or authority\'s order' : 'why'}.`);
  return given as Record<Name, string>;
}

const body = (names: readonly string[], example: object): Route['body'] => ({
  description: 'Kept under the alert\'s key.', contentTypes: ['application/json'], schema: { type: 'object', required: names, properties: Object.fromEntries(names.map((name) => [name, { type: 'string', minLength: 1 }])) }, examples: { 'application/json': example },
});

const REFUSALS = { 403: 'Another centre\'s alert.', 404: 'Not known to the caller.' };

export const holdRoutes = ({ holds, nudge }: HoldRoutePorts): Route[] => [
  {
    name: 'POST /v1/alerts/:id/hold', summary: 'Stop the erasure of an alert and all its versions, for a court or an authority',
    body: body(['reference', 'reason'], { reference: 'K 12/2026', reason: 'Evidence in a trial.' }),
    responses: { 200: 'Held: since when and by whom.', ...REFUSALS, 409: 'Held already.', 410: 'Erased already.' },
    answer: async (request, response, principal) => {
      const { since, by } = await hold(holds, principal, pathPart(request, 'id'), wordsOf(request, ['reference', 'reason']));
      nudge();
      response.json({ legalHold: { since, by } });
    },
  },
  {
    name: 'POST /v1/alerts/:id/hold/lift', summary: 'Let the erasure of an alert go on',
    body: body(['reason'], { reason: 'The trial has ended.' }),
    responses: { 200: 'Held no more; what was due meanwhile is erased within seconds.', ...REFUSALS, 409: 'Not held.' },
    answer: async (request, response, principal) => {
      await lift(holds, principal, pathPart(request, 'id'), wordsOf(request, ['reason']));
      nudge();
      response.json({ legalHold: null });
    },
  },
];
