import type { Engine, Transaction } from '../engine/engine.ts';
import { LATEST_REVISION } from '../engine/revisionNumbers.ts';
import { groupBy } from '../model/group.ts';
import type { GraphRecord } from '../write/load/changeTracker.ts';
import { load } from '../write/load/load.ts';
import { References } from '../write/load/references.ts';
import type { UnitOfWork } from '../write/load/unitOfWork.ts';
import type { RowOutcome } from '../write/plan/common.ts';
import { planRows } from '../write/plan/plan.ts';
import { createReport, type Verdict } from '../write/report.ts';
import { titleOf } from '../write/revision/describe.ts';
import { REVISION_AUTHORS } from '../write/revision/revision.cypher.ts';
import { type Problem, problem } from '../write/validate/problem.ts';
import { type CheckedRow, isValid, validateRows } from '../write/validate/validate.ts';
import { batchOf, type DraftRow, type ProposedRow, type SavedDraft } from './draft.ts';
import { rowStatement } from './statement.ts';

/** A row with what writing it would come to now. */
export interface AssessedRow extends DraftRow {
  readonly index: number;
  readonly statement: string;
  readonly verdict: Verdict;
  readonly problems: readonly Problem[];
}

export interface DraftAssessment {
  readonly rows: readonly AssessedRow[];
  /** The latest revision of the graph when the rows were judged. */
  readonly revision: number;
}

/** What of a draft decides on its verdicts. */
type Judged = Pick<SavedDraft, 'rows' | 'baseRevision' | 'revisions'>;

/**
 * Judges the rows of a draft against the graph as it is: a dry run, which writes nothing. Each row is judged as if those before it
 * that are proposed or accepted were written; one that was rejected is judged apart, so that none rests on it.
 */
export async function assessDraft(engine: Engine, draft: Judged, now: Date): Promise<DraftAssessment> {
  const [[latest = 0] = []] = await engine.read(LATEST_REVISION);
  const indexed = draft.rows.map((row, index) => ({ ...row, index }));
  const groups = [indexed.filter(({ state }) => state !== 'REJECTED'), indexed.filter(({ state }) => state === 'REJECTED')];
  const assessed: AssessedRow[] = [];
  for (const rows of groups)
    if (rows.length > 0) assessed.push(...(await dryRun(engine, draft, rows, { revision: latest as number, now })));
  return { rows: assessed.sort((a, b) => a.index - b.index), revision: latest as number };
}

/** Judges rows that no draft holds. */
export function assessProposals(engine: Engine, proposals: readonly ProposedRow[], now: Date): Promise<DraftAssessment> {
  const rows = proposals.map((row): DraftRow => ({ ...row, state: 'PROPOSED' }));
  return assessDraft(engine, { rows, baseRevision: Number.POSITIVE_INFINITY, revisions: [] }, now);
}

async function dryRun(
  engine: Engine,
  draft: Judged,
  rows: readonly (DraftRow & { index: number })[],
  { revision, now }: { revision: number; now: Date },
): Promise<AssessedRow[]> {
  const { batch, placeOf } = batchOf(rows);
  const checked = await validateRows(batch);
  // A dry run only loads and plans, so it needs no transaction, and waits for no writer.
  const reading: Transaction = {
    joinsFromFewer: engine.joinsFromFewer,
    run: (statement, parameters) => engine.read(statement, parameters),
  };
  const unit = await load(reading, checked, { revision: revision + 1, at: now.toISOString() });
  const outcomes = await planRows(unit, checked);
  const report = createReport(checked, outcomes, revision, false);
  const problems = groupBy(report.problems, ({ kind, row }) => placeOf(kind, row));
  const changed = await changedSince(engine, draft, checked, unit, outcomes);
  const assessed = report.rows.map(({ kind, row: index, verdict, id }, at): AssessedRow => {
    const row = rows[placeOf(kind, index)]!;
    const own = (problems.get(placeOf(kind, index)) ?? []).map(({ field, code, message }) => ({ field, code, message }));
    const since = row.state === 'PROPOSED' ? changed[at]! : [];
    return { ...row, statement: rowStatement(unit, row, id), verdict, problems: [...own, ...since] };
  });
  return assessed;
}

/** For each row, the problem that what it changes or refers to was written after the draft was saved, and not by the draft itself. */
async function changedSince(
  engine: Engine,
  { baseRevision, revisions }: Judged,
  checked: readonly CheckedRow[],
  unit: UnitOfWork,
  outcomes: readonly RowOutcome[],
): Promise<Problem[][]> {
  const later = checked.map((row, index) => {
    const outcome = outcomes[index]!;
    return groundOf(unit, row, 'id' in outcome ? outcome.id : null).filter(
      (record) => record.revision > baseRevision && !revisions.includes(record.revision),
    );
  });
  const numbers = [...new Set(later.flat().map(({ revision }) => revision))];
  const authors = new Map(
    numbers.length === 0 ? [] : ((await engine.read(REVISION_AUTHORS, { numbers })) as unknown as [number, string][]),
  );
  return later.map((records) =>
    records.map((record) => {
      const message = `${titleOf(record, unit.subjectOf)} was written in revision ${record.revision} by ${authors.get(record.revision) ?? 'an unknown author'}, after this was proposed (revision ${baseRevision}). Compare before you accept.`;
      return problem(null, 'CHANGED_SINCE', message);
    }),
  );
}

/** The stored records that a row would change, or refers to. */
function groundOf(unit: UnitOfWork, row: CheckedRow, id: string | null): GraphRecord[] {
  if (!isValid(row)) return [];
  const references = new References([row]);
  const named = [...references.slugs, ...references.identifiers, ...references.entityIds].flatMap((one) => unit.entity(one)?.id ?? []);
  const ids = new Set([...(id === null ? [] : [id]), ...named, ...references.sourceIds, ...references.eventIds, ...references.tieIds]);
  return [...ids].flatMap((one) => unit.trackerOf(one)?.before(one) ?? []);
}
