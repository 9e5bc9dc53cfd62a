import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../access/authenticator.ts';
import type { Engine } from '../engine/engine.ts';
import { createServices } from '../graph/common/services.ts';
import { allegianceSchema } from '../graph/schema.ts';
import { AllegianceError } from '../model/errors.ts';
import { backupRoutes } from './backup.ts';
import { badRequestHandler, checkHeaderCount, MAX_BODY_SIZE, parseBody } from './body.ts';
import { createContext, type RequestContext, type ServerContext } from './contexts.ts';
import { formatError, formatErrorWithoutSuggestions, withHttpStatus } from './errors.ts';
import { explorerRoutes } from './explorer.ts';
import { exportRoutes } from './exports.ts';
import { healthRoutes, type Readiness } from './health.ts';
import { legacyStatus } from './legacyStatus.ts';
import { documentLimits } from './limits/document.ts';
import { Limits } from './limits/limits.ts';
import { LoginThrottle } from './limits/loginThrottle.ts';
import { limitsPlugin } from './limits/plugin.ts';
import { REQUEST_LIMITS } from './limits/requestLimits.ts';
import { createHttpServer, type Timeouts } from './limits/timeouts.ts';
import { log } from './log.ts';
import { Metrics } from './observe/metrics.ts';
import { metricsRoutes } from './observe/metricsRoutes.ts';
import { requestsPlugin } from './observe/requests.ts';
import { countResponses } from './observe/responses.ts';
import { traceRequest } from './observe/tracing.ts';
import { allowedOrigins, clientInfoOf } from './origins.ts';
import { playgroundRoutes } from './playground.ts';
import { responseCache, stringifyResponse } from './responseCache.ts';
import { revisionExtension } from './revision.ts';
import { REVISION_HEADER } from './revisionHeader.ts';
import { serveWebSockets } from './sockets.ts';
import { type SseStreams, sseStreams } from './sse.ts';
import { SubscriptionLimit } from './subscriptionLimit.ts';

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[] | null;
  /** Limits of one path search or analysis: relationships visited, and milliseconds. */
  readonly searchSteps: number;
  readonly searchTime: number;
  /** Size of the cache in bytes; default: 128 MiB; 0 switches it off. */
  readonly cacheBytes?: number;
  /** Cost that a caller may spend per second, on average; default: 0, unlimited. */
  readonly rate?: number;
  /** Trusted proxies; default: none. */
  readonly trustedProxies?: readonly string[];
  /** Is introspection allowed? Default: true. */
  readonly introspection?: boolean;
  /** Does the log contain the values of variables? Default: false. */
  readonly logVariables?: boolean;
  /** Maximum number of open subscriptions; default: 1,000. */
  readonly maxSubscriptions?: number;
  /** Time limits for receiving a request; default: 10 s for its headers, 30 s for all of it. */
  readonly timeouts?: Timeouts;
}

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Finishes the requests in progress, then stops. */
  close(): Promise<void>;
}

/** What decides whether a request is accepted. */
export interface Admission {
  /** Until it returns null, requests are rejected with STORE_UNAVAILABLE and its reason. */
  readonly readiness: Readiness;
  readonly authenticator: Authenticator;
}

