import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { PACKAGE_ROOT } from '../root.ts';

/** Everything a page loads comes from this server; the style attribute is open because pages place what they show with it. */
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

/** A client that takes anything, as curl does, wants the API; only one that names HTML first wants the page. */
export function asksForPage(request: Request): boolean {
  return request.accepts([...API_TYPES, 'text/html']) === 'text/html';
}

/** The assets of a built page, which never change under one name. */
export function assetsOf(root: string): RequestHandler {
  return express.static(path.join(root, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false });
}

/** Answers with the page built in `root`; while it has not been built with 503 and a plain sentence. */
export function sendPage(response: Response, root: string, notBuilt: string): void {
  const page = path.join(root, 'index.html');
  if (!existsSync(page)) {
    response.status(503).type('text/plain').send(notBuilt);
    return;
  }
  response.set({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-cache' });
  response.sendFile(page, { cacheControl: false, dotfiles: 'allow' });
}

/** The package's own `dist/<app>`. */
export function builtPage(app: string): string {
  return path.join(PACKAGE_ROOT, 'dist', app);
}
