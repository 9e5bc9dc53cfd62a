import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { PACKAGE_ROOT } from '../root.ts';

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

/** Does the client prefer HTML to JSON? A client that accepts anything, such as curl, gets the API. */
export function prefersHtml(request: Request): boolean {
  return request.accepts([...API_TYPES, 'text/html']) === 'text/html';
}

/** The assets of a built page, cached for ever: their names contain a hash of their content. */
export function serveAssets(root: string): RequestHandler {
  return express.static(path.join(root, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false });
}

/** Sends the page built in `root`; 503 and the text `notBuilt` if there is none. */
export function sendPage(response: Response, root: string, notBuilt: string): void {
  const page = path.join(root, 'index.html');
  if (!existsSync(page)) {
    response.status(503).type('text/plain').send(notBuilt);
    return;
  }
  response.set({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-cache' });
  response.sendFile(page, { cacheControl: false, dotfiles: 'allow' });
}

/** Directory of a built page: `dist/<app>` of this package. */
export function builtPageDirectory(app: string): string {
  return path.join(PACKAGE_ROOT, 'dist', app);
}
