import type { SpareCapacity } from './assemble.ts';
import type { Buffers, ReadSnapshot } from './buffers.ts';
import { compact } from './compact.ts';
import { nodeById } from './keys.ts';
import { tiesRecordedWith } from './recorded.ts';
import type { ChangeRow } from './records.ts';

interface ProjectionState {
  readonly buffers: Buffers;
  readonly snapshot: ReadSnapshot;
}

/**
 * The same graph with spare capacity for a revision: as it is, or compacted. Never called within a revision: between two of
 * its rows entities may be merged into one that is itself merged.
 */
export function ensureCapacity(state: ProjectionState, rows: readonly ChangeRow[], minSpareCapacity: number): ProjectionState {
  const { buffers, snapshot } = state;
  const incoming = upperBound(state, rows);
  const fits =
    snapshot.ties + incoming.ties <= buffers.baseTies + buffers.appended.rank.length &&
    snapshot.nodes + incoming.nodes <= buffers.nodes.traits.length &&
    snapshot.merges + incoming.nodes <= buffers.merges.node.length &&
    snapshot.tombstones + incoming.tombstones <= buffers.tombstones.tie.length;
  if (fits) return state;
  const compacted = compact(buffers, snapshot, minSpareCapacity, incoming);
  return { buffers: compacted, snapshot: { ...snapshot, ties: compacted.baseTies, merges: 0, tombstones: 0 } };
}

/** An upper bound on what the rows append and delete. A merge appends every tie of its entity, those of this revision included. */
function upperBound({ buffers, snapshot }: ProjectionState, rows: readonly ChangeRow[]): SpareCapacity {
  const deleted = rows.filter(({ op }) => op === 'gone').length;
  const written = rows.filter(({ op }) => op === 'tie').length;
  let ties = written;
  let nodes = 0;
  for (const row of rows) {
    if (row.op === 'entity' || row.op === 'canon') nodes++;
    if (row.op !== 'canon') continue;
    const node = nodeById(buffers.nodes, row.id, 0);
    ties += written + (node < 0 ? 0 : tiesRecordedWith(buffers, snapshot, node).length);
  }
  return { nodes, ties, tombstones: ties + deleted };
}
