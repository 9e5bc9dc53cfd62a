import { setTimeout as delay } from 'node:timers/promises';
import type { AllegianceError } from '../../model/errors.ts';
import { interruptible } from '../abortSignal.ts';
import { noResponse } from '../errors.ts';

/** Milliseconds to wait for a server that does not respond: less than 3 seconds in all, with a margin for a busy machine. */
export const DEFAULT_RESPONSE_TIMEOUT = 2_000;
/** Share of that time after which the server is pinged; the rest is for the response to the ping. */
const SILENCE_SHARE = 0.43;
/** Milliseconds between checks: often enough that silence is noticed before the driver times out waiting for a connection, which would mean a busy pool. */
const CHECK_INTERVAL = 100;
/** Milliseconds after a server was given up in which it is not waited for: a request that goes on with another statement would take twice as long. */
const GIVEN_UP = 500;

/** Waits for a response, but rejects with STORE_UNAVAILABLE if the server has stopped responding. */
export type LivenessGuard = <T>(response: PromiseLike<T>) => Promise<T>;

interface PendingResponse {
  readonly since: number;
  readonly abort: (error: AllegianceError) => void;
}

/**
 * A server that is paused or cut off keeps its connections open and never responds, and the driver would wait for minutes.
 * A slow statement alone is no sign of that. So when there has been no response for a while, one ping is sent on behalf of all
 * pending statements. If it gets no response either, all of them end with STORE_UNAVAILABLE, and so does what starts right after.
 * An overloaded server may respond to the ping too late: any response to any statement in the meantime counts as a sign of life.
 *
 * @param ping Rejects, or does not settle in time, if the server cannot be reached.
 * @param reconnect Replaces the connections: those of a server that was cut off stay silent after it is back.
 * @param responseTimeout Milliseconds in all, from the start of a statement until it is given up.
 */
export function livenessGuard(ping: () => Promise<unknown>, reconnect: () => void, responseTimeout: number): LivenessGuard {
  const silence = responseTimeout * SILENCE_SHARE;
  const pending = new Set<PendingResponse>();
  let timer: NodeJS.Timeout | null = null;
  let isPinging = false;
  let lastResponseAt = Number.NEGATIVE_INFINITY;
  let givenUpAt = Number.NEGATIVE_INFINITY;

  async function check(): Promise<void> {
    const now = performance.now();
    const isSilent = now - lastResponseAt >= silence && [...pending].some(({ since }) => now - since >= silence);
    if (isPinging || !isSilent) return;
    isPinging = true;
    const responded = await respondsWithin(ping, responseTimeout - silence);
    isPinging = false;
    if (responded || lastResponseAt > now) return;
    givenUpAt = performance.now();
    for (const one of pending) one.abort(noResponse());
    reconnect();
  }

  return async (response) => {
    if (performance.now() - givenUpAt < GIVEN_UP) {
      Promise.resolve(response).catch(() => undefined);
      throw noResponse();
    }
    const received = await interruptible(
      () => response,
      (abort) => {
        const one: PendingResponse = { since: performance.now(), abort };
        pending.add(one);
        timer ??= setInterval(() => void check(), CHECK_INTERVAL).unref();
        return () => {
          pending.delete(one);
          if (pending.size > 0 || timer === null) return;
          clearInterval(timer);
          timer = null;
        };
      },
    );
    lastResponseAt = performance.now();
    return received;
  };
}

async function respondsWithin(ping: () => Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timedOut = delay(milliseconds, false, { ref: false });
  const responded = ping().then(
    () => true,
    () => false,
  );
  return Promise.race([responded, timedOut]);
}
