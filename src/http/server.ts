import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Gate } from '../access/gate.ts';
import type { Engine } from '../engine/engine.ts';
import { shapeOf } from '../feed/shape.ts';
import { allegianceSchema } from '../graph/schema.ts';
import { AllegianceError } from '../model/errors.ts';
import { backups } from './backup.ts';
import { answerBadRequest, expectFewHeaders, LARGEST_BODY, readBody } from './body.ts';
import { type Answering, contextFor, type RequestContext } from './contexts.ts';
import { formatError, formatErrorSilently, withStatus } from './errors.ts';
import { explorer } from './explorer.ts';
import { exportsOf } from './exports.ts';
import { health, type Readiness } from './health.ts';
import { answerText, keptAnswers } from './keptAnswers.ts';
import { legacyStatus } from './legacyStatus.ts';
import { BOUNDS } from './limits/bounds.ts';
import { documentBounds } from './limits/document.ts';
import { GuardedGate } from './limits/guesses.ts';
import { Limits } from './limits/limits.ts';
import { type Patience, patientServer } from './limits/patience.ts';
import { limitsPlugin } from './limits/plugin.ts';
import { log } from './log.ts';
import { Metrics } from './observe/metrics.ts';
import { metricsPage } from './observe/page.ts';
import { requestsPlugin } from './observe/requests.ts';
import { countedResponses } from './observe/responses.ts';
import { tracedRequest } from './observe/tracing.ts';
import { allowedOrigins, originOf } from './origins.ts';
import { playground } from './playground.ts';
import { revisionExtension } from './revision.ts';
import { REVISION_HEADER } from './revisionHeader.ts';
import { Seats } from './seats.ts';
import { serveSockets } from './sockets.ts';
import { type Streams, streams } from './streams.ts';

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[] | null;
  /** Limits of one path search or analysis: relationships visited, and milliseconds. */
  readonly searchSteps: number;
  readonly searchTime: number;
  /** Size of the cache in bytes; default: 128 MiB; 0 switches it off. */
  readonly keptBytes?: number;
  /** Cost that a caller may spend per second, on average; default: 0, unlimited. */
  readonly rate?: number;
  /** Trusted proxies; default: none. */
  readonly proxies?: readonly string[];
  /** Is introspection allowed? Default: true. */
  readonly introspection?: boolean;
  /** Does the log contain the values of variables? Default: false. */
  readonly logsVariables?: boolean;
  /** Maximum number of open subscriptions; default: 1,000. */
  readonly subscriptions?: number;
  /** Time limits for receiving a request; default: 10 s for its headers, 30 s for all of it. */
  readonly patience?: Patience;
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
  readonly gate: Gate;
}

/** Starts a server that listens. @throws BAD_INPUT if the port is in use */
export async function startServer(store: Engine, settings: ServerSettings, admission: Admission): Promise<RunningServer> {
  log.tellValues(settings.logsVariables ?? false);
  const metrics = new Metrics();
  const engine = metrics.watchEngine(store);
  const app = express();
  const httpServer = patientServer(app, settings.patience);
  const schema = allegianceSchema();
  const limits = new Limits(settings.rate ?? 0);
  const apollo = apolloOf(schema, httpServer, settings, { metrics, limits });
  const shape = shapeOf(engine, {
    steps: settings.searchSteps,
    time: settings.searchTime,
    keptBytes: settings.keptBytes,
    onRebuild: (reason) => log.warn(`the projection could not be updated and was rebuilt: ${reason}`),
  });
  metrics.watchFeed(shape.feed);
  const gate = new GuardedGate(admission.gate, (answer) => metrics.refusedToken(answer));
  const answering: Answering = { engine, shape, readiness: admission.readiness, gate, limits, tellsSchema: settings.introspection ?? true };
  const seats = new Seats(settings.subscriptions);
  metrics.watchSeats(seats);
  const live = streams(answering, schema, seats);
  await apollo.start();
  route(app, { apollo, answering, live, metrics }, settings);
  const endSockets = serveSockets(httpServer, answering, {
    schema,
    origins: settings.origins,
    proxies: settings.proxies ?? [],
    largest: LARGEST_BODY,
    seats,
  });
  await listen(httpServer, settings);
  const { port } = httpServer.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const close = async () => {
    live.end();
    await endSockets();
    await apollo.stop();
    await shape.analyst.close();
  };
  return { url: `http://${host}:${port}`, close };
}

function apolloOf(
  schema: GraphQLSchema,
  httpServer: Server,
  { introspection = true, logsVariables = false }: ServerSettings,
  { metrics, limits }: { readonly metrics: Metrics; readonly limits: Limits },
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    persistedQueries: false,
    parseOptions: { maxTokens: BOUNDS.tokens },
    validationRules: [documentBounds],
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: introspection ? formatError : formatErrorSilently,
    stringifyResult: answerText,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin(limits),
      legacyStatus,
      revisionExtension,
      requestsPlugin(metrics, logsVariables),
      keptAnswers,
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5_000 }),
    ],
  });
}

interface Parts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly answering: Answering;
  readonly live: Streams;
  readonly metrics: Metrics;
}

function route(app: Express, { apollo, answering, live, metrics }: Parts, { origins, proxies = [] }: ServerSettings): void {
  app.disable('x-powered-by');
  app.set('trust proxy', [...proxies]);
  app.use(countedResponses(metrics), securityHeaders, expectFewHeaders);
  // Before the playground, whose router would otherwise respond to preflight requests (OPTIONS).
  app.use('/graphql', cors({ origin: allowedOrigins(origins) }));
  app.use(playground());
  const context = ({ req, res }: { req: Request; res: Response }): Promise<RequestContext> =>
    contextFor(answering, originOf(req), goneSignal(res)).catch((error: unknown) => {
      throw withStatus(error);
    });
  app.use('/graphql', tracedRequest);
  app.use('/graphql', readBody);
  app.all('/graphql/stream', live.handler);
  app.use('/graphql', expressMiddleware(apollo, { context }));
  const exposedHeaders = [REVISION_HEADER, 'Content-Disposition'];
  app.use('/export', cors({ origin: allowedOrigins(origins), exposedHeaders }), exportsOf(answering));
  app.use(explorer());
  app.use(health(answering.engine, answering.readiness));
  app.use(metricsPage(metrics, answering));
  app.use(backups(answering));
  app.use((_request, response) => response.status(404).json({ errors: [{ message: 'Not found. The API is at /graphql.' }] }));
  app.use(answerBadRequest);
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
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

function listen(server: Server, { host, port }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} on ${host} is in use. Stop the other program, or choose another port: PORT=4001.`;
      reject(error.code === 'EADDRINUSE' ? new AllegianceError('BAD_INPUT', taken, {}, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve());
  });
}
