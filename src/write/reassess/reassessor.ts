import type { Engine } from '../../engine/engine.ts';
import { type PendingReassessment, pendingReassessments, reassessPending } from './reassess.ts';

/** Least milliseconds between two slices. Otherwise as long as the last one took, so that others can write half of the time. */
const MIN_PAUSE_MS = 20;
/** Milliseconds before it is tried again where the store failed. */
const RETRY_INTERVAL_MS = 2_000;

/** Brings up to date, in the background of a server, what cites sources that were graded again. */
export class Reassessor {
  #running: Promise<void> | null = null;
  #isStopped = false;
  #isNeeded = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly engine: Engine,
    /** Called with each revision that it makes. */
    private readonly onRevision: (revision: number) => void,
  ) {}

  /** Starts, where it does not run; does nothing where nothing is pending. To be called when the store is ready, and after a write of sources. */
  start(): void {
    this.#isNeeded = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** What is still pending; starts where another process has left it. @throws STORE_UNAVAILABLE, QUERY_TIMEOUT */
  async pending(): Promise<PendingReassessment[]> {
    const pending = await pendingReassessments(this.engine);
    if (pending.length > 0 && !this.#isStopped) this.start();
    return pending;
  }

  /** Stops after the slice that is under way. The next start goes on from there. */
  async close(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isNeeded && !this.#isStopped) {
      this.#isNeeded = false;
      let began = performance.now();
      const onSlice = async (revision: number | null): Promise<void> => {
        if (revision !== null) this.onRevision(revision);
        await this.#pause(Math.max(MIN_PAUSE_MS, performance.now() - began));
        began = performance.now();
      };
      try {
        await reassessPending(this.engine, { onSlice, isStopped: () => this.#isStopped });
      } catch {
        // The store does not answer, or is busy: what is pending is recorded.
        this.#isNeeded = true;
        await this.#pause(RETRY_INTERVAL_MS);
      }
    }
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
