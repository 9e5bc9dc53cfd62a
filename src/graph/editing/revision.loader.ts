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
 * Revisions after `since`, newest first. Their numbers have no gaps, so a page is a range of numbers.
 * @throws BAD_INPUT for a negative `since`
 */
export async function loadRevisions(context: Context, since: number, page: Page): Promise<Connection<RevisionRecord>> {
  if (since < 0) throw new AllegianceError('BAD_INPUT', `Expected \`since\` to be 0 or more; got ${since}.`);
  const latest = await context.services.clock.current();
  const newest = Math.min(latest, page.before === null ? Number.POSITIVE_INFINITY : Number(page.before) - 1);
  const oldest = Math.max(since, Number(page.after)) + 1;
  const count = Math.max(0, Math.min(page.size + 1, newest - oldest + 1));
  const numbers = Array.from({ length: count }, (_, index) => (page.backward ? oldest + index : newest - index));
  const found = await revisionsByNumber(context, numbers);
  return connectionOf(
    page,
    numbers.flatMap((number) => found.get(number) ?? []),
    (revision) => String(revision.number),
    async () => Math.max(0, latest - since),
  );
}
