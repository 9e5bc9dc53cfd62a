import type { Engine, Row, Transaction } from '../../engine/engine.ts';
import { loadAssessed } from '../load/load.ts';
import { UnitOfWork } from '../load/unitOfWork.ts';
import { reassess } from '../plan/assess.ts';
import { planSameTies } from '../plan/sameTies.ts';
import { applyRevision, lockCounter } from '../revision/revision.ts';
import { ADVANCE, CITING, COUNT_CITING, CREATE_PENDING, DELETE_PENDING, PENDING, POSITION } from './reassess.cypher.ts';

/** Ties and events that one revision brings up to date. */
const SLICE_SIZE = 500;
/** Ids that one statement reads. */
const PAGE_SIZE = 20_000;

/** A source that was graded again, and what of it is still to be brought up to date. */
export interface PendingReassessment {
  /** Id of the source. */
  readonly source: string;
  /** The revision that changed it. */
  readonly revision: number;
  /** Who changed it. */
  readonly by: string;
  /** The last tie or event that was reassessed, in the order of their ids; empty before the first. */
  readonly after: string;
  /** Ties and events that were reassessed, and all that cited the source when it was changed. */
  readonly done: number;
  readonly total: number;
}

/** What is still to be brought up to date. */
export async function pendingReassessments(engine: Engine): Promise<PendingReassessment[]> {
  return (await engine.read(PENDING)).map(reassessmentOf);
}

function reassessmentOf([source, revision, by, after, done, total]: Row): PendingReassessment {
  return { source, revision, by, after, done, total } as PendingReassessment;
}

/** Records that what cites the widely cited sources of a write is reassessed after it: from the start, where that was under way. */
export async function postponeReassessments(transaction: Transaction, unit: UnitOfWork, by: string): Promise<void> {
  for (const source of unit.reassessedLater) {
    const [[total = 0] = []] = await transaction.run(COUNT_CITING, { source });
    await transaction.run(DELETE_PENDING, { source });
    await transaction.run(CREATE_PENDING, { rows: [{ source, revision: unit.stamp.revision, by, after: '', done: 0, total }] });
  }
}

export interface ReassessOptions {
  /** Called after each slice with the revision that it made; null where everything was up to date already. */
  readonly onSlice: (revision: number | null, done: PendingReassessment) => Promise<void> | void;
  /** Whether to stop before the next slice; what is left stays recorded. */
  readonly isStopped: () => boolean;
}

/**
 * Brings everything up to date that is still pending: status and confidence of what cites sources that were graded again. Each slice
 * is a revision of its own, by who changed the source, and records how far it came, so a process that is killed goes on from there,
 * and two processes take turns. A tie or event that somebody else writes meanwhile is up to date by that.
 * @throws STORE_UNAVAILABLE, QUERY_TIMEOUT
 */
export async function reassessPending(engine: Engine, options: ReassessOptions, sliceSize = SLICE_SIZE): Promise<void> {
  for (let [pending] = await pendingReassessments(engine); pending && !options.isStopped(); [pending] = await pendingReassessments(engine))
    await reassessPage(engine, pending, options, sliceSize);
}

async function reassessPage(engine: Engine, pending: PendingReassessment, options: ReassessOptions, sliceSize: number): Promise<void> {
  const { source, after } = pending;
  const ids = (await engine.read(CITING, { source, after, limit: PAGE_SIZE })).map(([about]) => about as string);
  let current = pending;
  for (let from = 0; from < ids.length || from === 0; from += sliceSize) {
    if (options.isStopped()) return;
    const slice = ids.slice(from, from + sliceSize);
    const isLast = from + sliceSize >= ids.length && ids.length < PAGE_SIZE;
    const { revision, isCurrent } = await reassessSlice(engine, current, slice, isLast);
    // Another process was faster, or the source was graded once more.
    if (!isCurrent) return;
    current = { ...current, after: slice.at(-1) ?? current.after, done: current.done + slice.length };
    await options.onSlice(revision, current);
  }
}

interface SliceResult {
  readonly revision: number | null;
  /** False where the store has another position by now. */
  readonly isCurrent: boolean;
}

function reassessSlice(engine: Engine, pending: PendingReassessment, ids: readonly string[], isLast: boolean): Promise<SliceResult> {
  const { source, revision, by, after, done, total } = pending;
  const key = `reassess ${source} ${revision} ${after}`;
  return engine.write<SliceResult>(async (transaction) => {
    const { numbers } = await lockCounter(transaction, key);
    const [position] = await transaction.run(POSITION, { source });
    if (position?.[0] !== revision || position[1] !== after) return { commit: false, value: { revision: null, isCurrent: false } };
    const unit = new UnitOfWork({ revision: numbers.next(numbers.latest), at: new Date().toISOString() });
    await loadAssessed(transaction, unit, ids);
    for (const id of ids) reassess(unit, id);
    planSameTies(unit);
    const isChanged = unit.isChanged();
    if (isChanged) {
      const title = unit.sources.get(source)?.title ?? source;
      const progress = `${counted(done + ids.length)} of ${counted(Math.max(total, done + ids.length))}`;
      const summary = `Brought up to date what cites ${title}, which revision ${revision} changed: ${progress} relationships and events`;
      await applyRevision(transaction, unit, [], [], { key, by, action: 'UPDATED', summary });
    }
    if (isLast) await transaction.run(DELETE_PENDING, { source });
    else await transaction.run(ADVANCE, { source, after: ids.at(-1)!, done: done + ids.length });
    return { commit: true, value: { revision: isChanged ? unit.stamp.revision : null, isCurrent: true } };
  });
}

const counted = (number: number): string => number.toLocaleString('en');
