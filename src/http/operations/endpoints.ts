import type { RequestHandler } from 'express';
import type { OperationTypeNode } from 'graphql';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { badRequest } from '../limits/connection.ts';

/** Where each kind of operation is accepted, for messages to clients that sent it elsewhere. */
const SUBSCRIPTIONS = 'over a WebSocket at /graphql (protocol graphql-transport-ws) or by POST /graphql/stream (server-sent events)';
const QUERIES = 'Queries and mutations go to POST /graphql.';

/** The only subprotocol of WebSockets. */
export const SUBPROTOCOL = 'graphql-transport-ws';

export const NOT_FOUND = `Not found. GraphQL is at /graphql: queries and mutations by POST, subscriptions ${SUBSCRIPTIONS}.`;
export const NO_WEB_SOCKET = `Not found. WebSockets are at /graphql, with the subprotocol ${SUBPROTOCOL}.`;

/** Close code of graphql-transport-ws for another subprotocol, and the reason: at most 123 bytes. */
export function wrongSubprotocol(offered: string | undefined): [code: number, reason: string] {
  const got = offered ? quoted(offered.slice(0, 20)) : 'none';
  return [4406, `Expected the subprotocol ${SUBPROTOCOL} (package graphql-ws); got ${got}.`];
}

/** @throws BAD_INPUT for a subscription, which an answer to a single request cannot hold */
export function expectSingleAnswer(operation: OperationTypeNode | undefined): void {
  if (operation !== 'subscription') return;
  throw new AllegianceError('BAD_INPUT', `Expected a query or a mutation; got a subscription. Subscribe ${SUBSCRIPTIONS}.`);
}

/** @throws BAD_INPUT for all but one subscription; undefined: no operation, or several of which none is named */
export function expectSubscription(operation: OperationTypeNode | undefined): void {
  if (operation === 'subscription') return;
  const actual = operation ? `a ${operation}` : 'none, or several without `operationName`';
  throw new AllegianceError('BAD_INPUT', `Expected one subscription; got ${actual}. ${QUERIES}`);
}

/** The error of a mutation by GET, or of a subscription. */
export function notByGet(operation: OperationTypeNode): AllegianceError {
  const endpoint = operation === 'subscription' ? `Subscribe ${SUBSCRIPTIONS}.` : 'Send it by POST /graphql.';
  return new AllegianceError('BAD_INPUT', `Expected a query; got a ${operation} by GET. ${endpoint}`);
}

const STREAM_METHOD =
  'Expected POST or GET, one stream for each subscription; got %s. With the package graphql-sse, leave `singleConnection` at false.';
const METHOD = `Expected POST, or GET for a query; got %s. ${QUERIES}`;

/** Responds to a request whose method or form cannot carry an operation, and says which one can. */
export const checkForm: RequestHandler = (request, response, next) => {
  const { method, headers, path } = request;
  if (method === 'POST') {
    const type = headers['content-type'];
    if (isJson(type)) return next();
    const got = type === undefined ? 'none' : quoted(type);
    const message = `Expected the header \`Content-Type: application/json\` and a body such as {"query": "{ status { revision } }"}; got ${got}. Forms, uploads and plain text are not accepted.`;
    return void response.status(415).json(badRequest(message));
  }
  if (method === 'GET' || method === 'HEAD') return next();
  const message = (path === '/stream' ? STREAM_METHOD : METHOD).replace('%s', quoted(method));
  response.status(405).set('Allow', 'GET, POST').json(badRequest(message));
};

/** The types of a form that pages of any origin may send, without asking the server first. */
const SIMPLE_TYPES = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/** Rejects a query by GET that a page of another origin could send without asking the server first. */
export const checkPreflight: RequestHandler = ({ method, headers }, response, next) => {
  const type = headers['content-type'];
  const hasPreflight = (type !== undefined && !SIMPLE_TYPES.test(type)) || PREFLIGHT_HEADERS.some((name) => headers[name]);
  if (method !== 'GET' || hasPreflight) return next();
  const message =
    'Expected a GET with the header `Content-Type: application/json` or `Apollo-Require-Preflight: true`, which pages of other sites cannot send; got neither.';
  response.status(400).json(badRequest(message));
};

const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

/** True for a body of JSON, which pages of other origins cannot send without asking first. */
export function isJson(type: string | undefined): boolean {
  return type !== undefined && /^\s*application\/json\s*(;|$)/i.test(type);
}
