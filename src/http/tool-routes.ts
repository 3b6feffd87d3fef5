// /v1/validate, /v1/convert and /v1/render: for integrators and for desks that want to know before they send. Nothing is stored.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { chooseProfiles, PROFILE_IDS } from '../inbound/choose-profiles.js';
import { convert, examineWithSignature } from '../inbound/examine.js';
import { chooseLanguages, renderDocument } from '../inbound/render-document.js';
import type { Judgement } from '../model/generated/judgement.js';
import type { Rendering } from '../model/generated/rendering.js';
import { LANGUAGES } from '../render/languages.js';
import { MESSAGE_EXAMPLES } from './examples.js';
import { bytesOf, textQuery, type Route } from './route.js';

/** A judgement of the message, answered like one (contract 8). */
const NOT_CONVERTIBLE = new Set(['UNREADABLE', 'INVALID']);

export const toolRoutes = ({ formats }: { formats: Formats }): Route[] => [
  {
    name: 'POST /v1/validate', summary: 'Judge a message without sending it',
    query: [
      { name: 'adapter', description: 'The format, where the content should not decide.' },
      { name: 'profile', description: `Judge by these profiles too, with commas between them: ${PROFILE_IDS.join(', ')}.` },
    ],
    body: { description: 'The message in any installed format.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], examples: MESSAGE_EXAMPLES },
    responses: { 200: 'valid, adapter, alert and issues; also for documents that cannot be read.', 415: 'Format not recognised.' },
    answer: async (request, response) => {
      const { valid, adapter, alerts, issues } = await examineWithSignature(bytesOf(request), formats, textQuery(request, 'adapter'), chooseProfiles([textQuery(request, 'profile') ?? '']));
      const [first] = alerts;
      const judgement: Judgement = { valid, adapter, alert: first?.alert ?? null, issues: first?.issues ?? issues, ...(alerts.length > 1 ? { alerts } : {}) };
      response.json(judgement);
    },
  },
  {
    name: 'POST /v1/convert', summary: 'Turn one format into another',
    query: [{ name: 'from', description: 'The format given, where the content should not decide.' }, { name: 'to', description: 'The format wanted.' }, { name: 'lang', description: 'Language wanted, BCP 47.' }],
    body: { description: 'The message in any installed format.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], examples: MESSAGE_EXAMPLES },
    responses: { 200: 'The converted message, what it lost counted in the header alertbridge-losses and listed by GET /v1/adapters; or `valid: false` with the issues, where it could not be read or breaks rules.', 415: 'Format not recognised.', 422: 'The format wanted cannot carry it.' },
    answer: (request, response) => {
      const to = textQuery(request, 'to');
      if (to === undefined) throw new AlertBridgeError('BAD_REQUEST', 'Name the format wanted with ?to=.');
      const bytes = bytesOf(request);
      const from = textQuery(request, 'from');
      try {
        const { body, contentType, losses } = convert(bytes, formats, { from, to, language: textQuery(request, 'lang') });
        response.setHeader('alertbridge-losses', String(losses.length));
        response.type(contentType).send(body);
      } catch (cause) {
        if (!(cause instanceof AlertBridgeError) || !NOT_CONVERTIBLE.has(cause.code)) throw cause;
        const judgement: Judgement = { valid: false, adapter: from ?? formats.detect(bytes)?.id ?? null, alert: null, issues: cause.issues };
        response.json(judgement);
      }
    },
  },
  {
    name: 'POST /v1/render', summary: 'Write an alert in other languages from its facts',
    query: [{ name: 'lang', description: `Languages wanted, BCP 47, with commas between them: ${LANGUAGES.join(', ')}.` }, { name: 'adapter', description: 'The format, where the content should not decide.' }],
    body: { description: 'The message in any installed format.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], examples: MESSAGE_EXAMPLES },
    responses: { 200: 'For each message and language headline, description, instruction and short texts with what they cost in cell broadcast.', 415: 'Format not recognised.', 422: 'The message breaks rules, or has no case to write from.' },
    answer: (request, response) => {
      const adapter = textQuery(request, 'adapter');
      const items: Rendering[] = renderDocument(bytesOf(request), formats, chooseLanguages(textQuery(request, 'lang') ?? ''), adapter);
      response.json({ items });
    },
  },
];