/** Starts a server that listens. @throws BAD_INPUT if the port is in use */
export async function startServer(store: Engine, settings: ServerSettings, admission: Admission): Promise<RunningServer> {
  log.showValues(settings.logVariables ?? false);
  const metrics = new Metrics();
  const engine = metrics.watchEngine(store);
  const app = express();
  const httpServer = createHttpServer(app, settings.timeouts);
  const schema = allegianceSchema();
  const limits = new Limits(settings.rate ?? 0);
  const apollo = createApollo(schema, httpServer, settings, { metrics, limits });
  const services = createServices(engine, {
    steps: settings.searchSteps,
    time: settings.searchTime,
    cacheBytes: settings.cacheBytes,
    onRebuild: (reason) => log.warn(`the projection could not be updated and was rebuilt: ${reason}`),
  });
  metrics.watchProjection(services.projection);
  const authenticator = new LoginThrottle(admission.authenticator, (reason) => metrics.rejectedToken(reason));
  const serverContext: ServerContext = {
    engine,
    services,
    readiness: admission.readiness,
    authenticator,
    limits,
    introspection: settings.introspection ?? true,
  };
  const subscriptionLimit = new SubscriptionLimit(settings.maxSubscriptions);
  metrics.watchSubscriptions(subscriptionLimit);
  const sse = sseStreams(serverContext, schema, subscriptionLimit);
  await apollo.start();
  mountRoutes(app, { apollo, serverContext, sse, metrics }, settings);
  const endSockets = serveWebSockets(httpServer, serverContext, {
    schema,
    origins: settings.origins,
    trustedProxies: settings.trustedProxies ?? [],
    maxMessageSize: MAX_BODY_SIZE,
    subscriptionLimit,
  });
  await listen(httpServer, settings);
  const { port } = httpServer.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const close = async () => {
    sse.end();
    await endSockets();
    await apollo.stop();
    await services.workerPool.close();
  };
  return { url: `http://${host}:${port}`, close };
}

function createApollo(
  schema: GraphQLSchema,
  httpServer: Server,
  { introspection = true, logVariables = false }: ServerSettings,
  { metrics, limits }: { readonly metrics: Metrics; readonly limits: Limits },
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    persistedQueries: false,
    parseOptions: { maxTokens: REQUEST_LIMITS.tokens },
    validationRules: [documentLimits],
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: introspection ? formatError : formatErrorWithoutSuggestions,
    stringifyResult: stringifyResponse,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin(limits),
      legacyStatus,
      revisionExtension,
      requestsPlugin(metrics, logVariables),
      responseCache,
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5_000 }),
    ],
  });
}

interface Parts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly serverContext: ServerContext;
  readonly sse: SseStreams;
  readonly metrics: Metrics;
}

function mountRoutes(app: Express, { apollo, serverContext, sse, metrics }: Parts, { origins, trustedProxies = [] }: ServerSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', [...trustedProxies]);
  app.use(countResponses(metrics), securityHeaders, checkHeaderCount);
  // Before the playground, whose router would otherwise respond to preflight requests (OPTIONS).
  app.use('/graphql', cors({ origin: allowedOrigins(origins) }));
  app.use(playgroundRoutes());
  const context = ({ req, res }: { req: Request; res: Response }): Promise<RequestContext> =>
    createContext(serverContext, clientInfoOf(req), disconnectSignal(res)).catch((error: unknown) => {
      throw withHttpStatus(error);
    });
  app.use('/graphql', traceRequest);
  app.use('/graphql', parseBody);
  app.all('/graphql/stream', sse.handler);
  app.use('/graphql', expressMiddleware(apollo, { context }));
  const exposedHeaders = [REVISION_HEADER, 'Content-Disposition'];
  app.use('/export', cors({ origin: allowedOrigins(origins), exposedHeaders }), exportRoutes(serverContext));
  app.use(explorerRoutes());
  app.use(healthRoutes(serverContext.engine, serverContext.readiness));
  app.use(metricsRoutes(metrics, serverContext));
  app.use(backupRoutes(serverContext));
  app.use((_request, response) => response.status(404).json({ errors: [{ message: 'Not found. The API is at /graphql.' }] }));
  app.use(badRequestHandler);
}

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

/** Aborts if the client disconnects before the response is complete. */
function disconnectSignal(response: Response): AbortSignal {
  const disconnected = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) disconnected.abort();
  });
  return disconnected.signal;
}

function listen(server: Server, { host, port }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} on ${host} is in use. Stop the other program, or choose another port: PORT=4001.`;
      reject(error.code === 'EADDRINUSE' ? new AllegianceError('BAD_INPUT', inUse, {}, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve());
  });
}
