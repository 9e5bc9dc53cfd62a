import { cypher } from './cypher.ts';
import type { Row } from './engine.ts';

/** The latest revision, as the counter of migration 2 has it, and where numbers were left out. */
export const LATEST_REVISION = cypher('revision.latest', "MATCH (c:Counter {id: 'revision'}) RETURN c.number, c.jumps");

/** Says where numbers are left out. Also in a store without a counter yet, which its migrations then find. */
export const SET_JUMPS = cypher('revision.setJumps', "MERGE (c:Counter {id: 'revision'}) ON CREATE SET c.number = 0 SET c.jumps = $jumps");

/** After the first number comes the second. */
type Jump = readonly [after: number, next: number];

/**
 * The numbers of a store's revisions: from 1, one after another, except where a backup was restored, or an older copy of the store
 * took the place of a newer one. There, numbers that may have been given out before are left out, so that none means two things.
 */
export class RevisionNumbers {
  private constructor(
    readonly latest: number,
    private readonly jumps: readonly Jump[],
  ) {}

  /** @param row The result of `LATEST_REVISION`; undefined: a store without a counter. */
  static of(row: Row | undefined): RevisionNumbers {
    const [latest, stored] = (row ?? [0, null]) as readonly [number, readonly number[] | null];
    const pairs = (stored ?? []).flatMap((after, index, all): Jump[] => (index % 2 === 0 ? [[after, all[index + 1]!]] : []));
    return new RevisionNumbers(latest, pairs);
  }

  /** The number of the first revision after a number. */
  next(number: number): number {
    return this.jumps.find(([after, next]) => after <= number && number < next)?.[1] ?? number + 1;
  }

  /** The number of the last revision before a number. */
  previous(number: number): number {
    return this.jumps.find(([after, next]) => after < number && number <= next)?.[0] ?? number - 1;
  }

  /** At most `count` numbers after a revision, up to the latest. */
  following(number: number, count: number, latest = this.latest): number[] {
    const found: number[] = [];
    for (let next = this.next(number); next <= latest && found.length < count; next = this.next(next)) found.push(next);
    return found;
  }

  /** At most `count` numbers from a revision back, down to the one after `after`. */
  preceding(number: number, count: number, after: number): number[] {
    const found: number[] = [];
    for (let next = number; next > after && found.length < count; next = this.previous(next)) found.push(next);
    return found;
  }

  /** How many revisions there are after one, up to another. */
  countBetween(after: number, upTo: number): number {
    const leftOut = this.jumps.map(([from, next]) => Math.max(0, Math.min(next - 1, upTo) - Math.max(from, after)));
    return Math.max(0, upTo - after - leftOut.reduce((sum, one) => sum + one, 0));
  }

  /** Where a number was left out: the revision before it, and the one after it. Null if it was not. */
  leftOut(number: number): { readonly before: number; readonly after: number } | null {
    const jump = this.jumps.find(([after, next]) => after < number && number < next);
    return jump ? { before: jump[0], after: jump[1] } : null;
  }

  /** Parameters of `SET_JUMPS` that let the next revision have this number. */
  jumpTo(next: number): { readonly jumps: readonly number[] } {
    return { jumps: [...this.jumps.filter(([after]) => after !== this.latest), [this.latest, next] as const].flat() };
  }
}

/** After a restore, numbers go on with the next full million and one. */
const RESTORE_STEP = 1_000_000;

/**
 * The number of the first revision after a restore: above all numbers that are known to be given out, and, since the backup may be
 * older than what was given out elsewhere, by a distance that no store has made up.
 */
export function firstAfterRestore(highestKnown: number): number {
  return (Math.floor(highestKnown / RESTORE_STEP) + 1) * RESTORE_STEP + 1;
}

/** What to say of a number that this store has left out. */
export function leftOutReason(number: number, { before, after }: { readonly before: number; readonly after: number }): string {
  return `Revision ${number} is not part of this store: it was restored from an older copy that ended at revision ${before}, and went on with ${after}. Read everything again, and go on from there.`;
}
