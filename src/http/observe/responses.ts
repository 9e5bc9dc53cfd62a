import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** What can be asked for, by the beginning of its address; the closest first. */
const DOORS = ['/graphql/stream', '/graphql', '/export', '/backup', '/health', '/metrics', '/explorer'];

/** Counts every answer, whatever came of the request before it was one of GraphQL. */
export function countedResponses(metrics: Metrics): RequestHandler {
  return ({ path }, response, next) => {
    const door = DOORS.find((one) => path === one || path.startsWith(`${one}/`)) ?? 'other';
    response.once('finish', () => metrics.response(door, response.statusCode));
    next();
  };
}
