import { isUtf8 } from 'node:buffer';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { MOST_HEADERS } from './limits/patience.ts';

/** Bytes a request may have, unpacked. */
export const LARGEST_BODY = 256 * 1024;

/** Reads a JSON body, packed or not. What is no UTF-8 is refused rather than mended, so that no text is changed on its way in. */
export const readBody: RequestHandler = express.json({
  limit: LARGEST_BODY,
  verify: (_request, _response, bytes, charset) => {
    if (charset === 'utf-8' && !isUtf8(bytes)) throw Object.assign(new Error('no UTF-8'), { type: 'no.utf8' });
  },
});

/** Refuses a request of which Node has left out headers, since there were too many. */
export const expectFewHeaders: RequestHandler = ({ rawHeaders }, response, next) => {
  if (rawHeaders.length < 2 * MOST_HEADERS) return next();
  const message = `Expected fewer than ${MOST_HEADERS} headers. Leave some out.`;
  response.status(431).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};

interface Refused {
  readonly status?: number;
  readonly type?: string;
}

/** What cannot be read as a request is answered in GraphQL's form, never as a page. */
export const answerBadRequest: ErrorRequestHandler = (error: Refused, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.type === 'no.utf8' ? 400 : (error.status ?? 500);
  const message = status < 500 ? (MESSAGES[error.type ?? ''] ?? NO_JSON) : 'Something went wrong on our side.';
  response.status(status).json({ errors: [{ message, extensions: { code: status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR' } }] });
};

const NO_JSON = 'Expected a JSON body such as {"query": "{ status { revision } }"}; got something that is not JSON.';

const MESSAGES: Readonly<Record<string, string>> = {
  'entity.too.large': `Expected a request of at most ${LARGEST_BODY / 1024} kB. Ask for less in one request.`,
  'no.utf8': 'Expected a JSON body in UTF-8; got bytes that are none.',
  'charset.unsupported': 'Expected a JSON body in UTF-8; the header `Content-Type` names another charset.',
  'encoding.unsupported': 'Expected a body as it is, or packed with gzip, deflate or br; the header `Content-Encoding` names another form.',
};
