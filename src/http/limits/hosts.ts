import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { isLoopback } from '../../config.ts';
import { quoted } from '../../model/errors.ts';
import { badRequest } from './connection.ts';

/** HTTP status of a request that is meant for another server (RFC 9110 §15.5.20). */
export const MISDIRECTED = 421;

/** Null where a request is meant for this server, else a message that refuses it. */
export type HostCheck = (request: Pick<IncomingMessage, 'headersDistinct' | 'url'>) => string | null;

/**
 * Checks the host that a request names. A page of another site can let the name of that site lead to this machine (DNS rebinding);
 * its requests then count as those of its own site, whatever CORS says. They still name that site as their host.
 *
 * The names of this machine (`localhost`, 127.0.0.0/8, `[::1]`) are always accepted. Other names are accepted where `hosts` lists
 * them, with any port or with one; where it holds `*`; or where it is not set and the server listens on an address that others reach.
 * Where several hosts are named, each must be accepted: a proxy may go by another one than this server.
 * @param listensOn The address, not a name that leads to it
 */
export function hostCheck(listensOn: string, hosts: readonly string[] | null): HostCheck {
  if (hosts === null ? !isLoopback(listensOn) : hosts.includes('*')) return () => null;
  const listed = new Set(hosts?.map((host) => host.toLowerCase()));
  const isOwn = (authority: string): boolean => {
    const parts = AUTHORITY.exec(authority.toLowerCase());
    if (parts === null) return false;
    const [, name, port = ''] = parts;
    return isLoopback(name!.replace(/^\[|\]$/g, '')) || listed.has(name!) || listed.has(name! + port);
  };
  return ({ headersDistinct: { host: named = [''] }, url = '/' }) => {
    // The authority of an absolute target counts for more than the header (RFC 9112 §3.2.2).
    const isAbsolute = !url.startsWith('/') && url !== '*';
    const authorities = isAbsolute ? [...named, url.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/, '')] : named;
    const foreign = authorities.find((authority) => !isOwn(authority));
    if (foreign === undefined) return null;
    return `Expected a request to a host name of this server, such as localhost; got ${quoted(foreign)}. ALLEGIANCE_HOSTS lists more names, such as that of a proxy.`;
  };
}

/** A name or address, which may end in a dot as names in DNS do, and a port. */
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+?)\.?(:\d+)?$/;

/** Refuses requests to hosts that are not the server's own, before anything else. */
export function checkHost(check: HostCheck): RequestHandler {
  return (request, response, next) => {
    const message = check(request);
    if (message === null) return next();
    response.status(MISDIRECTED).set('Cache-Control', 'no-store').json(badRequest(message));
  };
}
