import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { AllegianceError } from '../../model/errors.ts';

/** Its spans are no-ops until tracing is started. */
const tracer = trace.getTracer('allegiance');

/**
 * Starts sending spans to a collector by OTLP over HTTP. The other variables of OpenTelemetry (`OTEL_SERVICE_NAME`,
 * `OTEL_EXPORTER_OTLP_HEADERS` …) apply as well.
 * @returns A function that sends the remaining spans and stops tracing.
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

/** Starts a span for each request, as a child of the client's span if it sends one (W3C Trace Context). */
export const traceRequest: RequestHandler = (request, response, next) => {
  const parent = propagation.extract(context.active(), request.headers);
  tracer.startActiveSpan(`${request.method} /graphql`, { kind: SpanKind.SERVER }, parent, (span) => {
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      span.end();
    });
    next();
  });
};

/** Sets attributes of the span of the current request. */
export function setSpanAttributes(attributes: Readonly<Record<string, string | number>>): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Runs a statement of the store in a span. Of an error only the code is recorded: its message may contain values of the request. */
export function traceStatement<T>(name: string, run: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT }, async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof AllegianceError ? error.code : undefined });
      throw error;
    } finally {
      span.end();
    }
  });
}
