import { writeEntry } from './adjacency.ts';
import type { Buffers, ReadSnapshot } from './buffers.ts';
import { copyTie } from './columns.ts';
import { outgoingEntry, toOf } from './ends.ts';
import { confidenceIn } from './facts.ts';
import { insertAppended, keyOf, rankInBase } from './identity.ts';
import { insertNode } from './keys.ts';
import { canonOf } from './merges.ts';
import type { Names } from './names.ts';
import type { ProjectionTie } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { summaryOfTie } from './tieSummary.ts';
import { addTombstone } from './tombstones.ts';
import { CANON_CHANGED, TIES_CHANGED } from './traits.ts';
import { writeTie } from './writeTie.ts';

/**
 * Writes one revision. It becomes visible atomically, when a view is made with its snapshot: what it appends lies beyond the
 * counts of earlier snapshots, and a tie that it deletes is still alive at those.
 */
export class RevisionWriter {
  readonly snapshot: { revision: number; nodes: number; ties: number; merges: number; tombstones: number };

  /** The buffers must have spare capacity for the revision: `ensureCapacity`. */
  constructor(
    readonly buffers: Buffers,
    before: ReadSnapshot,
    revision: number,
    private readonly names: Names,
  ) {
    this.snapshot = { ...before, revision };
  }

  addNode(high: number, low: number, kind: number, name?: string): void {
    const { nodes } = this.buffers;
    const node = this.snapshot.nodes++;
    nodes.high[node] = high;
    nodes.low[node] = low;
    nodes.traits[node] = kind | TIES_CHANGED;
    nodes.name[node] = this.names.add(name);
    nodes.canon[node] = node;
    insertNode(nodes, node);
  }

  rename(node: number, name: string): void {
    this.buffers.nodes.name[node] = this.names.add(name);
  }

  addTie(key: TieKey, record: ProjectionTie): void {
    const tie = this.snapshot.ties++;
    writeTie(this.buffers.ties, tie, key, record);
    this.buffers.confidenceSeen[confidenceIn(this.buffers.ties.facts, tie)] = 1;
    this.#link(tie, key);
  }

  /** Deletes a tie from this revision on. */
  deleteTie(tie: number): void {
    const { ties, nodes, tombstones } = this.buffers;
    addTombstone(tombstones, this.snapshot.tombstones++, tie, this.snapshot.revision);
    nodes.traits[ties.from[tie]!]! |= TIES_CHANGED;
    nodes.traits[toOf(this.buffers, tie)]! |= TIES_CHANGED;
  }

  logMerge(node: number, canon: number): void {
    const { merges, nodes } = this.buffers;
    const at = this.snapshot.merges++;
    merges.node[at] = node;
    merges.canon[at] = canon;
    nodes.traits[node]! |= CANON_CHANGED;
  }

  /** Replaces a tie by a copy with its current canonical ends. */
  rewriteEnds(tie: number): void {
    const key = keyOf(this.buffers, tie);
    const copy = this.snapshot.ties++;
    copyTie(this.buffers.ties, tie, copy);
    this.deleteTie(tie);
    this.#link(copy, key);
  }

  #link(tie: number, key: TieKey): void {
    const { appended, ties, adjacency, nodes, baseTies } = this.buffers;
    const at = tie - baseTies;
    const from = canonOf(this.buffers, this.snapshot, key.from);
    const to = canonOf(this.buffers, this.snapshot, key.to);
    ties.from[tie] = from;
    writeEntry(adjacency, outgoingEntry(this.buffers, tie), to, summaryOfTie(ties.facts, tie));
    appended.recordedFrom[at] = key.from;
    appended.recordedTo[at] = key.to;
    appended.rank[at] = rankInBase(this.buffers, key);
    appended.olderOut[at] = nodes.newestOut[from]!;
    appended.olderIn[at] = nodes.newestIn[to]!;
    insertAppended(this.buffers, tie);
    Atomics.store(nodes.newestOut, from, tie);
    Atomics.store(nodes.newestIn, to, tie);
    nodes.traits[from]! |= TIES_CHANGED;
    nodes.traits[to]! |= TIES_CHANGED;
  }
}
