import type { Engine } from '../engine/engine.ts';
import { leftOutReason } from '../engine/revisionNumbers.ts';
import { AllegianceError } from '../model/errors.ts';
import { type ChangeSets, RevisionCache } from './changeSets.ts';
import { type Clock, POLL_INTERVAL_MS } from './clock.ts';
import { type LiveRevision, readLiveRevisions } from './liveRevision.ts';

/** Milliseconds by which a member of a Neo4j cluster may lag behind. */
const MAX_REPLICA_LAG_MS = 1_000;
/** Revisions that one statement reads for a subscriber that catches up. */
const REVISIONS_PER_READ = 20;
/** Enough for all subscribers that are up to date. */
const MAX_CACHED = 50;
/** A subscriber that was up to date and then leaves more revisions than this unread is disconnected. */
export const MAX_UNREAD_REVISIONS = 1_000;

/**
 * Delivers each revision to the subscribers, in order. There is no queue per subscriber: each reads on from the revision
 * that it has reached, as fast as its client accepts messages.
 */
export class RevisionStream {
  readonly #revisions: RevisionCache<LiveRevision>;

  constructor(
    engine: Engine,
    private readonly clock: Clock,
    changeSets: ChangeSets,
    private readonly maxUnread = MAX_UNREAD_REVISIONS,
  ) {
    this.#revisions = new RevisionCache(clock, (numbers) => readLiveRevisions(engine, changeSets, numbers), MAX_CACHED);
  }

  /**
   * The revision after which a new subscriber starts: the given one, else the latest.
   * @throws BAD_INPUT for a revision that does not exist, or is of the time before the store was restored from an older copy
   */
  async startingRevision(since: number | null): Promise<number> {
    let latest = await this.clock.current();
    if (since === null) return latest;
    // A member of a cluster may lag behind a revision that the client has seen on another.
    for (let tries = 0; since > latest && tries < MAX_REPLICA_LAG_MS / POLL_INTERVAL_MS; tries++) {
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      latest = await this.clock.current();
    }
    const leftOut = this.clock.numbers.leftOut(since);
    if (leftOut !== null) throw new AllegianceError('BAD_INPUT', leftOutReason(since, leftOut), { latestRevision: latest });
    if (since >= 0 && since <= latest) return since;
    const message = `Expected \`since\` to be a revision from 0 to ${latest}, the latest; got ${since}.`;
    throw new AllegianceError('BAD_INPUT', message, { latestRevision: latest });
  }

  /**
   * Every revision after a number, without gap or repeat, until the signal is aborted.
   * @throws TOO_SLOW where the subscriber was up to date and then leaves too many unread
   */
  async *after(start: number, signal: AbortSignal): AsyncGenerator<LiveRevision, void> {
    let at = start;
    for (let upToDate = false; !signal.aborted; ) {
      const latest = this.clock.latest ?? 0;
      if (at >= latest) upToDate = true;
      if (upToDate && this.clock.numbers.countBetween(at, latest) > this.maxUnread) throw tooSlow(at, latest, this.maxUnread);
      const revisions = await this.#revisions.following(at, latest, REVISIONS_PER_READ);
      if (revisions.length === 0) await this.clock.wait(at, signal);
      for (const revision of revisions) {
        if (signal.aborted) return;
        yield revision;
        at = revision.number;
      }
    }
  }
}

function tooSlow(at: number, latestRevision: number, maxUnread: number): AllegianceError {
  const message = `Expected at most ${maxUnread} unread revisions; you are at ${at} of ${latestRevision}. Subscribe again with \`since: ${at}\`, and read messages faster or filter them.`;
  return new AllegianceError('TOO_SLOW', message, { since: at });
}
