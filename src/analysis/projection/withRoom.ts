import type { Room } from './assemble.ts';
import type { Buffers, Mark } from './buffers.ts';
import { fold } from './fold.ts';
import { nodeNamed } from './keys.ts';
import { tiesRecordedWith } from './recorded.ts';
import type { ChangeRow } from './records.ts';

interface Snapshot {
  readonly buffers: Buffers;
  readonly mark: Mark;
}

/**
 * The same graph with spare capacity for a revision: as it is, or compacted. Never called within a revision: between two of
 * its rows entities may be merged into one that is itself merged.
 */
export function withRoom(state: Snapshot, rows: readonly ChangeRow[], minimumRoom: number): Snapshot {
  const { buffers, mark } = state;
  const coming = atMost(state, rows);
  const fits =
    mark.ties + coming.ties <= buffers.baseTies + buffers.appended.rank.length &&
    mark.nodes + coming.nodes <= buffers.nodes.traits.length &&
    mark.merges + coming.nodes <= buffers.merges.node.length &&
    mark.deaths + coming.deaths <= buffers.deaths.tie.length;
  if (fits) return state;
  const folded = fold(buffers, mark, minimumRoom, coming);
  return { buffers: folded, mark: { ...mark, ties: folded.baseTies, merges: 0, deaths: 0 } };
}

/** An upper bound on what the rows append and delete. A merge appends every tie of its entity, those of this revision included. */
function atMost({ buffers, mark }: Snapshot, rows: readonly ChangeRow[]): Room {
  const gone = rows.filter(({ op }) => op === 'gone').length;
  const written = rows.filter(({ op }) => op === 'tie').length;
  let ties = written;
  let nodes = 0;
  for (const row of rows) {
    if (row.op === 'entity' || row.op === 'canon') nodes++;
    if (row.op !== 'canon') continue;
    const node = nodeNamed(buffers.nodes, row.id, 0);
    ties += written + (node < 0 ? 0 : tiesRecordedWith(buffers, mark, node).length);
  }
  return { nodes, ties, deaths: ties + gone };
}
