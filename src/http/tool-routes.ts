// /v1/validate and /v1/convert: for integrators and for desks that want to know before they send. Nothing is stored.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { convert, examine } from '../inbound/examine.js';
import { bytesOf, textQuery, type Route } from './route.js';

export const toolRoutes = ({ formats }: { formats: Formats }): Route[] => [
  {
    name: 'POST /v1/validate', summary: 'Judge a message without sending it', query: [{ name: 'adapter', description: 'The format, where the content should not decide.' }],
    body: { description: 'The message in any installed format.', contentTypes: ['application/cap+xml', 'application/json', '*/*'] },
    responses: { 200: 'valid, adapter, alert and issues; also for documents that cannot be read.', 415: 'Format not recognised.' },
    answer: (request, response) => {
      const { valid, adapter, alerts, issues } = examine(bytesOf(request), formats, textQuery(request, 'adapter'));
      const [first] = alerts;
      response.json({ valid, adapter, alert: first?.alert ?? null, issues: first?.issues ?? issues, ...(alerts.length > 1 ? { alerts } : {}) });
    },
  },
  {
    name: 'POST /v1/convert', summary: 'Turn one format into another',
    query: [{ name: 'from', description: 'The format given, where the content should not decide.' }, { name: 'to', description: 'The format wanted.' }, { name: 'lang', description: 'Language wanted, BCP 47.' }],
    body: { description: 'The message in any installed format.', contentTypes: ['application/cap+xml', 'application/json', '*/*'] },
    responses: { 200: 'The converted message; what it lost is counted in the header alertbridge-losses and listed by GET /v1/adapters.', 400: 'Unreadable.', 415: 'Format not recognised.', 422: 'Breaks rules or cannot be carried.' },
    answer: (request, response) => {
      const to = textQuery(request, 'to');
      if (to === undefined) throw new AlertBridgeError('BAD_REQUEST', 'Name the format wanted with ?to=.');
      const { body, contentType, losses } = convert(bytesOf(request), formats, { from: textQuery(request, 'from'), to, language: textQuery(request, 'lang') });
      response.setHeader('alertbridge-losses', String(losses.length));
      response.type(contentType).send(body);
    },
  },
];
