import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { PACKAGE_ROOT } from '../../root.ts';

/** Pages load everything from this server. Inline styles are allowed because the pages position elements with them. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const API_TYPES = ['application/json', 'application/graphql-response+json'];

const BUILD = '`npm run build` makes it.';

/**
 * Routes of the explorer: its page and assets.
 *
 * `GET /` returns the page if the request prefers HTML, else it redirects to the API at `/graphql`. Assets are under
 * `/explorer/assets`; their names contain a hash of their content. If the page has not been built, the response is 503 with a text.
 *
 * @param root Directory of the built page; default: `dist/explorer` of this package.
 */
export function explorerRoutes(root = path.join(PACKAGE_ROOT, 'dist/explorer')): Router {
  const router = Router();
  router.use('/explorer/assets', serveAssets(root));
  router.get('/', (request, response) => {
    response.vary('Accept');
    if (prefersHtml(request)) sendPage(response, root, `The explorer has not been built yet. ${BUILD} The API is at /graphql.\n`);
    else response.redirect('/graphql');
  });
  return router;
}

/**
 * Routes of the playground: its page and assets.
 *
 * `GET /graphql` returns the page if the request prefers HTML and has no `query` parameter; every other request to `/graphql` is
 * left to the handlers mounted after this one. Assets are under `/playground/assets`; their names contain a hash of their content.
 * If the page has not been built, the response is 503 with a text.
 *
 * @param root Directory of the built page; default: `dist/playground` of this package.
 */
export function playgroundRoutes(root = path.join(PACKAGE_ROOT, 'dist/playground')): Router {
  const router = Router();
  router.use('/playground/assets', serveAssets(root));
  router.get('/graphql', (request, response, next) => {
    response.vary('Accept');
    if (request.query.query === undefined && prefersHtml(request))
      sendPage(response, root, `The playground has not been built yet. ${BUILD} The API at this address works without it.\n`);
    else next();
  });
  return router;
}

/** Does the client prefer HTML to JSON? A client that accepts anything, such as curl, gets the API. */
function prefersHtml(request: Request): boolean {
  return request.accepts([...API_TYPES, 'text/html']) === 'text/html';
}

/** The assets of a built page, cached for ever: their names contain a hash of their content. */
function serveAssets(root: string): RequestHandler {
  return express.static(path.join(root, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false });
}

/** Sends the page built in `root`; 503 and the text `notBuilt` if there is none. */
function sendPage(response: Response, root: string, notBuilt: string): void {
  const page = path.join(root, 'index.html');
  if (!existsSync(page)) {
    response.status(503).type('text/plain').send(notBuilt);
    return;
  }
  response.set({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-cache' });
  response.sendFile(page, { cacheControl: false, dotfiles: 'allow' });
}
