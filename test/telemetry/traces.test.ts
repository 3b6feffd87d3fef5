// Spans, with a real SDK that keeps them in memory: what an operator who brings one gets to see.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { createTelemetry } from '../../src/telemetry/events.js';
import { silentLogger } from '../../src/telemetry/log.js';
import { tracing } from '../../src/telemetry/traces.js';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from '../flow/harness.js';

const exporter = new InMemorySpanExporter();
let gateway: TestGateway;
let centre: Receiver;

beforeAll(async () => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  centre = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: centre }, { id: 'it' }]);
});
afterAll(async () => {
  await gateway.stop();
  await centre.close();
  trace.disable();
});

const spans = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);
const milliseconds = ([seconds, nanoseconds]: [number, number]): number => seconds * 1_000 + nanoseconds / 1e6;

test('an alert is a span of accepting, and one of delivering for each attempt', async () => {
  centre.behave((count) => ({ status: count === 1 ? 503 : 200 }));
  const { json } = await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
  expect(await eventually(() => spans('deliver').length === 2)).toBe(true);

  expect(spans('accept').map(({ kind, attributes }) => ({ kind, attributes }))).toEqual([{ kind: SpanKind.INTERNAL, attributes: {
    'alertbridge.alert': json.id, 'alertbridge.incident': json.incident, 'alertbridge.origin': 'al', 'alertbridge.deliveries': 2, 'alertbridge.held': false } }]);
  const toGreece = { 'alertbridge.delivery': json.deliveries.find(({ centre: id }: any) => id === 'gr').id, 'alertbridge.centre': 'gr' };
  expect(spans('deliver').map(({ kind, attributes, status }) => ({ kind, attributes, status }))).toEqual([
    { kind: SpanKind.CLIENT, attributes: { ...toGreece, 'alertbridge.outcome': 'retrying', 'alertbridge.attempt': 1, 'error.type': 'HTTP_503' }, status: { code: SpanStatusCode.ERROR, message: 'HTTP_503' } },
    { kind: SpanKind.CLIENT, attributes: { ...toGreece, 'alertbridge.outcome': 'delivered', 'alertbridge.attempt': 2 }, status: { code: SpanStatusCode.UNSET } },
  ]);
});

test('a span begins as long before its end as the work took', () => {
  const end = Date.UTC(2026, 10, 25, 12);
  const telemetry = tracing(createTelemetry(silentLogger()), () => end);
  telemetry.attempted({ delivery: 'd', centre: 'late', outcome: 'delivered', attempt: 1, milliseconds: 1_500 });
  const span = spans('deliver').find(({ attributes }) => attributes['alertbridge.centre'] === 'late')!;
  expect([milliseconds(span.startTime), milliseconds(span.endTime)]).toEqual([end - 1_500, end]);
});

test('no span holds a word of the alert, or an address', async () => {
  const words = 'Zamira Shembull-Unik';
  await gateway.call('al', 'POST', '/v1/alerts', cap({ headline: `Missing: ${words}` }).xml);
  await gateway.call('al', 'POST', '/v1/alerts', cap({ headline: `Missing: ${words}`, status: 'Draft' }).xml);
  expect(await eventually(() => spans('accept').length === 2 && spans('deliver').length >= 4)).toBe(true);
  const text = JSON.stringify(exporter.getFinishedSpans().map(({ name, attributes, status, events }) => ({ name, attributes, status, events })));
  expect(text).not.toMatch(/Zamira|Shembull|https?:|127\.0\.0\.1|example\.org/);
});
