import { randomUUID } from 'node:crypto';
import { AllegianceError } from '../../model/errors.ts';
import { groupBy } from '../../model/group.ts';
import { countOf, type WriteReport } from '../../write/report.ts';
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
 * @throws FORBIDDEN, TOO_MANY_ROWS, CONFLICT; ROWS_REJECTED if a row is invalid and the call is not partial
 */
export async function edit(context: Context, kind: BatchKind, rows: readonly object[], options: EditOptions = {}) {
  requireRole(context, 'editor');
  if (rows.length > MAX_ROWS) {
    const message = `Expected at most ${MAX_ROWS} rows in a call; got ${rows.length}. Write them in several calls.`;
    throw new AllegianceError('TOO_MANY_ROWS', message, { limit: MAX_ROWS });
  }
  const partial = options.partial ?? false;
  const writeOptions = { key: randomUUID(), by: context.caller.name, at: new Date(), partial };
  const report = await write(context.engine, { [kind]: rows }, { ...writeOptions, ifRevision: options.ifRevision });
  if (!partial && report.problems.length > 0) throw rowsRejected(report);
  return reportIn(context, report);
}

/** The report of a write as the API returns it. Reads of the same request see what was written from then on. */
export function reportIn(context: Context, report: WriteReport) {
  context.services.clock.revisionWritten(report.revision);
  if (report.rows.some(({ kind }) => kind === 'sources')) context.services.reassessor.start();
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

/** Rows whose problems the message of an error shows; all are in its extensions. */
const SHOWN_ROWS = 3;

/** The error of a write that wrote nothing because of invalid rows: clients that select no rows must not take it for success. */
export function rowsRejected({ rows, problems }: WriteReport): AllegianceError {
  const invalid = [...groupBy(problems, ({ row }) => row)].map(([row, found]) => ({
    row,
    problems: found.map(({ field, code, message }) => ({ field, code, message })),
  }));
  const messagesOf = (one: (typeof invalid)[number]) => one.problems.map(({ message }) => message).join(' ');
  if (rows.length === 1) return new AllegianceError('ROWS_REJECTED', `${messagesOf(invalid[0]!)} Nothing was written.`, { rows: invalid });
  const shown = invalid.slice(0, SHOWN_ROWS).map((one) => `Row ${one.row}: ${messagesOf(one)}`);
  const more = invalid.length > SHOWN_ROWS ? [`${invalid.length - SHOWN_ROWS} more in \`extensions.rows\`.`] : [];
  const count = `Expected ${rows.length} valid rows; got ${invalid.length} that ${invalid.length === 1 ? 'is' : 'are'} not. Nothing was written.`;
  return new AllegianceError('ROWS_REJECTED', [count, ...shown, ...more].join(' '), { rows: invalid });
}
