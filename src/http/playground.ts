import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type Response, Router } from 'express';

/** Everything the page loads comes from this server; the style attribute is open because the editor places its lines with it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NOT_BUILT = 'The playground has not been built yet: `npm run build` makes it. The API at this address answers all the same.\n';

const API_TYPES = ['application/json', 'application/graphql-response+json'];

/**
 * The page and assets of the playground.
 *
 * `GET /graphql` answers with the page when the request prefers HTML and carries no `query` of its own; every other request to
 * `/graphql` is left to the handlers mounted after this one. Assets lie under `/playground/assets` and never change under one name.
 * The page is answered with 503 and a plain sentence while it has not been built.
 *
 * @param root directory of the built page; default: `dist/playground` of this package.
 */
export function playground(root: string = builtPlayground()): Router {
  const page = path.join(root, 'index.html');
  const router = Router();

  router.use(
    '/playground/assets',
    express.static(path.join(root, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );

  router.get('/graphql', (request, response, next) => {
    response.vary('Accept');
    if (!asksForPage(request)) return next();
    if (!existsSync(page)) return response.status(503).type('text/plain').send(NOT_BUILT);
    sendPage(response, page);
  });

  return router;
}

/** A client that takes anything, as curl does, wants the API; only one that names HTML first wants the page. */
function asksForPage(request: Request): boolean {
  return request.query.query === undefined && request.accepts([...API_TYPES, 'text/html']) === 'text/html';
}

function sendPage(response: Response, page: string): void {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.sendFile(page, { cacheControl: false, dotfiles: 'allow' });
}

/** The package's own `dist/playground`, from `dist/server/http` as from `src/http`. */
function builtPlayground(): string {
  let directory = import.meta.dirname;
  while (!existsSync(path.join(directory, 'package.json'))) directory = path.dirname(directory);
  return path.join(directory, 'dist', 'playground');
}
