// Spans for an operator who brings an OpenTelemetry SDK; where there is none the API does nothing. Ids, codes and numbers, as in events.ts.
import { SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { Telemetry } from './events.js';

const tracer = trace.getTracer('alertbridge');

/** Outcomes after which a person, or another attempt, is needed. */
const FAILED = new Set(['retrying', 'held', 'dead', 'lease lost']);

/** Telemetry that draws what it tells as spans, before passing it on. What is told is over, so the start is reckoned back. @param now milliseconds since 1970 */
export const tracing = (telemetry: Telemetry, now: () => number): Telemetry => {
  const draw = (name: string, kind: SpanKind, milliseconds: number, attributes: Attributes, failure?: string): void => {
    const end = now();
    const span = tracer.startSpan(name, { kind, startTime: end - milliseconds, attributes });
    if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    span.end(end);
  };
  return {
    ...telemetry,
    accepted: (facts) => {
      const { alert, incident, origin, deliveries, held, milliseconds } = facts;
      draw('accept', SpanKind.INTERNAL, milliseconds, {
        'alertbridge.alert': alert, 'alertbridge.incident': incident, 'alertbridge.origin': origin, 'alertbridge.deliveries': deliveries, 'alertbridge.held': held,
      });
      telemetry.accepted(facts);
    },
    attempted: (facts) => {
      const { delivery, centre, outcome, attempt, error, milliseconds } = facts;
      draw('deliver', SpanKind.CLIENT, milliseconds, {
        'alertbridge.delivery': delivery, 'alertbridge.centre': centre, 'alertbridge.outcome': outcome, 'alertbridge.attempt': attempt, ...(error ? { 'error.type': error } : {}),
      }, FAILED.has(outcome) ? error ?? outcome : undefined);
      telemetry.attempted(facts);
    },
  };
};
