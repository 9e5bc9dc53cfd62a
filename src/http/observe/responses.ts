import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** Prefixes of the paths that are served, the most specific first. */
const ROUTES = ['/graphql/stream', '/graphql', '/export', '/backup', '/health', '/metrics', '/explorer'];

/** Counts every HTTP response, also of requests that never reach GraphQL. */
export function countResponses(metrics: Metrics): RequestHandler {
  return ({ path }, response, next) => {
    const route = ROUTES.find((one) => path === one || path.startsWith(`${one}/`)) ?? 'other';
    response.once('finish', () => metrics.response(route, response.statusCode));
    next();
  };
}
