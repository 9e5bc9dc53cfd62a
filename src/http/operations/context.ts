import { randomUUID } from 'node:crypto';
import type { ExecutionArgs } from 'graphql';
import { ANONYMOUS } from '../../access/authenticator.ts';
import type { Config } from '../../config.ts';
import type { Engine } from '../../engine/engine.ts';
import { Context } from '../../graph/common/context.ts';
import type { Services } from '../../graph/common/services.ts';
import type { Caller } from '../../model/caller.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { GraphFile } from '../../revisions/graphFile.ts';
import type { CallerLimits } from '../limits/callerLimits.ts';
import type { Timeouts } from '../limits/connection.ts';
import type { LoginThrottle } from '../limits/loginThrottle.ts';
import type { OperationQueue } from '../limits/operationQueue.ts';
import type { SubscriptionLimit } from '../limits/subscriptionLimit.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ClientInfo } from './client.ts';
import type { Pace } from './pace.ts';

/** Returns null if the server can serve requests, else the reason why not, as a sentence. */
export type Readiness = () => string | null;

/** By default the cache has 128 MiB, 1,000 subscriptions may be open, introspection is allowed, and all else is off. */
export interface ServerSettings
  extends Pick<Config, 'host' | 'port' | 'origins' | 'searchSteps' | 'searchTime'>,
    Partial<Pick<Config, 'cacheBytes' | 'hosts' | 'rate' | 'trustedProxies' | 'introspection' | 'logVariables' | 'maxSubscriptions'>> {
  /** In which a copy of a large graph is saved, from which the next start goes on; left out: none. */
  readonly graphFile?: GraphFile;
  /** Time limits for receiving a request; default: 10 s for its headers, 30 s for all of it. */
  readonly timeouts?: Timeouts;
}

/** What the server shares between all requests. */
export interface ServerContext {
  readonly settings: ServerSettings;
  readonly engine: Engine;
  readonly services: Services;
  readonly readiness: Readiness;
  readonly authenticator: LoginThrottle;
  readonly limits: CallerLimits;
  readonly operationQueue: OperationQueue;
  readonly subscriptionLimit: SubscriptionLimit;
  /** For the messages to subscribers. */
  readonly pace: Pace;
  readonly metrics: Metrics;
}

/** A step of a subscription: it has passed a revision, with a message for the client if that concerns the subscription. */
export interface SubscriptionStep {
  /** The revision after which the client can resume once it has the message; null: as before. */
  readonly revision: number | null;
  /** As it is sent to the client, in JSON; null: nothing is. */
  readonly message: string | null;
}

/** The steps of a subscription, in order. */
export type Results = AsyncIterableIterator<SubscriptionStep>;

/** A subscription on its way through the pipeline, which fills it. */
export interface SubscriptionRun {
  /** Creates the context of an event. */
  readonly newContext: () => Promise<RequestContext>;
  /** Releases it from the limit of open subscriptions; idempotent. */
  release?: () => void;
  args?: ExecutionArgs;
  results?: Results;
}

/** Context of one request, shared by its resolvers, with what the server counts and logs of it. */
export class RequestContext extends Context {
  /** Maximum number of objects in its response: `limits/cost.ts`. */
  cost = 0;

  /** The same of what its response holds: `limits/answerCost.ts`; null until that is known, or if it does not matter. */
  actualCost: number | null = null;

  /** The tag of the answer, if the client has it already: then it is not executed. */
  tagOfClient: string | null = null;

  /** The subscription, if the request came by a transport of subscriptions. */
  subscription?: SubscriptionRun;

  constructor(
    { engine, services }: ServerContext,
    signal: AbortSignal,
    caller: Caller,
    rateLimitKey: string,
    /** Id of the request in the log, and in the header `X-Request-Id`. */
    readonly id: string,
  ) {
    super(engine, services, signal, caller, rateLimitKey);
  }
}

/**
 * Authenticates a request, of any transport, and creates its context.
 * @throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED after too many invalid tokens, and STORE_UNAVAILABLE until the store is ready
 */
export async function createContext(server: ServerContext, client: ClientInfo, signal: AbortSignal): Promise<RequestContext> {
  const { authorization, address, id = randomUUID() } = client;
  const reason = server.readiness();
  if (reason !== null) throw new AllegianceError('STORE_UNAVAILABLE', reason);
  const caller = await server.authenticator.authenticate(authorization, address).catch(async (error: unknown) => {
    // A token is unknown too where the directory that holds the tokens is missing.
    await server.engine.check();
    throw error;
  });
  return new RequestContext(server, signal, caller, rateLimitKeyOf(caller, address), id);
}

/** Rate limits apply to the holder of a token, else to an address. */
function rateLimitKeyOf(caller: Caller, address: string | undefined): string {
  return caller === ANONYMOUS ? `address ${address}` : `token ${caller.name}`;
}
