import compression from 'compression';
import type { RequestHandler } from 'express';

/** Bytes from which a response is compressed. */
const MIN_SIZE = 1_024;

/** What is streamed: events must not wait in a buffer, and exports compress themselves. */
const STREAMED = /^\/(graphql\/stream|mcp|export|backup)(\/|$)/i;

const compressAnswer = compression({ threshold: MIN_SIZE });

/** Compresses responses of more than 1 kB with Brotli or gzip, as the client accepts. No response holds a secret. */
export const compress: RequestHandler = (request, response, next) => {
  if (STREAMED.test(request.path)) next();
  else compressAnswer(request, response, next);
};
