import { Router } from 'express';
import { AllegianceError } from '../../model/errors.ts';
import type { Answering } from '../contexts.ts';
import { originOf } from '../origins.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for whoever may read. */
export function metricsPage({ registry }: Metrics, { gate }: Answering): Router {
  return Router().get('/metrics', async (request, response) => {
    try {
      await gate.admit(originOf(request).authorization);
    } catch (error) {
      const known = error instanceof AllegianceError ? error : new AllegianceError('STORE_UNAVAILABLE', 'The tokens cannot be read.');
      const status = known.code === 'UNAUTHENTICATED' ? 401 : known.code === 'FORBIDDEN' ? 403 : 503;
      response.status(status).json({ errors: [{ message: known.message, extensions: { code: known.code } }] });
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
}
