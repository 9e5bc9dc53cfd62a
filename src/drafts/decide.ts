import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { type Caller, mayActAs } from '../model/caller.ts';
import { AllegianceError, quoted } from '../model/errors.ts';
import type { WriteReport } from '../write/report.ts';
import { write } from '../write/write.ts';
import { batchOf, type DraftRow, readOpenDraft, type SavedDraft, storeDraft, updateDraft } from './draft.ts';
import { wrongRowInput } from './save.ts';

export interface Decision {
  /** The index of the row in its draft. */
  readonly index: number;
  readonly accept: boolean;
  /** The row as corrected; if left out, as proposed. */
  readonly input?: unknown;
}

export interface DecideOptions {
  readonly reason: string | null;
  readonly caller: Caller;
  readonly now: Date;
  readonly ifRevision?: number | null;
}

const MAX_REASON_LENGTH = 1_000;

/**
 * Decides on rows of a draft. Those that are accepted are written together, by the same way as all others: in one revision by who
 * decides, whose reason names the draft and who proposed it. Draft and graph are changed in one transaction.
 * @returns the draft, and what was written; null if nothing was accepted. The report counts rows by their index in the draft. Where
 * it has problems nothing was written, and nothing decided.
 * @throws BAD_INPUT for a row that is unknown, decided already or named twice; CONFLICT
 */
export async function decideDraft(
  engine: Engine,
  id: string,
  decisions: readonly Decision[],
  { reason, caller, now, ifRevision }: DecideOptions,
): Promise<{ draft: SavedDraft; report: WriteReport | null }> {
  checkReason(reason);
  const draft = await readOpenDraft(engine, id);
  checkDecisions(draft, decisions);
  const byIndex = new Map(decisions.map((decision) => [decision.index, decision]));
  const rows = draft.rows.map((row, index) => decided(row, byIndex.get(index)));
  const accepted = rows.flatMap((row, index) => (byIndex.get(index)?.accept ? { ...row, index } : []));
  const key = randomUUID();
  const state = rows.some((row) => row.state === 'PROPOSED') ? 'OPEN' : 'DECIDED';
  const next: SavedDraft = { ...draft, rows, state, decidedBy: caller.name, decidedAt: now.toISOString(), reason: reason ?? draft.reason };
  if (accepted.length === 0) {
    await storeDraft(engine, next, key);
    return { draft: next, report: null };
  }
  const withRevision = (revision: number | null): SavedDraft =>
    revision === null ? next : { ...next, revisions: [...next.revisions, revision] };
  const { batch, placeOf } = batchOf(accepted);
  let written: number | null = null;
  const report = await write(engine, batch, {
    key,
    by: caller.name,
    at: now,
    reason: [`From the draft ${quoted(draft.title)} by ${draft.by}`, ...(reason ? [reason] : [])].join(': '),
    ifRevision: ifRevision ?? null,
    alongside: async (transaction, revision) => {
      written = revision;
      await updateDraft(transaction, withRevision(revision), key);
    },
  });
  const indexOf = <T extends WriteReport['rows'][number] | WriteReport['problems'][number]>(row: T): T => ({
    ...row,
    row: accepted[placeOf(row.kind, row.row)]!.index,
  });
  const inDraft = { ...report, rows: report.rows.map(indexOf), problems: report.problems.map(indexOf) };
  return { draft: report.problems.length > 0 ? draft : withRevision(written), report: inDraft };
}

/** Closes a draft without deciding on the rows that wait. @throws BAD_INPUT; FORBIDDEN if it is somebody else's; CONFLICT */
export async function closeDraft(
  engine: Engine,
  id: string,
  { reason, caller, now }: Omit<DecideOptions, 'ifRevision'>,
): Promise<SavedDraft> {
  checkReason(reason);
  const draft = await readOpenDraft(engine, id);
  if (draft.by !== caller.name && !mayActAs(caller.role, 'editor')) {
    throw new AllegianceError('FORBIDDEN', `Expected a draft of ${caller.name}, or a token of the role editor; it is by ${draft.by}.`);
  }
  const closed: SavedDraft = { ...draft, state: 'CLOSED', decidedBy: caller.name, decidedAt: now.toISOString(), reason };
  await storeDraft(engine, closed, randomUUID());
  return closed;
}

function decided(row: DraftRow, decision: Decision | undefined): DraftRow {
  if (!decision) return row;
  const input = (decision.input ?? row.input) as DraftRow['input'];
  return { ...row, input, state: decision.accept ? 'ACCEPTED' : 'REJECTED' };
}

function checkReason(reason: string | null): void {
  if (reason === null || (reason.length <= MAX_REASON_LENGTH && !/[\p{Cc}\p{Surrogate}]/u.test(reason) && reason.trim() !== '')) return;
  refuse(`Expected a reason of 1 to ${MAX_REASON_LENGTH} characters on one line; got ${quoted(reason)}.`);
}

function refuse(message: string): never {
  throw new AllegianceError('BAD_INPUT', message);
}

function checkDecisions({ rows }: SavedDraft, decisions: readonly Decision[]): void {
  if (decisions.length === 0) refuse('Expected at least one decision; got none.');
  const seen = new Set<number>();
  for (const { index, input } of decisions) {
    const row = rows[index];
    if (!row) refuse(`Expected the index of a row, 0 to ${rows.length - 1}; got ${index}.`);
    if (row.state !== 'PROPOSED') refuse(`Expected a row that waits for a decision; row ${index} is ${row.state}.`);
    if (seen.has(index)) refuse(`Expected one decision on a row; got several on row ${index}.`);
    seen.add(index);
    const wrong = input === null || input === undefined ? null : wrongRowInput(row.kind, input);
    if (wrong) refuse(`Row ${index}: ${wrong}`);
  }
}
