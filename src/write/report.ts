import type { RowOutcome } from './plan/common.ts';
import type { Problem } from './validate/problem.ts';
import type { BatchKind, CheckedRow } from './validate/validate.ts';

export const VERDICTS = ['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface RowProblem extends Problem {
  readonly kind: BatchKind;
  /** Index among the rows of its kind, from 0. */
  readonly row: number;
}

export interface RowReport {
  readonly kind: BatchKind;
  readonly row: number;
  readonly verdict: Verdict;
  readonly id: string | null;
}

/** The result of a write. */
export interface WriteReport {
  readonly rows: readonly RowReport[];
  readonly problems: readonly RowProblem[];
  /** The latest revision of the store after the write. */
  readonly revision: number;
}

export function countOf(report: WriteReport, verdict: Verdict): number {
  return report.rows.filter((row) => row.verdict === verdict).length;
}

/** The report of a write from the outcomes of its rows. Where the write is rejected as a whole, every row counts as rejected. */
export function createReport(
  checked: readonly CheckedRow[],
  outcomes: readonly RowOutcome[],
  revision: number,
  refused: boolean,
): WriteReport {
  const rows = outcomes.map((outcome, index): RowReport => {
    const { kind, index: row } = checked[index]!;
    if ('problems' in outcome || refused) return { kind, row, verdict: 'REJECTED', id: null };
    return { kind, row, verdict: outcome.effect, id: outcome.id };
  });
  const problems = outcomes.flatMap((outcome, index): RowProblem[] => {
    const { kind, index: row } = checked[index]!;
    return 'problems' in outcome ? outcome.problems.map((problem) => ({ kind, row, ...problem })) : [];
  });
  return { rows, problems, revision };
}

/** The outcome of a row in a write that changes nothing, such as one whose rows cancel each other. */
export function asUnchanged(outcome: RowOutcome): RowOutcome {
  return 'problems' in outcome ? outcome : { ...outcome, effect: 'UNCHANGED' };
}
