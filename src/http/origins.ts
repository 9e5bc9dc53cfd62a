import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import proxyAddress from 'proxy-addr';
import type { Origin } from './contexts.ts';

const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Origins whose pages may call the API, as the CORS handler takes them; null: those of this machine. */
export function allowedOrigins(origins: readonly string[] | null): RegExp | string | string[] {
  if (origins === null) return THIS_MACHINE;
  return origins.includes('*') ? '*' : [...origins];
}

/**
 * May the page from which this request comes call the API? Browsers let a page open a socket to any host, so it is for the
 * server to ask; programs that are no browsers name no origin.
 */
export function comesFromAllowedOrigin({ headers: { origin, host } }: IncomingMessage, origins: readonly string[] | null): boolean {
  if (origin === undefined) return true;
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  const allowed = allowedOrigins(origins);
  return allowed instanceof RegExp ? allowed.test(origin) : allowed === '*' || allowed.includes(origin);
}

/** What may stand in a log and a header as it is. */
const PLAIN_ID = /^[\w.:-]{1,64}$/;

/** Where a request comes from, as the server's own settings for proxies say. */
export function originOf({ headers, ip }: Request): Origin {
  const id = headers['x-request-id'];
  const given = typeof id === 'string' && PLAIN_ID.test(id) ? { id } : {};
  return { authorization: headers.authorization, address: ip, ...given };
}

/** The address of a client behind proxies of which these are trusted: addresses, networks, or `loopback`. */
export function addressOf(request: IncomingMessage, proxies: readonly string[]): string {
  return proxyAddress(request, proxyAddress.compile([...proxies]));
}
