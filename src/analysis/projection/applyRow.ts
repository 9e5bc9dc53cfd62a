import { ENTITY_KINDS } from '../../model/kinds.ts';
import { sixDigits } from './digits.ts';
import { findTie } from './identity.ts';
import { nodeById } from './keys.ts';
import { canonOf } from './merges.ts';
import { tiesRecordedWith } from './recorded.ts';
import { type ChangeRow, ProjectionOutOfSync } from './records.ts';
import type { RevisionWriter } from './revisionWriter.ts';
import { tieKeyOf } from './tieKey.ts';
import { kindIn } from './traits.ts';

type Row<Op extends ChangeRow['op']> = Extract<ChangeRow, { op: Op }>;

/** Applies one row of a change set. Idempotent. Throws ProjectionOutOfSync where the row does not fit the graph. */
export function applyRow(writer: RevisionWriter, row: ChangeRow): void {
  if (row.op === 'tie') putTie(writer, row);
  else if (row.op === 'gone') endTie(writer, row);
  else if (row.op === 'entity') putEntity(writer, row);
  else setCanon(writer, row);
}

function putTie(writer: RevisionWriter, row: Row<'tie'>): void {
  const key = tieKeyOf(writer.buffers.nodes, row.id);
  if (!key) throw new ProjectionOutOfSync(`Expected both ends of relationship ${row.id} to be known; one is not.`);
  const before = findTie(writer.buffers, writer.snapshot, key);
  if (before >= 0) writer.deleteTie(before);
  writer.addTie(key, row);
}

function endTie(writer: RevisionWriter, row: Row<'gone'>): void {
  const key = tieKeyOf(writer.buffers.nodes, row.id);
  const tie = key ? findTie(writer.buffers, writer.snapshot, key) : -1;
  if (tie >= 0) writer.deleteTie(tie);
}

function putEntity(writer: RevisionWriter, row: Row<'entity'>): void {
  const kind = ENTITY_KINDS.indexOf(row.kind);
  const existing = nodeById(writer.buffers.nodes, row.id, 0);
  if (existing < 0) writer.addNode(sixDigits(row.id, 0), sixDigits(row.id, 6), kind, row.name);
  else if (kindIn(writer.buffers.nodes.traits[existing]!) !== kind) {
    throw new ProjectionOutOfSync(`Expected entity ${row.id} to keep its kind; it became ${row.kind}.`);
  } else if (row.name !== undefined) writer.rename(existing, row.name);
}

/** Merges or separates an entity: only the ties recorded with it get new ends. */
function setCanon(writer: RevisionWriter, row: Row<'canon'>): void {
  const node = entity(writer, row.id);
  const canon = entity(writer, row.canon);
  if (canonOf(writer.buffers, writer.snapshot, node) === canon) return;
  const ties = tiesRecordedWith(writer.buffers, writer.snapshot, node);
  writer.logMerge(node, canon);
  for (const tie of ties) writer.rewriteEnds(tie);
}

function entity(writer: RevisionWriter, id: string): number {
  const node = nodeById(writer.buffers.nodes, id, 0);
  if (node < 0) throw new ProjectionOutOfSync(`Expected entity ${id} to be known.`);
  return node;
}
