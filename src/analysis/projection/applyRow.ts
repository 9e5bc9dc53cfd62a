import { ENTITY_KINDS } from '../../model/kinds.ts';
import { sixDigits } from './digits.ts';
import type { Draft } from './draft.ts';
import { findTie } from './identity.ts';
import { nodeNamed } from './keys.ts';
import { canonOf } from './merges.ts';
import { tiesRecordedWith } from './recorded.ts';
import { CannotFollow, type ChangeRow } from './records.ts';
import { tieKeyOf } from './tieKey.ts';
import { kindIn } from './traits.ts';

type Row<Op extends ChangeRow['op']> = Extract<ChangeRow, { op: Op }>;

/** Applies one row of a change set. Idempotent. Throws CannotFollow where the row does not fit the graph. */
export function applyRow(draft: Draft, row: ChangeRow): void {
  if (row.op === 'tie') putTie(draft, row);
  else if (row.op === 'gone') endTie(draft, row);
  else if (row.op === 'entity') putEntity(draft, row);
  else setCanon(draft, row);
}

function putTie(draft: Draft, row: Row<'tie'>): void {
  const key = tieKeyOf(draft.buffers.nodes, row.id);
  if (!key) throw new CannotFollow(`Expected both ends of tie ${row.id} to be known; one is not.`);
  const before = findTie(draft.buffers, draft.mark, key);
  if (before >= 0) draft.bury(before);
  draft.addTie(key, row);
}

function endTie(draft: Draft, row: Row<'gone'>): void {
  const key = tieKeyOf(draft.buffers.nodes, row.id);
  const tie = key ? findTie(draft.buffers, draft.mark, key) : -1;
  if (tie >= 0) draft.bury(tie);
}

function putEntity(draft: Draft, row: Row<'entity'>): void {
  const kind = ENTITY_KINDS.indexOf(row.kind);
  const known = nodeNamed(draft.buffers.nodes, row.id, 0);
  if (known < 0) draft.addNode(sixDigits(row.id, 0), sixDigits(row.id, 6), kind, row.name);
  else if (kindIn(draft.buffers.nodes.traits[known]!) !== kind) {
    throw new CannotFollow(`Expected entity ${row.id} to keep its kind; it became ${row.kind}.`);
  } else if (row.name !== undefined) draft.rename(known, row.name);
}

/** Merges or separates an entity: only the ties recorded with it get new ends. */
function setCanon(draft: Draft, row: Row<'canon'>): void {
  const node = entity(draft, row.id);
  const canon = entity(draft, row.canon);
  if (canonOf(draft.buffers, draft.mark, node) === canon) return;
  const ties = tiesRecordedWith(draft.buffers, draft.mark, node);
  draft.logMerge(node, canon);
  for (const tie of ties) draft.relabel(tie);
}

function entity(draft: Draft, id: string): number {
  const node = nodeNamed(draft.buffers.nodes, id, 0);
  if (node < 0) throw new CannotFollow(`Expected entity ${id} to be known.`);
  return node;
}
