// Who may do what: the whole table (contract 4), denied unless it stands here. A test walks every role over every route.

export type Role = 'centre' | 'liaison' | 'operator' | 'auditor' | 'integrator' | 'reporter';

export const ROLES: readonly Role[] = ['centre', 'liaison', 'operator', 'auditor', 'integrator', 'reporter'];

/** Who may call a route. */
export type Access = readonly Role[] | 'public' | 'optional';

const CONTENT: readonly Role[] = ['centre', 'liaison'];
const PROPOSING: readonly Role[] = ['centre', 'reporter'];
const EVERYBODY_BUT_REPORTERS: readonly Role[] = ['centre', 'liaison', 'operator', 'auditor', 'integrator'];

/**
 * Route to roles. `public` needs no key and looks at none, so that a stale key in a probe's header does not make the gateway look dead;
 * `optional` needs none, but one that is given must be good. What each role sees inside a route is that route's own rule: own, its countries, or codes only.
 */
export const ACCESS = {
  'POST /v1/alerts': ['centre'],
  'GET /v1/alerts': CONTENT,
  'GET /v1/alerts/:id': CONTENT,
  'GET /v1/alerts/:id/resources/:info/:resource': CONTENT,
  'GET /v1/alerts/:id/status': ['centre', 'liaison', 'operator', 'auditor', 'reporter'],
  'POST /v1/alerts/:id/confirm': ['centre'],
  'POST /v1/alerts/:id/erase': ['centre'],
  'POST /v1/alerts/:id/hold': ['centre', 'operator'],
  'POST /v1/alerts/:id/hold/lift': ['centre', 'operator'],
  'GET /v1/erasures': ['centre', 'liaison', 'operator', 'auditor'],
  'GET /v1/erasures/:alert': ['centre', 'liaison', 'operator', 'auditor'],
  'POST /v1/erasures/:alert/receipt': ['centre'],
  'POST /v1/proposals': ['reporter'],
  'GET /v1/proposals': PROPOSING,
  'GET /v1/proposals/:id': PROPOSING,
  'POST /v1/proposals/:id/steps': PROPOSING,
  'POST /v1/proposals/:id/issue': ['centre'],
  'GET /v1/incidents': CONTENT,
  'GET /v1/incidents/:id': CONTENT,
  'GET /v1/inbox': ['centre'],
  'POST /v1/inbox/:delivery/ack': ['centre'],
  'GET /v1/deliveries': ['operator'],
  'POST /v1/deliveries/redrive': ['operator'],
  'POST /v1/deliveries/:id/redrive': ['operator'],
  'POST /v1/centres/:id/pause': ['operator'],
  'POST /v1/centres/:id/resume': ['operator'],
  'GET /v1/centres': EVERYBODY_BUT_REPORTERS,
  'GET /v1/adapters': ROLES,
  'POST /v1/validate': ROLES,
  'POST /v1/convert': EVERYBODY_BUT_REPORTERS,
  'POST /v1/render': EVERYBODY_BUT_REPORTERS,
  'GET /v1/events': ['centre', 'liaison', 'operator'],
  'GET /v1/audit': ['auditor'],
  'GET /v1/audit/head': ['auditor'],
  'GET /v1/doctor': ['operator'],
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'optional',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /': 'optional',
} as const satisfies Record<string, Access>;

export type RouteName = keyof typeof ACCESS;
