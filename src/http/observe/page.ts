import { Router } from 'express';
import { AllegianceError } from '../../model/errors.ts';
import type { Answering } from '../contexts.ts';
import { httpOf } from '../errors.ts';
import { originOf } from '../origins.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for whoever may read. */
export function metricsPage({ registry }: Metrics, { gate }: Answering): Router {
  return Router().get('/metrics', async (request, response) => {
    try {
      const { authorization, address } = originOf(request);
      await gate.admit(authorization, address);
    } catch (error) {
      const known = error instanceof AllegianceError ? error : new AllegianceError('STORE_UNAVAILABLE', 'The tokens cannot be read.');
      const { status = 503, headers = {} } = httpOf(known) ?? {};
      response
        .status(status)
        .set(headers)
        .json({ errors: [{ message: known.message, extensions: { code: known.code } }] });
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
}
