import type { AllegianceError } from '../../model/errors.ts';
import { unavailable } from '../errors.ts';

/** Milliseconds for which a silent server is waited for: less than 3 seconds in all, with room for a busy machine. */
export const USUAL_PATIENCE = 2_000;
/** How much of it is silence before we ask whether the server is there at all; the rest is for its answer. */
const SILENT_PART = 0.43;
/** Often enough that silence is found out before the driver gives up waiting for a connection, which means something else. */
const LOOK_EVERY = 100;

/** Waits for an answer, but not for a server that has gone silent. */
export type Watch = <T>(answer: PromiseLike<T>) => Promise<T>;

interface Waiting {
  readonly since: number;
  readonly giveUp: (error: AllegianceError) => void;
}

/**
 * A server that is paused or cut off keeps its connections open and never answers, and the driver would wait for minutes.
 * A slow statement alone is no sign of that: so while one is silent, a ping asks, one for all that wait. No answer to it
 * ends them all with STORE_UNAVAILABLE. A server with more to do than it can answers some, and the ping late: whoever
 * answers anything meanwhile is there.
 *
 * @param patience Milliseconds in all, from the start of a statement to its end by us.
 * @param renew Leaves the connections that all of them wait on: those of a server that was cut off stay silent when it is back.
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
