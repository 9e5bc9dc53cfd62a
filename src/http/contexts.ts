import type { Gate } from '../access/gate.ts';
import type { Engine } from '../engine/engine.ts';
import type { Shape } from '../feed/shape.ts';
import { Context } from '../graph/common/context.ts';
import { AllegianceError } from '../model/errors.ts';
import type { Readiness } from './health.ts';

/** What every request is answered with. */
export interface Answering {
  readonly engine: Engine;
  readonly shape: Shape;
  readonly readiness: Readiness;
  readonly gate: Gate;
}

/**
 * The context in which a request is answered, however it came.
 * @param authorization Its `Authorization` header, or what stands for it.
 * @throws UNAUTHENTICATED, FORBIDDEN, and STORE_UNAVAILABLE until the store is ready
 */
export async function contextFor(
  { engine, shape, readiness, gate }: Answering,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Context> {
  const reason = readiness();
  if (reason !== null) throw new AllegianceError('STORE_UNAVAILABLE', reason);
  return new Context(engine, shape, signal, await gate.admit(authorization));
}
