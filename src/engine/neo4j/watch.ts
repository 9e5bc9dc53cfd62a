import type { AllegianceError } from '../../model/errors.ts';
import { unavailable } from '../errors.ts';

/** Milliseconds to wait for a server that does not respond: less than 3 seconds in all, with a margin for a busy machine. */
export const USUAL_PATIENCE = 2_000;
/** Share of that time after which the server is pinged; the rest is for the response to the ping. */
const SILENT_PART = 0.43;
/** Milliseconds between checks: often enough that silence is noticed before the driver times out waiting for a connection, which would mean a busy pool. */
const LOOK_EVERY = 100;

/** Waits for a response, but rejects with STORE_UNAVAILABLE if the server has stopped responding. */
export type Watch = <T>(answer: PromiseLike<T>) => Promise<T>;

interface Waiting {
  readonly since: number;
  readonly giveUp: (error: AllegianceError) => void;
}

/**
 * A server that is paused or cut off keeps its connections open and never responds, and the driver would wait for minutes.
 * A slow statement alone is no sign of that. So when there has been no response for a while, one ping is sent on behalf of all
 * pending statements. If it gets no response either, all of them end with STORE_UNAVAILABLE. An overloaded server may respond
 * to the ping too late: any response to any statement in the meantime counts as a sign of life.
 *
 * @param ping Rejects, or does not settle in time, if the server cannot be reached.
 * @param reconnect Replaces the connections: those of a server that was cut off stay silent after it is back.
 * @param responseTimeout Milliseconds in all, from the start of a statement until it is given up.
 */
export function watcher(ping: () => Promise<unknown>, renew: () => void, patience: number): Watch {
  const silence = patience * SILENT_PART;
  const waiting = new Set<Waiting>();
  let looking: NodeJS.Timeout | null = null;
  let asking = false;
  let heardAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const now = performance.now();
    const isSilent = now - heardAt >= silence && [...waiting].some(({ since }) => now - since >= silence);
    if (asking || !isSilent) return;
    asking = true;
    const answered = await answers(ping, patience - silence);
    asking = false;
    if (answered || heardAt > now) return;
    for (const one of waiting) one.giveUp(unavailable());
    renew();
  }

  function heard<T>(answer: T): T {
    heardAt = performance.now();
    return answer;
  }

  return (answer) => {
    const { promise: gone, reject: giveUp } = rejectable();
    const one: Waiting = { since: performance.now(), giveUp };
    waiting.add(one);
    looking ??= setInterval(() => void look(), LOOK_EVERY).unref();
    return Promise.race([answer, gone])
      .then(heard)
      .finally(() => {
        waiting.delete(one);
        if (waiting.size > 0 || looking === null) return;
        clearInterval(looking);
        looking = null;
      });
  };
}

async function answers(ping: () => Promise<unknown>, within: number): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), within).unref();
  });
  const answered = ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}

function rejectable(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject!: (error: Error) => void;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
