import type { Engine, Transaction, Value } from '../engine/engine.ts';
import { AllegianceError, quoted } from '../model/errors.ts';
import { DRAFT, type DraftRecord, isDraftId } from '../store/draft.ts';
import { lockCounter } from '../write/revision/revision.ts';
import type { BatchKind, BatchRows } from '../write/validate/validate.ts';
import { DRAFTS_BY_ID, UPDATE_DRAFT } from './draft.cypher.ts';

export const DRAFT_ROW_KINDS = ['ACTOR', 'PLACE', 'SOURCE', 'EVENT', 'RELATIONSHIP', 'EVIDENCE'] as const;
export type DraftRowKind = (typeof DRAFT_ROW_KINDS)[number];

export const ROW_STATES = ['PROPOSED', 'ACCEPTED', 'REJECTED'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** A proposed row: one of a mutation, with where it comes from. */
export interface ProposedRow {
  readonly kind: DraftRowKind;
  /** As the mutation of its kind takes it; of EVIDENCE a passage with `about`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The words that it rests on, and where in the text they stand: offsets in Unicode code points. */
  readonly quote: string | null;
  readonly start: number | null;
  readonly end: number | null;
  /** How sure the proposer is, 0 to 1; null if it does not say. */
  readonly score: number | null;
  readonly why: string;
}

/** A row of a draft. */
export interface DraftRow extends ProposedRow {
  readonly state: RowState;
}

/** A draft with its rows. */
export interface SavedDraft extends Omit<DraftRecord, 'rows'> {
  readonly rows: readonly DraftRow[];
}

/** The kinds of rows in a write. */
const BATCH_KINDS: Readonly<Record<DraftRowKind, BatchKind>> = {
  ACTOR: 'actors',
  PLACE: 'places',
  SOURCE: 'sources',
  EVENT: 'events',
  RELATIONSHIP: 'relationships',
  EVIDENCE: 'passages',
};

/** Rows as a write takes them, and the place of each of them in the list by its kind and its index there. */
export function batchOf<T extends Pick<ProposedRow, 'kind' | 'input'>>(rows: readonly T[]): { batch: BatchRows; placeOf: PlaceOf } {
  const batch: Partial<Record<BatchKind, object[]>> = {};
  const places: Partial<Record<BatchKind, number[]>> = {};
  for (const [place, { kind, input }] of rows.entries()) {
    const batchKind = BATCH_KINDS[kind];
    batch[batchKind] = [...(batch[batchKind] ?? []), input];
    places[batchKind] = [...(places[batchKind] ?? []), place];
  }
  return { batch, placeOf: (kind, index) => places[kind]![index]! };
}

type PlaceOf = (kind: BatchKind, index: number) => number;

/** The draft that a stored record holds. */
export function draftFrom(values: Value): SavedDraft {
  const record = DRAFT.decode(values);
  return { ...record, rows: JSON.parse(record.rows) as DraftRow[] };
}

/** The draft with this id; null if there is none. */
export async function readDraft(engine: Pick<Engine, 'read'>, id: string): Promise<SavedDraft | null> {
  if (!isDraftId(id)) return null;
  const [[values] = []] = await engine.read(DRAFTS_BY_ID, { ids: [id] });
  return values ? draftFrom(values) : null;
}

/** As `readDraft`. @throws BAD_INPUT if there is none, or it waits for no decision any more */
export async function readOpenDraft(engine: Pick<Engine, 'read'>, id: string): Promise<SavedDraft> {
  const draft = await readDraft(engine, id);
  if (!draft) throw new AllegianceError('BAD_INPUT', `Expected the id of a draft; found none with ${quoted(id)}. \`drafts\` lists them.`);
  if (draft.state === 'OPEN') return draft;
  const message = `Expected an open draft; ${quoted(draft.title)} is ${draft.state} by ${draft.decidedBy}. Save the rows as a new draft.`;
  throw new AllegianceError('BAD_INPUT', message);
}

/** The properties of the node of a draft. */
export function recordOf(draft: SavedDraft): Record<string, Value> {
  return { ...draft, revisions: [...draft.revisions], rows: JSON.stringify(draft.rows) };
}

/**
 * Stores a changed draft within a transaction that has locked the counter of revisions.
 * @param draft With the version that it had when it was read.
 * @param key Of this change: one that was stored before, whose answer was lost, is not stored again.
 * @throws CONFLICT if it has been changed since
 */
export async function updateDraft(transaction: Transaction, draft: SavedDraft, key: string): Promise<void> {
  const [[values] = []] = await transaction.run(DRAFTS_BY_ID, { ids: [draft.id] });
  const stored = values ? draftFrom(values) : null;
  if (stored?.lastKey === key) return;
  if (stored?.version !== draft.version) {
    const message = `Expected the draft ${quoted(draft.title)} as it was read; it was changed meanwhile. Read it again, and decide on what is left.`;
    throw new AllegianceError('CONFLICT', message);
  }
  await transaction.run(UPDATE_DRAFT, { rows: [recordOf({ ...draft, version: draft.version + 1, lastKey: key })] });
}

/** Stores a changed draft as `updateDraft` does, in a transaction of its own. The graph stays as it is. */
export async function storeDraft(engine: Engine, draft: SavedDraft, key: string): Promise<void> {
  await engine.write(async (transaction) => {
    await lockCounter(transaction, key);
    await updateDraft(transaction, draft, key);
    return { commit: true, value: undefined };
  });
}
