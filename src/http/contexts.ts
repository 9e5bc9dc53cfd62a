import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '../access/gate.ts';
import type { Engine } from '../engine/engine.ts';
import type { Shape } from '../feed/shape.ts';
import { Context } from '../graph/common/context.ts';
import type { Caller } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';
import type { Readiness } from './health.ts';
import type { GuardedGate } from './limits/guesses.ts';
import type { Limits } from './limits/limits.ts';

/** What the server shares between all requests. */
export interface Answering {
  readonly engine: Engine;
  readonly shape: Shape;
  readonly readiness: Readiness;
  readonly gate: GuardedGate;
  readonly limits: Limits;
  /** Is introspection of the schema allowed? */
  readonly tellsSchema: boolean;
}

/** The client of a request. */
export interface Origin {
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
    { engine, shape }: Answering,
    signal: AbortSignal,
    caller: Caller,
    from: string,
    /** Id of the request in the log, and in the header `X-Request-Id`. */
    readonly id: string,
  ) {
    super(engine, shape, signal, caller, from);
  }
}

/**
 * Authenticates a request, of any transport, and creates its context.
 * @throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED after too many invalid tokens, and STORE_UNAVAILABLE until the store is ready
 */
export async function contextFor(answering: Answering, origin: Origin, signal: AbortSignal): Promise<RequestContext> {
  const { authorization, address, id = randomUUID() } = origin;
  const reason = answering.readiness();
  if (reason !== null) throw new AllegianceError('STORE_UNAVAILABLE', reason);
  const caller = await answering.gate.admit(authorization, address);
  return new RequestContext(answering, signal, caller, fromOf(caller, address), id);
}

/** Rate limits apply to the holder of a token, else to an address. */
function fromOf(caller: Caller, address: string | undefined): string {
  return caller === ANONYMOUS ? `address ${address}` : `token ${caller.name}`;
}
