import { Router } from 'express';
import type { ServerContext } from '../contexts.ts';
import { clientInfoOf } from '../origins.ts';
import { sendError } from '../sendError.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for readers. */
export function metricsRoutes({ registry }: Metrics, { authenticator }: ServerContext): Router {
  return Router().get('/metrics', async (request, response) => {
    try {
      const { authorization, address } = clientInfoOf(request);
      await authenticator.authenticate(authorization, address);
    } catch (error) {
      return sendError(response, error);
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
}
