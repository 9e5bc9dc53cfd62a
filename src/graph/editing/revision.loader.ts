import { leftOutReason } from '../../engine/revisionNumbers.ts';
import { AllegianceError } from '../../model/errors.ts';
import { REVISION, type RevisionRecord } from '../../store/revision.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page } from '../common/page.ts';
import { REVISIONS } from './revision.cypher.ts';

/** Revisions by number; unknown numbers are left out. */
export async function revisionsByNumber(context: Context, numbers: readonly number[]): Promise<Map<number, RevisionRecord>> {
  if (numbers.length === 0) return new Map();
  const rows = await context.engine.read(REVISIONS, { numbers });
  return new Map(rows.map(([values]) => REVISION.decode(values!)).map((revision) => [revision.number, revision]));
}

/**
 * Revisions after `since`, newest first. A page is known by its numbers, of which each follows from the one before.
 * @throws BAD_INPUT for a negative `since`, or one of the time before the store was restored from an older copy
 */
export async function loadRevisions(context: Context, since: number, page: Page): Promise<Connection<RevisionRecord>> {
  if (since < 0) throw new AllegianceError('BAD_INPUT', `Expected \`since\` to be 0 or more; got ${since}.`);
  const latest = await context.services.clock.current();
  const known = context.services.clock.numbers;
  const leftOut = known.leftOut(since);
  if (leftOut !== null) throw new AllegianceError('BAD_INPUT', leftOutReason(since, leftOut), { latestRevision: latest });
  const newest = Math.min(latest, page.before === null ? Number.POSITIVE_INFINITY : known.previous(Number(page.before)));
  const after = Math.max(since, Number(page.after));
  const numbers = page.backward ? known.following(after, page.size + 1, newest) : known.preceding(newest, page.size + 1, after);
  const found = await revisionsByNumber(context, numbers);
  return connectionOf(
    page,
    numbers.flatMap((number) => found.get(number) ?? []),
    (revision) => String(revision.number),
    async () => known.countBetween(since, latest),
  );
}
