// Sends the gateway's spans to an OpenTelemetry collector. How to use it: docs/operations.md, "Traces".
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

// The collector's address comes from OTEL_EXPORTER_OTLP_ENDPOINT; where that is not set it is http://localhost:4318.
const provider = new BasicTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'alertbridge' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
trace.setGlobalTracerProvider(provider);

// What is still in hand when the gateway stops.
process.once('SIGTERM', () => { provider.forceFlush().catch(() => undefined); });
