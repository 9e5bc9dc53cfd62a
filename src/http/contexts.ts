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

/** What every request is answered with. */
export interface Answering {
  readonly engine: Engine;
  readonly shape: Shape;
  readonly readiness: Readiness;
  readonly gate: GuardedGate;
  readonly limits: Limits;
  /** May clients ask for the schema? */
  readonly tellsSchema: boolean;
}

/** Where a request comes from. */
export interface Origin {
  /** Its `Authorization` header, or what stands for it. */
  readonly authorization: string | undefined;
  /** The address of the client; behind proxies that are trusted, the one that they name. */
  readonly address: string | undefined;
  /** The request's own id, where the client or a proxy gave it one. */
  readonly id?: string;
}

/** What the resolvers of one request share, and what the server counts of it. */
export class RequestContext extends Context {
  /** The objects that its answer may hold: `limits/cost.ts`. */
  cost = 0;

  constructor(
    { engine, shape }: Answering,
    signal: AbortSignal,
    caller: Caller,
    from: string,
    /** By which the log can be searched for it. */
    readonly id: string,
  ) {
    super(engine, shape, signal, caller, from);
  }
}

/**
 * The context in which a request is answered, however it came.
 * @throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED after too many wrong tokens, and STORE_UNAVAILABLE until the store is ready
 */
export async function contextFor(answering: Answering, origin: Origin, signal: AbortSignal): Promise<RequestContext> {
  const { authorization, address, id = randomUUID() } = origin;
  const reason = answering.readiness();
  if (reason !== null) throw new AllegianceError('STORE_UNAVAILABLE', reason);
  const caller = await answering.gate.admit(authorization, address);
  return new RequestContext(answering, signal, caller, fromOf(caller, address), id);
}

/** Those of a holder of a token are counted together, else those of an address. */
function fromOf(caller: Caller, address: string | undefined): string {
  return caller === ANONYMOUS ? `address ${address}` : `token ${caller.name}`;
}
