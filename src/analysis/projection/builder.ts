import { ENTITY_KINDS } from '../../model/kinds.ts';
import { MIN_SPARE_CAPACITY } from './base.ts';
import { type Buffers, growTies, insertSlot, stagedTies, writeTie } from './buffers.ts';
import { digitsAt } from './encoding.ts';
import { findNode, tieKeyOf } from './lookup.ts';
import { Names } from './names.ts';
import { Projection } from './projection.ts';
import type { ProjectionEntity, ProjectionTie } from './records.ts';
import { nextPlace, runColumn, withRuns } from './runs.ts';
import { type BaseMaker, baseOf, type Staged, stagedNodes } from './staged.ts';

export interface BuildOptions {
  /** The expected numbers of each. Wrong numbers cost time and memory only. */
  readonly entities?: number;
  readonly ties?: number;
  /** How many ties, entities and merges can be appended to a small graph before it is compacted. */
  readonly minSpareCapacity?: number;
}

/**
 * Builds the projection of a graph: add all entities first, then the ties, in any order and batches of any size. Of an entity
 * or tie that is added twice, the last one counts.
 */
export class ProjectionBuilder {
  /** Ties left out because an end was not among the entities: written during the scan, so they are in the change sets after it. */
  skipped = 0;
  readonly #minSpareCapacity: number;
  readonly #names = new Names();
  /** In the order in which they were added. */
  #nodes;
  #nodeCount = 0;
  /** The ids of canonical entities, by merged node. */
  readonly #canon = new Map<number, string>();
  #ties;
  #tieCount = 0;
  #runs = runColumn();

  get tieCount(): number {
    return this.#tieCount;
  }

  constructor({ entities = 1024, ties = 1024, minSpareCapacity = MIN_SPARE_CAPACITY }: BuildOptions = {}) {
    this.#minSpareCapacity = minSpareCapacity;
    this.#nodes = stagedNodes(Math.max(entities, 16));
    this.#ties = stagedTies(Math.max(ties, 16));
  }

  addEntities(batch: Iterable<ProjectionEntity>): void {
    for (const { id, kind, name, canon } of batch) {
      const node = this.#nodeOf(digitsAt(id, 0), digitsAt(id, 6));
      this.#nodes.traits[node] = ENTITY_KINDS.indexOf(kind);
      this.#nodes.name[node] = this.#names.add(name);
      if (canon === id) this.#canon.delete(node);
      else this.#canon.set(node, canon);
    }
  }

  addTies(batch: Iterable<ProjectionTie>): void {
    for (const record of batch) {
      const key = tieKeyOf(this.#nodes, record.id);
      if (key === null) {
        this.skipped++;
        continue;
      }
      if (this.#tieCount === this.#ties.from.length) this.#ties = growTies(this.#ties, 2 * this.#tieCount);
      const tie = this.#tieCount++;
      this.#ties.from[tie] = key.from;
      this.#ties.to[tie] = key.to;
      writeTie(this.#ties, tie, key, record, { dates: this.#names.addOnce(record.dates), runs: nextPlace(this.#runs) });
      if (record.runs) this.#runs = withRuns(this.#runs, record.runs);
    }
  }

  /** Returns the projection of what was added, as of a revision. The builder cannot be used again. */
  finish(revision: number): Projection {
    return this.#finished(baseOf(this.#staged()), revision);
  }

  /** As `finish`, while another thread does most of it. */
  async finishBy({ build }: BaseMaker, revision: number): Promise<Projection> {
    return this.#finished(await build(this.#staged()), revision);
  }

  #staged(): Staged {
    const [nodes, ties, runs, canon] = [this.#nodes, this.#ties, this.#runs, this.#canon];
    return { nodes, nodeCount: this.#nodeCount, canon, ties, tieCount: this.#tieCount, runs, minSpareCapacity: this.#minSpareCapacity };
  }

  #finished(buffers: Buffers, revision: number): Projection {
    this.#names.trim();
    return new Projection(buffers, revision, this.#names, this.#minSpareCapacity);
  }

  /** The node with this key, which is added where it is new. */
  #nodeOf(high: number, low: number): number {
    const existing = findNode(this.#nodes, high, low);
    if (existing >= 0) return existing;
    if (this.#nodeCount === this.#nodes.high.length) this.#growNodes();
    const node = this.#nodeCount++;
    this.#nodes.high[node] = high;
    this.#nodes.low[node] = low;
    insertSlot(this.#nodes.slots, low, node);
    return node;
  }

  #growNodes(): void {
    const larger = stagedNodes(2 * this.#nodeCount);
    for (const name of ['high', 'low', 'traits', 'name'] as const) larger[name].set(this.#nodes[name]);
    for (let node = 0; node < this.#nodeCount; node++) insertSlot(larger.slots, larger.low[node]!, node);
    this.#nodes = larger;
  }
}
