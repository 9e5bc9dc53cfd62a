import { lookup } from 'node:dns/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Authenticator } from '../access/authenticator.ts';
import type { Engine } from '../engine/engine.ts';
import { whileOpening } from '../engine/opening.ts';
import { LEFT_OUT_HEADER, REVISION_HEADER } from '../exchange/export/format.ts';
import { createServices } from '../graph/common/services.ts';
import { AllegianceError, quoted } from '../model/errors.ts';
import { CallerLimits } from './limits/callerLimits.ts';
import { badRequest, badRequestHandler, checkHeaderCount, createHttpServer, parseBody } from './limits/connection.ts';
import { checkHost, type HostCheck, hostCheck } from './limits/hosts.ts';
import { LoginThrottle } from './limits/loginThrottle.ts';
import { CONCURRENCY, OperationQueue } from './limits/operationQueue.ts';
import { SubscriptionLimit } from './limits/subscriptionLimit.ts';
import { allowedOrigins, clientInfoOf, disconnectSignal } from './operations/client.ts';
import { createContext, type Readiness, type RequestContext, type ServerContext, type ServerSettings } from './operations/context.ts';
import { checkForm, checkPreflight, NOT_FOUND } from './operations/endpoints.ts';
import { withHttpStatus } from './operations/errors.ts';
import { Pace } from './operations/pace.ts';
import { createPipeline, type Pipeline } from './operations/pipeline.ts';
import { type SseStreams, sseStreams } from './operations/sse.ts';
import { serveWebSockets } from './operations/webSocket.ts';
import { type AssistantRoutes, assistantRoutes } from './routes/assistants.ts';
import { backupRoutes } from './routes/backup.ts';
import { compress } from './routes/compression.ts';
import { exportRoutes } from './routes/exports.ts';
import { importRoutes } from './routes/imports.ts';
import { healthRoutes, metricsRoutes } from './routes/monitoring.ts';
import { explorerRoutes, playgroundRoutes } from './routes/pages.ts';
import { reconcileRoutes } from './routes/reconcile/routes.ts';
import { schemaRoutes } from './routes/schema.ts';
import { log } from './telemetry/log.ts';
import { Metrics } from './telemetry/metrics.ts';
import { traceRequest } from './telemetry/tracing.ts';

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /**
   * Goes on in the background with what an earlier process has left, and reads into memory what questions need. To be called when
   * the store is ready.
   */
  resume(): void;
  /** Finishes the requests in progress, then stops. */
  close(): Promise<void>;
}

/** What decides whether a request is accepted. */
export interface Admission {
  /** Until it returns null, requests are rejected with STORE_UNAVAILABLE and its reason. */
  readonly readiness: Readiness;
  readonly authenticator: Authenticator;
}

/** Starts a server that listens. @throws BAD_INPUT if the port is in use, or the host is no address of this machine */
export async function startServer(store: Engine, settings: ServerSettings, admission: Admission): Promise<RunningServer> {
  log.showValues(settings.logVariables ?? false);
  const metrics = new Metrics();
  const engine = metrics.watchEngine(store);
  const app = express();
  const httpServer = createHttpServer(app, settings.timeouts);
  const services = createServices(engine, {
    steps: settings.searchSteps,
    time: settings.searchTime,
    cacheBytes: settings.cacheBytes,
    graphFile: settings.graphFile ?? null,
    onRebuild: (reason) => log.warn(`the projection could not be updated and was rebuilt: ${reason}`),
  });
  const server: ServerContext = {
    settings,
    engine,
    services,
    readiness: admission.readiness,
    authenticator: new LoginThrottle(admission.authenticator, (reason) => metrics.rejectedToken(reason)),
    limits: new CallerLimits(settings.rate ?? 0),
    operationQueue: new OperationQueue(CONCURRENCY[engine.kind], undefined, whileOpening(engine)),
    subscriptionLimit: new SubscriptionLimit(settings.maxSubscriptions),
    pace: new Pace(),
    metrics,
  };
  metrics.watch(services.projection, server.subscriptionLimit, server.operationQueue);
  const pipeline = createPipeline(server, httpServer);
  const sse = sseStreams(pipeline.subscribe);
  const assistants = assistantRoutes(server, pipeline);
  await pipeline.apollo.start();
  const address = await addressOf(settings);
  const ownHost = hostCheck(address, settings.hosts ?? null);
  mountRoutes(app, server, pipeline, sse, assistants, ownHost);
  const endSockets = serveWebSockets(httpServer, server, pipeline.subscribe, ownHost);
  await listen(httpServer, address, settings);
  const { port } = httpServer.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  let isClosing = false;
  const resume = () => {
    services.reassessor.start();
    // Nobody waits for them at the first question; where they cannot be read now, that reads them again.
    services.projection.viewWithEvents().catch((error: unknown) => {
      if (!isClosing) log.warn('the graph could not be read into memory yet', error);
    });
  };
  const close = async () => {
    isClosing = true;
    // From now on a client that connects again is refused until another server listens.
    httpServer.close();
    sse.end();
    await assistants.close();
    await endSockets();
    await pipeline.apollo.stop();
    await services.reassessor.close();
    await services.projection.close();
    await services.workerPool.close();
  };
  return { url: `http://${host}:${port}`, resume, close };
}

