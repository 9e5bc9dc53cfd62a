import { type RequestHandler, Router } from 'express';
import { whileOpening } from '../../engine/opening.ts';
import type { Services } from '../../graph/common/services.ts';
import { AllegianceError } from '../../model/errors.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { clientInfoOf } from '../operations/client.ts';
import type { ServerContext } from '../operations/context.ts';
import { handler } from '../operations/errors.ts';

/**
 * `GET /health` and `/health/ready`: 200 if queries can be served, else 503 with the reason. `opening`: only what the graph in memory
 * holds is answered yet, and all else waits until the store is open.
 * `GET /health/live`: 200 as long as the process responds.
 */
export function healthRoutes({ engine, readiness, services }: ServerContext): Router {
  const isOpening = whileOpening(engine);
  const answer: RequestHandler = async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    const unavailable = (reason: string) => response.status(503).json({ status: 'unavailable', engine: engine.kind, reason });
    const reason = readiness();
    if (reason !== null) return unavailable(reason);
    try {
      await engine.check();
      await latestRevisionOf(engine);
      response
        .status(200)
        .json({ status: 'ready', engine: engine.kind, ...(isOpening() && { opening: true }), ...(await reassessing(services)) });
    } catch (error) {
      unavailable(error instanceof AllegianceError ? error.message : 'The store does not answer. Try again in a moment.');
    }
  };
  return Router()
    .get(['/health', '/health/ready'], answer)
    .get('/health/live', (_request, response) => response.set('Cache-Control', 'no-store').json({ status: 'live' }));
}

/** How far what cites sources that were graded again is up to date; nothing where all is. @throws STORE_UNAVAILABLE, QUERY_TIMEOUT */
async function reassessing({ reassessor }: Services): Promise<object> {
  const pending = await reassessor.pending();
  if (pending.length === 0) return {};
  const sum = (field: 'done' | 'total') => pending.reduce((all, one) => all + one[field], 0);
  return { reassessing: { sources: pending.length, done: sum('done'), total: sum('total') } };
}

/** `GET /metrics`, for readers. */
export function metricsRoutes({ authenticator, metrics: { registry } }: ServerContext): Router {
  const answer = handler('metrics', async (request, response) => {
    const { authorization, address } = clientInfoOf(request);
    await authenticator.authenticate(authorization, address);
    response.type(registry.contentType).send(await registry.metrics());
  });
  return Router().get('/metrics', answer);
}
