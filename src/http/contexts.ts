import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '../access/authenticator.ts';
import type { Engine } from '../engine/engine.ts';
import { Context } from '../graph/common/context.ts';
import type { Services } from '../graph/common/services.ts';
import type { Caller } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';
import type { Readiness } from './health.ts';
import type { Limits } from './limits/limits.ts';
import type { LoginThrottle } from './limits/loginThrottle.ts';

/** What the server shares between all requests. */
export interface ServerContext {
  readonly engine: Engine;
  readonly services: Services;
  readonly readiness: Readiness;
  readonly authenticator: LoginThrottle;
  readonly limits: Limits;
  /** Is introspection of the schema allowed? */
  readonly introspection: boolean;
}

/** The client of a request. */
export interface ClientInfo {
  /** Its `Authorization` header, or the equivalent connection parameter of a WebSocket. */
  readonly authorization: string | undefined;
  /** IP address of the client; behind trusted proxies, the one that they forward. */
  readonly address: string | undefined;
  /** Id of the request, if the client or a proxy sent one. */
  readonly id?: string;
}

/** Context of one request, shared by its resolvers, with what the server counts and logs of it. */
export class RequestContext extends Context {
  /** Maximum number of objects in its response: `limits/cost.ts`. */
  cost = 0;

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
  const caller = await server.authenticator.authenticate(authorization, address);
  return new RequestContext(server, signal, caller, rateLimitKeyOf(caller, address), id);
}

/** Rate limits apply to the holder of a token, else to an address. */
function rateLimitKeyOf(caller: Caller, address: string | undefined): string {
  return caller === ANONYMOUS ? `address ${address}` : `token ${caller.name}`;
}
