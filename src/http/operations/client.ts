import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import proxyAddress from 'proxy-addr';

/** The client of a request. */
export interface ClientInfo {
  /** Its `Authorization` header, or the equivalent connection parameter of a WebSocket. */
  readonly authorization: string | undefined;
  /** IP address of the client; behind trusted proxies, the one that they forward. */
  readonly address: string | undefined;
  /** Id of the request, if the client or a proxy sent one. */
  readonly id?: string;
}

const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The configured CORS origins, as the CORS handler expects them; null: those of this machine. */
export function allowedOrigins(origins: readonly string[] | null): RegExp | string | string[] {
  if (origins === null) return LOOPBACK_ORIGIN;
  return origins.includes('*') ? '*' : [...origins];
}

/**
 * May the origin of this request call the API? Browsers do not apply CORS to WebSockets, so the server has to check the origin.
 * Clients that are not browsers send none.
 */
export function isAllowedOrigin({ headers: { origin, host } }: IncomingMessage, origins: readonly string[] | null): boolean {
  if (origin === undefined) return true;
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  const allowed = allowedOrigins(origins);
  return allowed instanceof RegExp ? allowed.test(origin) : allowed === '*' || allowed.includes(origin);
}

/** Request ids that are safe in a log and a header. */
const SAFE_ID = /^[\w.:-]{1,64}$/;

/** The client of a request; Express determines its address, using the trusted proxies. */
export function clientInfoOf({ headers, ip }: Request): ClientInfo {
  const id = headers['x-request-id'];
  const given = typeof id === 'string' && SAFE_ID.test(id) ? { id } : {};
  return { authorization: headers.authorization, address: ip, ...given };
}

/** IP address of a client. @param proxies Trusted proxies: addresses, networks, or `loopback`. */
export function clientAddressOf(request: IncomingMessage, proxies: readonly string[]): string {
  return proxyAddress(request, proxyAddress.compile([...proxies]));
}

/** Aborts if the client disconnects before the response is complete. */
export function disconnectSignal(response: Response): AbortSignal {
  const disconnected = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) disconnected.abort();
  });
  return disconnected.signal;
}
