import type { Engine } from '../engine/engine.ts';
import { LATEST_REVISION, RevisionNumbers } from '../engine/revisionNumbers.ts';

/** The number of the latest revision of the store; 0 where it has none. */
export async function latestRevisionOf(engine: Engine): Promise<number> {
  return (await revisionNumbersOf(engine)).latest;
}

/** The numbers of the revisions of the store. */
export async function revisionNumbersOf(engine: Engine): Promise<RevisionNumbers> {
  const [row] = await engine.read(LATEST_REVISION);
  return RevisionNumbers.of(row);
}

/**
 * Milliseconds between polls for revisions of other processes on Neo4j, and for which requests do without one. No other
 * process writes to an embedded store: there is no poll, and a request reads the revision only after a write.
 */
export const POLL_INTERVAL_MS = 500;

/**
 * The clock of a process: the one place that knows the latest revision of the store. The projection, the cache and the
 * subscribers follow it. It knows revisions of this process at once, and those of others when it reads the store: for a
 * request, or by polling while someone waits.
 */
export class Clock {
  #latest: number | null = null;
  #numbers = RevisionNumbers.of(undefined);
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<number> | null = null;
  #nextReading: Promise<number> | null = null;
  #writtenWhileReading = 0;
  /** `Engine.writes` before the store was last read. */
  #writesRead: number | undefined;
  /** Called with the revision that is now known to be the latest, and the one known before. */
  readonly #listeners: ((revision: number, previous: number) => void)[] = [];
  readonly #waiting = new Set<() => void>();
  #poll: NodeJS.Timeout | null = null;

  constructor(
    private readonly engine: Engine,
    /** Milliseconds for which `recent` does not read the store again. */
    private readonly staleness = engine.kind === 'neo4j' ? POLL_INTERVAL_MS : 0,
  ) {}

  /** The latest known revision; null before the first. What is read from now on is of this revision or a later one. */
  get latest(): number | null {
    return this.#latest;
  }

  /** The numbers of the revisions: which follow one another, and which were left out. */
  get numbers(): RevisionNumbers {
    return this.#numbers;
  }

  /** When the store was last read, on the clock of `performance.now()`. */
  get readAt(): number {
    return this.#isUnwritten ? performance.now() : this.#readAt;
  }

  /** Whether the latest known revision is recent enough for `recent`. */
  get isFresh(): boolean {
    return this.#latest !== null && (this.#isUnwritten || performance.now() - this.#readAt < this.staleness);
  }

  /** The latest revision, with those of this process, and those of others up to `staleness` ago. Throws as `current`. */
  async recent(): Promise<number> {
    return this.isFresh ? this.#latest! : this.current();
  }

  /**
   * The latest revision of the store at some time after this call. A read that is already under way may be older than the
   * call; concurrent callers therefore share the next read.
   * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
   */
  current(): Promise<number> {
    if (this.#latest !== null && this.#isUnwritten) return Promise.resolve(this.#latest);
    if (this.#reading === null) return this.#read();
    this.#nextReading ??= this.#reading.then(() => this.#read());
    return this.#nextReading;
  }

  /** A revision that every later reader sees at least: the latest known one, else the latest. Throws as `current`. */
  async known(): Promise<number> {
    return this.#latest ?? this.current();
  }

  /** Reads the store in the background where other processes may have written since it was last read. */
  refresh(): void {
    if (this.engine.kind !== 'embedded') void this.recent().catch(() => undefined);
  }

  /** Reports a revision that this process wrote. */
  revisionWritten(revision: number): void {
    this.#writtenWhileReading = Math.max(this.#writtenWhileReading, revision);
    if (revision > (this.#latest ?? -1)) this.#observe(revision);
  }

  /** Adds a follower. It is notified of any change, also to a lower revision: the store was restored, and numbers are used again. */
  onChange(listener: (revision: number, previous: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Waits until a revision after this one may be read, or the signal is aborted. Where one is already known, but was not
   * found because a member of a cluster lags behind, it waits as long as between two polls.
   */
  wait(after: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const retryTimer = (this.#latest ?? 0) > after ? setTimeout(() => wake(), POLL_INTERVAL_MS) : undefined;
      const wake = () => {
        clearTimeout(retryTimer);
        this.#waiting.delete(wake);
        if (this.#waiting.size === 0) this.#stopPolling();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      if (signal.aborted) return wake();
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      this.#startPolling();
    });
  }

  /** Was nothing written since the store was last read? Known only where no other process writes. */
  get #isUnwritten(): boolean {
    return this.#writesRead !== undefined && this.engine.writes?.() === this.#writesRead;
  }

  #read(): Promise<number> {
    this.#nextReading = null;
    const writes = this.engine.writes?.();
    this.#writtenWhileReading = 0;
    const startedAt = performance.now();
    const reading = revisionNumbersOf(this.engine).then((numbers) => {
      this.#numbers = numbers;
      const revision = Math.max(numbers.latest, this.#writtenWhileReading);
      this.#readAt = startedAt;
      this.#writesRead = writes;
      this.#observe(revision);
      return revision;
    });
    this.#reading = reading;
    const done = () => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(done, done);
    return reading;
  }

  #observe(revision: number): void {
    const previous = this.#latest;
    if (revision === previous) return;
    this.#latest = revision;
    for (const notify of this.#listeners) notify(revision, previous ?? 0);
    for (const wake of [...this.#waiting]) wake();
  }

  #startPolling(): void {
    if (this.#poll !== null || this.engine.kind === 'embedded') return;
    this.#poll = setTimeout(async () => {
      this.#poll = null;
      // While the store is unavailable there is nothing to follow; the next poll tries again.
      await this.current().catch(() => undefined);
      if (this.#waiting.size > 0) this.#startPolling();
    }, POLL_INTERVAL_MS).unref();
  }

  #stopPolling(): void {
    if (this.#poll !== null) clearTimeout(this.#poll);
    this.#poll = null;
  }
}
