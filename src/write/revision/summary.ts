import { mapInTurns } from '../../model/turns.ts';
import type { EvidenceRecord } from '../../store/source.ts';
import type { ChangeTracker, GraphRecord, Update } from '../load/changeTracker.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { changedFields } from './changes.ts';
import { describeDifference, titleOf } from './describe.ts';

/** How many records a summary names before it counts the rest. */
const MAX_NAMED = 10;

/** What a write did, for people: `Recorded Iran backs Hezbollah; changed X (end: not known → 2024)`. */
export async function summaryOf(unit: UnitOfWork): Promise<string> {
  const restored = new Set(unit.retracted.deleted().map(({ id }) => id));
  const trackers: readonly ChangeTracker<GraphRecord>[] = [
    unit.entities,
    unit.ties,
    unit.events,
    unit.sources,
    unit.documents,
    unit.evidence,
  ];
  const created = trackers.flatMap((tracker) => tracker.created());
  const updated = trackers.flatMap((tracker) => tracker.updated());
  const removed = trackers.flatMap((tracker) => tracker.deleted());
  const described = (await mapInTurns(updated, (update) => describeUpdate(unit, update))).flat();
  const titles = (verb: string, records: readonly GraphRecord[]) => listed(verb, records, (record) => titleIn(unit, record));
  const parts = [
    titles(
      'recorded',
      created.filter(({ id }) => !restored.has(id)),
    ),
    titles(
      'restored',
      created.filter(({ id }) => restored.has(id)),
    ),
    titles('retracted', removed),
    listed('changed', described, (description) => description),
  ];
  const text = parts.filter((part) => part !== '').join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed<T>(verb: string, items: readonly T[], textOf: (item: T) => string): string {
  if (items.length === 0) return '';
  const more = items.length - MAX_NAMED;
  return `${verb} ${items.slice(0, MAX_NAMED).map(textOf).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeUpdate(unit: UnitOfWork, { before, after }: Update<GraphRecord>): string[] {
  const difference = describeDifference(after.id, { ...before }, changedFields(before, after), unit.nameOf);
  return difference === '' ? [] : [`${titleIn(unit, after)} (${difference})`];
}

/** The title of a record; of a passage or document with its source. */
function titleIn(unit: UnitOfWork, record: GraphRecord): string {
  const { source } = record as Partial<EvidenceRecord>;
  const title = titleOf(record, unit.subjectOf);
  return source === undefined ? title : `${title} (${unit.sources.get(source)?.title ?? source})`;
}