function mountRoutes(
  app: Express,
  server: ServerContext,
  pipeline: Pipeline,
  sse: SseStreams,
  assistants: AssistantRoutes,
  ownHost: HostCheck,
): void {
  const { origins, trustedProxies } = server.settings;
  app.disable('x-powered-by');
  app.set('trust proxy', [...(trustedProxies ?? [])]);
  app.use(server.metrics.countResponses, securityHeaders, checkHost(ownHost), checkHeaderCount, compress);
  const crossOrigin = cors({ origin: allowedOrigins(origins), exposedHeaders: EXPOSED_HEADERS, maxAge: PREFLIGHT_AGE });
  // Before the playground, whose router would otherwise respond to preflight requests (OPTIONS).
  app.use(['/graphql', '/export', '/schema.graphql', '/possible-types.json'], crossOrigin);
  app.use(playgroundRoutes());
  const context = ({ req, res }: { req: Request; res: Response }): Promise<RequestContext> =>
    createContext(server, clientInfoOf(req), disconnectSignal(res)).catch((error: unknown) => {
      throw withHttpStatus(error);
    });
  app.use('/graphql', traceRequest, checkForm, parseBody);
  app.all('/graphql/stream', sse.handler);
  app.all('/graphql', checkPreflight, variesByCaller, expressMiddleware(pipeline.apollo, { context }));
  app.use(assistants.router);
  app.use('/export', exportRoutes(server));
  app.use(importRoutes(server));
  app.use(reconcileRoutes(server, pipeline));
  app.use(schemaRoutes(server, pipeline.schema));
  app.use(explorerRoutes());
  app.use(healthRoutes(server));
  app.use(metricsRoutes(server));
  app.use(backupRoutes(server));
  app.use(notFoundHandler);
  app.use(badRequestHandler);
}

/** Headers of responses that pages of other origins may read, beside those that they always may. */
const EXPOSED_HEADERS = [LEFT_OUT_HEADER, REVISION_HEADER, 'Content-Disposition', 'ETag', 'Retry-After', 'X-Request-Id'];

/** Seconds for which browsers remember what a preflight request allowed; Chromium does for two hours at most. */
const PREFLIGHT_AGE = 7_200;

/** Answers by GET may be cached by the browser, apart for each token and media type. */
const variesByCaller: RequestHandler = (_request, response, next) => {
  response.vary('Accept').vary('Authorization');
  next();
};

/** Unknown addresses, and known ones with another method. */
const notFoundHandler: RequestHandler = (_request, response) => {
  response.status(404).json(badRequest(NOT_FOUND));
};

/** Headers of every response; pages add a content security policy. */
const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  });
  next();
};

/** The host has no address, or one of another machine. */
const NOT_AN_ADDRESS = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'];

/** The address to listen on: what a name leads to, or an address that is written otherwise. @throws BAD_INPUT if there is none */
async function addressOf(settings: ServerSettings): Promise<string> {
  try {
    return (await lookup(settings.host)).address;
  } catch (error) {
    throw cannotListen(settings, error as NodeJS.ErrnoException);
  }
}

function listen(server: Server, address: string, settings: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(settings, error)));
    server.listen(settings.port, address, () => resolve());
  });
}

function cannotListen({ host, port }: ServerSettings, error: NodeJS.ErrnoException): Error {
  const inUse = `Port ${port} on ${host} is in use. Stop the other program, or choose another port: PORT=4001.`;
  const notHere = `Expected HOST to be an address of this machine; got ${quoted(host)}.`;
  const message = error.code === 'EADDRINUSE' ? inUse : NOT_AN_ADDRESS.includes(error.code ?? '') ? notHere : null;
  return message === null ? error : new AllegianceError('BAD_INPUT', message, {}, { cause: error });
}
