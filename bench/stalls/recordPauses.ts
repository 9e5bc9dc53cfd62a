/**
 * To be imported by the process that is measured: appends each pause of its event loop to the file `PAUSES`, one a line as JSON, with
 * what its thread did meanwhile. Linux only.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** A pause of the event loop; all times in milliseconds. */
export interface Pause {
  /** When it ended, since 1970. */
  readonly at: number;
  readonly took: number;
  /** Of it: garbage was collected. */
  readonly garbage: number;
  /** Of it: the thread ran, also in native code. */
  readonly ran: number;
  /** Of it: the thread could have run, and waited for a processor. */
  readonly waited: number;
}

const TICK = 5;
/** Shorter pauses are not recorded. */
const SHORTEST = 10;

const file = process.env.PAUSES;
// Its other threads import this as well.
if (isMainThread && file !== undefined) record(file);

function record(file: string): void {
  let collected: { readonly start: number; readonly end: number }[] = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) collected.push({ start: startTime, end: startTime + duration });
  }).observe({ entryTypes: ['gc'] });

  let [last, [ranBefore, waitedBefore]] = [performance.now(), schedule()];
  setInterval(() => {
    const now = performance.now();
    const [ran, waited] = schedule();
    const took = now - last - TICK;
    if (took >= SHORTEST) {
      const from = last;
      const [ranNow, waitedNow] = [ran - ranBefore, waited - waitedBefore];
      // The observer is told of garbage later.
      setTimeout(() => {
        const garbage = collected.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, now) - Math.max(start, from)), 0);
        const pause: Pause = { at: performance.timeOrigin + now, took, garbage, ran: ranNow, waited: waitedNow };
        appendFileSync(file, `${JSON.stringify(pause)}\n`);
      }, 200).unref();
    }
    collected = collected.filter(({ end }) => end > now - 10_000);
    [last, ranBefore, waitedBefore] = [now, ran, waited];
  }, TICK).unref();
}

/** Milliseconds that this thread ran, and that it waited for a processor, since it began. */
function schedule(): [ran: number, waited: number] {
  const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
  return [Number(ran) / 1e6, Number(waited) / 1e6];
}
