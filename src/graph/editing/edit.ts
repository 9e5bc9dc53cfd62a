import { randomUUID } from 'node:crypto';
import { AllegianceError } from '../../model/errors.ts';
import { groupBy } from '../../model/group.ts';
import { countOf } from '../../write/report.ts';
import type { BatchKind } from '../../write/validate/validate.ts';
import { write } from '../../write/write.ts';
import { requireRole } from '../common/access.ts';
import type { Context } from '../common/context.ts';
import { loadNode } from '../meta/node.loader.ts';

/** Rows per call. */
export const MAX_ROWS = 1_000;

/** Options of a mutation that writes rows. */
export interface EditOptions {
  readonly partial?: boolean | null;
  readonly ifRevision?: number | null;
}

/**
 * Writes rows, or runs a command, as the caller. Reads of the same request see what was written.
 * @throws FORBIDDEN, TOO_MANY_ROWS, CONFLICT
 */
export async function edit(context: Context, kind: BatchKind, rows: readonly object[], options: EditOptions = {}) {
  requireRole(context, 'editor');
  if (rows.length > MAX_ROWS) {
    const message = `Expected at most ${MAX_ROWS} rows in a call; got ${rows.length}. Write them in several calls.`;
    throw new AllegianceError('TOO_MANY_ROWS', message, { limit: MAX_ROWS });
  }
  const writeOptions = { key: randomUUID(), by: context.caller.name, at: new Date(), partial: options.partial ?? false };
  const report = await write(context.engine, { [kind]: rows }, { ...writeOptions, ifRevision: options.ifRevision });
  context.services.clock.revisionWritten(report.revision);
  context.forget();
  context.revision = Math.max(context.revision ?? 0, report.revision);
  const problems = groupBy(report.problems, ({ row }) => row);
  return {
    created: countOf(report, 'CREATED'),
    updated: countOf(report, 'UPDATED'),
    unchanged: countOf(report, 'UNCHANGED'),
    rejected: countOf(report, 'REJECTED'),
    revision: report.revision,
    rows: report.rows.map(({ row, verdict, id }) => ({
      row,
      verdict,
      id,
      node: () => (id === null ? null : loadNode(context, id)),
      problems: problems.get(row) ?? [],
    })),
  };
}
