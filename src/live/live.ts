import type { Engine } from '../engine/engine.ts';
import { HEAD } from '../feed/feed.cypher.ts';
import { AllegianceError } from '../model/errors.ts';
import { RecentRevisions } from './recent.ts';
import type { LiveRevision } from './revision.ts';

/** Milliseconds after which the store is asked for what other processes wrote. Nothing else writes to an embedded store. */
const POLL = 500;
/** Milliseconds by which a member of a cluster may be late. */
const LATENESS = 1_000;
/** Revisions read at once for one who catches up. */
const REVISIONS_AT_A_TIME = 20;
/** One who was up to date and has left this many revisions unread is too slow. */
export const MOST_UNREAD = 1_000;

/**
 * Tells those who follow the graph of each revision, in order. Nothing is queued for anybody: each reads on from the
 * number that it has come to, as fast as its client takes what it is given.
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

  /** How many follow now. */
  get followers(): number {
    return this.#followers;
  }

  /** A revision that this process wrote. */
  written(revision: number): void {
    if (revision <= this.#head) return;
    this.#head = revision;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * The number after which a new follower reads on: the given one, else the newest.
   * @throws BAD_INPUT for a revision that is not there yet
   */
  async startAfter(since: number | null): Promise<number> {
    await this.#readHead();
    if (since === null) return this.#head;
    // A member of a cluster may be late with what another one has already told.
    for (let tries = 0; since > this.#head && tries < LATENESS / POLL; tries++) {
      await new Promise((resolve) => setTimeout(resolve, POLL));
      await this.#readHead();
    }
    if (since >= 0 && since <= this.#head) return since;
    const message = `Expected \`since\` to be a revision from 0 to ${this.#head}, the newest; got ${since}.`;
    throw new AllegianceError('BAD_INPUT', message, { newest: this.#head });
  }

  /**
   * Every revision after a number, without gap or repeat, until the signal is aborted.
   * @throws TOO_SLOW for one who was up to date and now leaves too many unread
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

  /** Waits for a revision after this one; for a short while where a member of a cluster is only late with it. */
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
      // A store that is away is asked again in a moment; until then there is nothing to tell.
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
  const message = `Expected at most ${most} revisions to be left unread; you are at ${at} of ${head}. Subscribe again with \`since: ${at}\`, and take messages faster or filter them.`;
  return new AllegianceError('TOO_SLOW', message, { since: at });
}
