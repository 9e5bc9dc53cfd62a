import { isUtf8 } from 'node:buffer';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { MAX_HEADERS } from './limits/timeouts.ts';

/** Maximum size of a request body in bytes, after decompression. */
export const MAX_BODY_SIZE = 256 * 1024;

/** Parses a JSON body, compressed or not. Invalid UTF-8 is rejected instead of replaced, so that no text is changed silently. */
export const parseBody: RequestHandler = express.json({
  limit: MAX_BODY_SIZE,
  verify: (_request, _response, bytes, charset) => {
    if (charset === 'utf-8' && !isUtf8(bytes)) throw Object.assign(new Error('no UTF-8'), { type: 'no.utf8' });
  },
});

/** Rejects a request with too many headers, of which Node drops the rest. */
export const checkHeaderCount: RequestHandler = ({ rawHeaders }, response, next) => {
  if (rawHeaders.length < 2 * MAX_HEADERS) return next();
  const message = `Expected fewer than ${MAX_HEADERS} headers; got more. Leave some out.`;
  response.status(431).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};

interface BodyParserError {
  readonly status?: number;
  readonly type?: string;
}

/** Responds to a request that cannot be parsed with JSON in the form of a GraphQL error, not with an HTML page. */
export const badRequestHandler: ErrorRequestHandler = (error: BodyParserError, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.type === 'no.utf8' ? 400 : (error.status ?? 500);
  const message = status < 500 ? (MESSAGES[error.type ?? ''] ?? NOT_JSON) : 'Something went wrong on our side.';
  response.status(status).json({ errors: [{ message, extensions: { code: status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR' } }] });
};

const NOT_JSON = 'Expected a JSON body such as {"query": "{ status { revision } }"}; got something that is not JSON.';

const MESSAGES: Readonly<Record<string, string>> = {
  'entity.too.large': `Expected a request body of at most ${MAX_BODY_SIZE / 1024} kB; got more. Split it into several requests.`,
  'no.utf8': 'Expected a JSON body in UTF-8; got bytes that are not valid UTF-8.',
  'charset.unsupported': 'Expected a JSON body in UTF-8; got another charset in the header `Content-Type`.',
  'encoding.unsupported':
    'Expected an uncompressed body, or one compressed with gzip, deflate or br; got another encoding in the header `Content-Encoding`.',
};
