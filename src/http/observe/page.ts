import { Router } from 'express';
import type { Answering } from '../contexts.ts';
import { originOf } from '../origins.ts';
import { refuse } from '../refuse.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for readers. */
export function metricsPage({ registry }: Metrics, { gate }: Answering): Router {
  return Router().get('/metrics', async (request, response) => {
    try {
      const { authorization, address } = originOf(request);
      await gate.admit(authorization, address);
    } catch (error) {
      return refuse(response, error);
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
}
