import type { Buffers, Mark } from './buffers.ts';
import { copyTie } from './columns.ts';
import { enterDeath } from './deaths.ts';
import { ownLead, toOf } from './ends.ts';
import { confidenceIn } from './facts.ts';
import { glanceAt } from './glance.ts';
import { enterAppended, keyOf, rankInBase } from './identity.ts';
import { enterNode } from './keys.ts';
import { setLead } from './leads.ts';
import { canonOf } from './merges.ts';
import type { Names } from './names.ts';
import type { TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { CANON_CHANGED, TIES_CHANGED } from './traits.ts';
import { writeTie } from './writeTie.ts';

/**
 * Writes one revision. It becomes visible atomically, when a view is made with its snapshot: what it appends lies beyond the
 * counts of earlier snapshots, and a tie that it deletes is still alive at those.
 */
export class Draft {
  readonly mark: { revision: number; nodes: number; ties: number; merges: number; deaths: number };

  /** The buffers must have spare capacity for the revision: `ensureCapacity`. */
  constructor(
    readonly buffers: Buffers,
    before: Mark,
    revision: number,
    private readonly names: Names,
  ) {
    this.mark = { ...before, revision };
  }

  addNode(high: number, low: number, kind: number, name?: string): void {
    const { nodes } = this.buffers;
    const node = this.mark.nodes++;
    nodes.high[node] = high;
    nodes.low[node] = low;
    nodes.traits[node] = kind | TIES_CHANGED;
    nodes.name[node] = this.names.add(name);
    nodes.canon[node] = node;
    enterNode(nodes, node);
  }

  rename(node: number, name: string): void {
    this.buffers.nodes.name[node] = this.names.add(name);
  }

  addTie(key: TieKey, record: TieRecord): void {
    const tie = this.mark.ties++;
    writeTie(this.buffers.ties, tie, key, record);
    this.buffers.confidenceSeen[confidenceIn(this.buffers.ties.facts, tie)] = 1;
    this.#link(tie, key);
  }

  /** Deletes a tie from this revision on. */
  bury(tie: number): void {
    const { ties, nodes, deaths } = this.buffers;
    enterDeath(deaths, this.mark.deaths++, tie, this.mark.revision);
    nodes.traits[ties.from[tie]!]! |= TIES_CHANGED;
    nodes.traits[toOf(this.buffers, tie)]! |= TIES_CHANGED;
  }

  logMerge(node: number, canon: number): void {
    const { merges, nodes } = this.buffers;
    const at = this.mark.merges++;
    merges.node[at] = node;
    merges.canon[at] = canon;
    nodes.traits[node]! |= CANON_CHANGED;
  }

  /** Replaces a tie by a copy with its current canonical ends. */
  relabel(tie: number): void {
    const key = keyOf(this.buffers, tie);
    const copy = this.mark.ties++;
    copyTie(this.buffers.ties, tie, copy);
    this.bury(tie);
    this.#link(copy, key);
  }

  #link(tie: number, key: TieKey): void {
    const { appended, ties, leads, nodes, baseTies } = this.buffers;
    const at = tie - baseTies;
    const from = canonOf(this.buffers, this.mark, key.from);
    const to = canonOf(this.buffers, this.mark, key.to);
    ties.from[tie] = from;
    setLead(leads, ownLead(this.buffers, tie), to, glanceAt(ties.facts, tie));
    appended.recordedFrom[at] = key.from;
    appended.recordedTo[at] = key.to;
    appended.rank[at] = rankInBase(this.buffers, key);
    appended.olderOut[at] = nodes.newestOut[from]!;
    appended.olderIn[at] = nodes.newestIn[to]!;
    enterAppended(this.buffers, tie);
    Atomics.store(nodes.newestOut, from, tie);
    Atomics.store(nodes.newestIn, to, tie);
    nodes.traits[from]! |= TIES_CHANGED;
    nodes.traits[to]! |= TIES_CHANGED;
  }
}
