import type { RevisionAction } from '../store/revision.ts';
import type { CheckedRow } from './batch.ts';
import type { Update } from './changeTracker.ts';
import { describeDifference, describeEvidence, describeTie } from './describe.ts';
import type { RowOutcome } from './report.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** How many records a summary names before it counts the rest. */
const MAX_NAMED = 10;

const COMMAND_ACTIONS: Readonly<Record<string, RevisionAction>> = {
  retractions: 'RETRACTED',
  restorations: 'RESTORED',
  merges: 'MERGED',
  unmerges: 'UNMERGED',
};

/** Whether a kind of row is a command that another command undoes. */
export function isReversible(kind: string): boolean {
  return kind in COMMAND_ACTIONS;
}

/** The action of a revision: that of its command, else UPDATED where a row updated something, else CREATED. */
export function actionOf(rows: readonly CheckedRow[], outcomes: readonly RowOutcome[]): RevisionAction {
  const command = rows.map(({ kind }) => COMMAND_ACTIONS[kind]).find((action) => action !== undefined);
  return command ?? (outcomes.some((outcome) => 'effect' in outcome && outcome.effect === 'UPDATED') ? 'UPDATED' : 'CREATED');
}

/** What a write did, for people: `Recorded Iran backs Hezbollah; changed X (end: not known → 2024)`. */
export function summaryOf(unit: UnitOfWork): string {
  const restored = new Set(unit.retracted.deleted().map(({ id }) => id));
  const trackers = [unit.entities, unit.ties, unit.events, unit.sources, unit.evidence];
  const created = trackers.flatMap((tracker) => tracker.created() as { id: string }[]);
  const updated = trackers.flatMap((tracker) => tracker.updated() as Update<{ id: string }>[]);
  const removed = trackers.flatMap((tracker) => tracker.deleted() as { id: string }[]);
  const titles = (records: readonly { id: string }[]) => records.map((record) => titleOf(unit, record));
  const parts = [
    listed('recorded', titles(created.filter(({ id }) => !restored.has(id)))),
    listed('restored', titles(created.filter(({ id }) => restored.has(id)))),
    listed('retracted', titles(removed)),
    listed(
      'changed',
      updated.flatMap((update) => describeUpdate(unit, update)),
    ),
  ];
  const text = parts.filter((part) => part !== '').join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(verb: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length - MAX_NAMED;
  return `${verb} ${items.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeUpdate(unit: UnitOfWork, { before, after }: Update<{ id: string }>): string[] {
  const changed = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify((before as Record<string, unknown>)[field])),
  );
  const difference = describeDifference(after.id, before as unknown as Record<string, unknown>, changed, unit.nameOf);
  return difference === '' ? [] : [`${titleOf(unit, after)} (${difference})`];
}

/** The title of a record of any kind; its id where it has none. */
function titleOf(unit: UnitOfWork, { id }: { id: string }): string {
  const tie = unit.ties.get(id) ?? unit.ties.before(id);
  if (tie) return describeTie(tie, unit.subjectOf);
  const evidence = unit.evidence.get(id) ?? unit.evidence.before(id);
  if (evidence) {
    const source = unit.sources.get(evidence.source)?.title ?? evidence.source;
    return `${describeEvidence(evidence)} (${source})`;
  }
  const entity = unit.entities.get(id) ?? unit.entities.before(id);
  const titled = unit.events.get(id) ?? unit.events.before(id) ?? unit.sources.get(id) ?? unit.sources.before(id);
  return entity?.name ?? titled?.title ?? id;
}
