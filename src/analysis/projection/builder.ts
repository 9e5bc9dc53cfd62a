import { assemble, MIN_SPARE_CAPACITY, spareCapacityFor } from './assemble.ts';
import { growTies, reorderTies, type StagedTies, stagedTies } from './columns.ts';
import { tiesInOrder } from './order.ts';
import { Projection } from './projection.ts';
import type { ProjectionEntity, ProjectionTie } from './records.ts';
import { StagedEntities } from './staged.ts';
import { tieKeyOf } from './tieKey.ts';
import { writeTie } from './writeTie.ts';

export interface BuildOptions {
  /** The expected numbers of each. Wrong numbers cost time and memory only. */
  readonly entities?: number;
  readonly ties?: number;
  /** How many ties, entities and merges can be appended to a small graph before it is compacted. */
  readonly minSpareCapacity?: number;
}

/** Builds the projection of a graph: add all entities first, then the ties, in any order and batches of any size. */
export class ProjectionBuilder {
  /** Ties left out because an end was not among the entities: written during the scan, so they are in the change sets after it. */
  skipped = 0;
  readonly #minSpareCapacity: number;
  readonly #entities: StagedEntities;
  #ties: StagedTies;
  #tieCount = 0;

  constructor({ entities = 1024, ties = 1024, minSpareCapacity = MIN_SPARE_CAPACITY }: BuildOptions = {}) {
    this.#minSpareCapacity = minSpareCapacity;
    this.#entities = new StagedEntities(entities);
    this.#ties = stagedTies(ties + spareCapacityFor(entities, ties, minSpareCapacity).ties);
  }

  addEntities(batch: Iterable<ProjectionEntity>): void {
    for (const entity of batch) this.#entities.add(entity);
  }

  addTies(batch: Iterable<ProjectionTie>): void {
    for (const record of batch) {
      const key = tieKeyOf(this.#entities.nodes, record.id);
      if (key === null) {
        this.skipped++;
        continue;
      }
      if (this.#tieCount === this.#ties.from.length) this.#ties = growTies(this.#ties, 2 * this.#tieCount);
      const tie = this.#tieCount++;
      this.#ties.from[tie] = key.from;
      this.#ties.to[tie] = key.to;
      writeTie(this.#ties, tie, key, record);
    }
  }

  /** Returns the projection of what was added, as of a revision. The builder cannot be used again. */
  finish(revision: number): Projection {
    const ties = this.#ties;
    const baseNodes = this.#entities.count;
    const { nodes, newIndex } = this.#entities.inOrder(baseNodes + spareCapacityFor(baseNodes, 0, this.#minSpareCapacity).nodes);
    for (let tie = 0; tie < this.#tieCount; tie++) {
      ties.from[tie] = newIndex[ties.from[tie]!]!;
      ties.to[tie] = newIndex[ties.to[tie]!]!;
    }
    const order = tiesInOrder(ties, this.#tieCount, baseNodes);
    const sorted = reorderTies(ties, this.#tieCount, order);
    this.#ties = sorted;
    const spare = spareCapacityFor(baseNodes, order.length, this.#minSpareCapacity);
    const enlarged = sorted.from.length < order.length + spare.ties ? growTies(sorted, order.length + spare.ties) : sorted;
    const { names } = this.#entities;
    names.trim();
    return new Projection(assemble(nodes, baseNodes, enlarged, order.length, spare), revision, names, this.#minSpareCapacity);
  }
}
