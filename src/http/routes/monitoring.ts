import { type RequestHandler, Router } from 'express';

import type { Engine } from '../../engine/engine.ts';
import type { Services } from '../../graph/common/services.ts';
import { AllegianceError } from '../../model/errors.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { clientInfoOf } from '../operations/client.ts';
import type { ServerContext } from '../operations/context.ts';
import { handler } from '../operations/errors.ts';

/**
 * `GET /health` and `/health/ready`: 200 if queries can be served, else 503 with the reason.
 * `GET /health/live`: 200 as long as the process responds.
 */
export function healthRoutes({ engine, readiness, services }: ServerContext): Router {
  const answer: RequestHandler = async (_request, response) => {
    const reason = readiness() ?? (await reasonUnreachable(engine));
    response.set('Cache-Control', 'no-store');
    if (reason === null) response.status(200).json({ status: 'ready', engine: engine.kind, ...(await reassessing(services)) });
    else response.status(503).json({ status: 'unavailable', engine: engine.kind, reason });
  };
  return Router()
    .get(['/health', '/health/ready'], answer)
    .get('/health/live', (_request, response) => response.set('Cache-Control', 'no-store').json({ status: 'live' }));
}

/** How far what cites sources that were graded anew is up to date; nothing where all is. */
async function reassessing({ reassessor }: Services): Promise<object> {
  const pending = await reassessor.pending().catch(() => []);
  if (pending.length === 0) return {};
  const sum = (field: 'done' | 'total') => pending.reduce((all, one) => all + one[field], 0);
  return { reassessing: { sources: pending.length, done: sum('done'), total: sum('total') } };
}

async function reasonUnreachable(engine: Engine): Promise<string | null> {
  try {
    await engine.check();
    await latestRevisionOf(engine);
    return null;
  } catch (error) {
    return error instanceof AllegianceError ? error.message : 'The store does not answer. Try again in a moment.';
  }
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
