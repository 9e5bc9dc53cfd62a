import type { Engine } from '../engine/engine.ts';
import { LATEST_REVISION } from '../feed/feed.cypher.ts';
import { AllegianceError } from '../model/errors.ts';
import type { LiveRevision } from './revision.ts';
import { RevisionCache } from './revisionCache.ts';

/** Milliseconds between polls for revisions of other processes. No other process writes to an embedded store. */
const POLL_INTERVAL_MS = 500;
/** Milliseconds by which a member of a Neo4j cluster may lag behind. */
const MAX_REPLICA_LAG_MS = 1_000;
/** Revisions that one statement reads for a subscriber that catches up. */
const REVISIONS_PER_READ = 20;
/** A subscriber that was up to date and then leaves more revisions than this unread is disconnected. */
export const MAX_UNREAD_REVISIONS = 1_000;

/**
 * Delivers each revision to the subscribers, in order. There is no queue per subscriber: each reads on from the revision
 * that it has reached, as fast as its client accepts messages.
 */
export class Live {
  readonly #cache: RevisionCache;
  readonly #waiting = new Set<() => void>();
  #latestRevision = 0;
  #subscribers = 0;
  #poll: NodeJS.Timeout | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly maxUnread = MAX_UNREAD_REVISIONS,
  ) {
    this.#cache = new RevisionCache(engine);
  }

  /** The number of subscribers. */
  get subscribers(): number {
    return this.#subscribers;
  }

  /** Reports a revision that this process wrote. */
  revisionWritten(revision: number): void {
    if (revision <= this.#latestRevision) return;
    this.#latestRevision = revision;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * The revision after which a new subscriber starts: the given one, else the latest.
   * @throws BAD_INPUT for a revision that does not exist
   */
  async startingRevision(since: number | null): Promise<number> {
    await this.#readLatestRevision();
    if (since === null) return this.#latestRevision;
    // A member of a cluster may lag behind a revision that the client has seen on another.
    for (let tries = 0; since > this.#latestRevision && tries < MAX_REPLICA_LAG_MS / POLL_INTERVAL_MS; tries++) {
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      await this.#readLatestRevision();
    }
    if (since >= 0 && since <= this.#latestRevision) return since;
    const message = `Expected \`since\` to be a revision from 0 to ${this.#latestRevision}, the latest; got ${since}.`;
    throw new AllegianceError('BAD_INPUT', message, { latestRevision: this.#latestRevision });
  }

  /**
   * Every revision after a number, without gap or repeat, until the signal is aborted.
   * @throws TOO_SLOW where the subscriber was up to date and then leaves too many unread
   */
  async *after(start: number, signal: AbortSignal): AsyncGenerator<LiveRevision, void> {
    this.#join();
    try {
      let at = start;
      for (let upToDate = false; !signal.aborted; ) {
        if (at >= this.#latestRevision) upToDate = true;
        if (upToDate && this.#latestRevision - at > this.maxUnread) throw tooSlow(at, this.#latestRevision, this.maxUnread);
        const revisions = await this.#cache.between(at + 1, Math.min(this.#latestRevision, at + REVISIONS_PER_READ));
        if (revisions.length === 0) await this.#waitForMore(at, signal);
        for (const revision of revisions) {
          if (signal.aborted) return;
          yield revision;
          at = revision.number;
        }
      }
    } finally {
      this.#leave();
    }
  }

  /** Waits for a revision after this one; no longer than one poll where it exists but this member of the cluster does not have it yet. */
  #waitForMore(at: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const retryTimer = this.#latestRevision > at ? setTimeout(() => wake(), POLL_INTERVAL_MS) : undefined;
      const wake = () => {
        clearTimeout(retryTimer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      if (signal.aborted) return wake();
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  async #readLatestRevision(): Promise<void> {
    const [row] = await this.engine.read(LATEST_REVISION);
    this.revisionWritten((row?.[0] as number | undefined) ?? 0);
  }

  #join(): void {
    this.#subscribers++;
    if (this.#poll !== null || this.engine.kind === 'embedded') return;
    let polling = false;
    this.#poll = setInterval(async () => {
      if (polling) return;
      polling = true;
      // While the store is unavailable there is nothing to deliver; the next poll tries again.
      await this.#readLatestRevision().catch(() => undefined);
      polling = false;
    }, POLL_INTERVAL_MS);
    this.#poll.unref();
  }

  #leave(): void {
    this.#subscribers--;
    if (this.#subscribers > 0 || this.#poll === null) return;
    clearInterval(this.#poll);
    this.#poll = null;
  }
}

function tooSlow(at: number, latestRevision: number, maxUnread: number): AllegianceError {
  const message = `Expected at most ${maxUnread} unread revisions; you are at ${at} of ${latestRevision}. Subscribe again with \`since: ${at}\`, and read messages faster or filter them.`;
  return new AllegianceError('TOO_SLOW', message, { since: at });
}
