import type { RevisionAction } from '../store/revision.ts';
import type { CheckedRow } from './batch.ts';
import type { RowOutcome } from './report.ts';
import type { Update } from './shelf.ts';
import { differenceInWords, evidenceInWords, tieInWords } from './words.ts';
import type { Workspace } from './workspace.ts';

/** How many records a summary names before it counts the rest. */
const MOST_NAMED = 10;

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
export function summaryOf(space: Workspace): string {
  const restored = new Set(space.retracted.removed().map(({ id }) => id));
  const shelves = [space.entities, space.ties, space.events, space.sources, space.evidence];
  const created = shelves.flatMap((shelf) => shelf.created() as { id: string }[]);
  const updated = shelves.flatMap((shelf) => shelf.updated() as Update<{ id: string }>[]);
  const removed = shelves.flatMap((shelf) => shelf.removed() as { id: string }[]);
  const titles = (records: readonly { id: string }[]) => records.map((record) => titleOf(space, record));
  const parts = [
    listed('recorded', titles(created.filter(({ id }) => !restored.has(id)))),
    listed('restored', titles(created.filter(({ id }) => restored.has(id)))),
    listed('retracted', titles(removed)),
    listed(
      'changed',
      updated.flatMap((update) => updateInWords(space, update)),
    ),
  ];
  const text = parts.filter((part) => part !== '').join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(verb: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length - MOST_NAMED;
  return `${verb} ${items.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function updateInWords(space: Workspace, { before, after }: Update<{ id: string }>): string[] {
  const changed = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify((before as Record<string, unknown>)[field])),
  );
  const words = differenceInWords(before as unknown as Record<string, unknown>, changed, space.nameOf);
  return words === '' ? [] : [`${titleOf(space, after)} (${words})`];
}

/** The title of a record of any kind; its id where it has none. */
function titleOf(space: Workspace, { id }: { id: string }): string {
  const tie = space.ties.get(id) ?? space.ties.before(id);
  if (tie) return tieInWords(tie, space.subjectOf);
  const evidence = space.evidence.get(id) ?? space.evidence.before(id);
  if (evidence) {
    const source = space.sources.get(evidence.source)?.title ?? evidence.source;
    return `${evidenceInWords(evidence)} (${source})`;
  }
  const entity = space.entities.get(id) ?? space.entities.before(id);
  const titled = space.events.get(id) ?? space.events.before(id) ?? space.sources.get(id) ?? space.sources.before(id);
  return entity?.name ?? titled?.title ?? id;
}
