import type { Engine } from '../engine/engine.ts';
import { HEAD } from '../feed/feed.cypher.ts';
import { AllegianceError } from '../model/errors.ts';
import { RecentRevisions } from './recent.ts';
import type { LiveRevision } from './revision.ts';

/** Milliseconds between polls for revisions of other processes. No other process writes to an embedded store. */
const POLL = 500;
/** Milliseconds by which a member of a Neo4j cluster may lag behind. */
const LATENESS = 1_000;
/** Revisions that one statement reads for a subscriber that catches up. */
const REVISIONS_AT_A_TIME = 20;
/** A subscriber that was up to date and then leaves more revisions than this unread is disconnected. */
export const MOST_UNREAD = 1_000;

/**
 * Delivers each revision to the subscribers, in order. There is no queue per subscriber: each reads on from the revision
 * that it has reached, as fast as its client accepts messages.
 */
export class Live {
  readonly #recent: RecentRevisions;
  readonly #waiting = new Set<() => void>();
  #head = 0;
  #followers = 0;
  #poll: NodeJS.Timeout | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly mostUnread = MOST_UNREAD,
  ) {
    this.#recent = new RecentRevisions(engine);
  }

  /** The number of subscribers. */
  get followers(): number {
    return this.#followers;
  }

  /** Reports a revision that this process wrote. */
  written(revision: number): void {
    if (revision <= this.#head) return;
    this.#head = revision;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * The revision after which a new subscriber starts: the given one, else the latest.
   * @throws BAD_INPUT for a revision that does not exist
   */
  async startAfter(since: number | null): Promise<number> {
    await this.#readHead();
    if (since === null) return this.#head;
    // A member of a cluster may lag behind a revision that the client has seen on another.
    for (let tries = 0; since > this.#head && tries < LATENESS / POLL; tries++) {
      await new Promise((resolve) => setTimeout(resolve, POLL));
      await this.#readHead();
    }
    if (since >= 0 && since <= this.#head) return since;
    const message = `Expected \`since\` to be a revision from 0 to ${this.#head}, the latest; got ${since}.`;
    throw new AllegianceError('BAD_INPUT', message, { newest: this.#head });
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
        if (at >= this.#head) upToDate = true;
        if (upToDate && this.#head - at > this.mostUnread) throw tooSlow(at, this.#head, this.mostUnread);
        const revisions = await this.#recent.between(at + 1, Math.min(this.#head, at + REVISIONS_AT_A_TIME));
        if (revisions.length === 0) await this.#more(at, signal);
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
  #more(at: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const late = this.#head > at ? setTimeout(() => wake(), POLL) : undefined;
      const wake = () => {
        clearTimeout(late);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      if (signal.aborted) return wake();
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  async #readHead(): Promise<void> {
    const [row] = await this.engine.read(HEAD);
    this.written((row?.[0] as number | undefined) ?? 0);
  }

  #join(): void {
    this.#followers++;
    if (this.#poll !== null || this.engine.kind === 'embedded') return;
    let asking = false;
    this.#poll = setInterval(async () => {
      if (asking) return;
      asking = true;
      // While the store is unavailable there is nothing to deliver; the next poll tries again.
      await this.#readHead().catch(() => undefined);
      asking = false;
    }, POLL);
    this.#poll.unref();
  }

  #leave(): void {
    this.#followers--;
    if (this.#followers > 0 || this.#poll === null) return;
    clearInterval(this.#poll);
    this.#poll = null;
  }
}

function tooSlow(at: number, head: number, most: number): AllegianceError {
  const message = `Expected at most ${most} unread revisions; you are at ${at} of ${head}. Subscribe again with \`since: ${at}\`, and read messages faster or filter them.`;
  return new AllegianceError('TOO_SLOW', message, { since: at });
}
