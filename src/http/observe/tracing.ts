import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { AllegianceError } from '../../model/errors.ts';

/** Makes spans that go nowhere, at next to no cost, until tracing is started. */
const tracer = trace.getTracer('allegiance');

/**
 * Sends spans by OTLP over HTTP to a collector; the other variables of OpenTelemetry (`OTEL_SERVICE_NAME`,
 * `OTEL_EXPORTER_OTLP_HEADERS` …) count, too. Returns what sends the last ones and ends it.
 */
export async function startTracing(endpoint: string): Promise<() => Promise<void>> {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { envDetector, detectResources, resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'allegiance' }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return () => provider.shutdown();
}

/** A span for each request, below that of the client where it names one (W3C Trace Context). */
export const tracedRequest: RequestHandler = (request, response, next) => {
  const parent = propagation.extract(context.active(), request.headers);
  tracer.startActiveSpan(`${request.method} /graphql`, { kind: SpanKind.SERVER }, parent, (span) => {
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      span.end();
    });
    next();
  });
};

/** Says what the request that is being answered asks for. */
export function tellSpan(attributes: Readonly<Record<string, string | number>>): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** A span for a statement of the store. Of a failure it tells the code: its words may hold what was asked with. */
export function tracedStatement<T>(name: string, ask: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT }, async (span) => {
    try {
      return await ask();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof AllegianceError ? error.code : undefined });
      throw error;
    } finally {
      span.end();
    }
  });
}
