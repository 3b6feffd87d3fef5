// Erasing: an origin has an ended alert erased at once.
import type { Request, Response } from 'express';
import { ask } from '../erasure/ask.js';
import type { ErasePorts } from '../erasure/erase.js';
import type { Principal } from './authenticate.js';
import { pathPart, type Route } from './route.js';

export interface ErasureRoutePorts { erasure: ErasePorts; nudge: () => void }

async function answerErase({ erasure, nudge }: ErasureRoutePorts, request: Request, response: Response, { id }: Principal): Promise<void> {
  const asked = await ask(erasure, id, pathPart(request, 'id'));
  nudge();
  response.json(asked);
}

export const erasureRoutes = (ports: ErasureRoutePorts): Route[] => [
  {
    name: 'POST /v1/alerts/:id/erase', summary: 'Erase an ended alert at once, with all versions of it',
    responses: { 200: 'What of it is erased, and what will be in a moment.', 403: 'Another centre\'s alert.', 404: 'Not known to the caller.', 409: 'Live, or held by law.' },
    answer: (request, response, principal) => answerErase(ports, request, response, principal),
  },
];
