import { assemble, MINIMUM_ROOM, roomFor } from './assemble.ts';
import { enlarged, reordered, type StagedTies, stagedTies } from './columns.ts';
import { tiesInOrder } from './order.ts';
import { Projection } from './projection.ts';
import type { EntityRecord, TieRecord } from './records.ts';
import { StagedEntities } from './staged.ts';
import { tieKeyOf } from './tieKey.ts';
import { writeTie } from './writeTie.ts';

export interface BuildOptions {
  /** The expected numbers of each. Wrong numbers cost time and memory only. */
  readonly entities?: number;
  readonly ties?: number;
  /** How many ties, entities and merges can be appended to a small graph before it is compacted. */
  readonly minimumRoom?: number;
}

/** Builds the projection of a graph: add all entities first, then the ties, in any order and batches of any size. */
export class ProjectionBuilder {
  /** Ties left out because an end was not among the entities: written during the scan, so they are in the change sets after it. */
  skipped = 0;
  readonly #minimumRoom: number;
  readonly #entities: StagedEntities;
  #ties: StagedTies;
  #tieCount = 0;

  constructor({ entities = 1024, ties = 1024, minimumRoom = MINIMUM_ROOM }: BuildOptions = {}) {
    this.#minimumRoom = minimumRoom;
    this.#entities = new StagedEntities(entities);
    this.#ties = stagedTies(ties + roomFor(entities, ties, minimumRoom).ties);
  }

  addEntities(batch: Iterable<EntityRecord>): void {
    for (const entity of batch) this.#entities.add(entity);
  }

  addTies(batch: Iterable<TieRecord>): void {
    for (const record of batch) {
      const key = tieKeyOf(this.#entities.nodes, record.id);
      if (key === null) {
        this.skipped++;
        continue;
      }
      if (this.#tieCount === this.#ties.from.length) this.#ties = enlarged(this.#ties, 2 * this.#tieCount);
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
    const { nodes, newIndex } = this.#entities.inOrder(baseNodes + roomFor(baseNodes, 0, this.#minimumRoom).nodes);
    for (let tie = 0; tie < this.#tieCount; tie++) {
      ties.from[tie] = newIndex[ties.from[tie]!]!;
      ties.to[tie] = newIndex[ties.to[tie]!]!;
    }
    const order = tiesInOrder(ties, this.#tieCount, baseNodes);
    const sorted = reordered(ties, this.#tieCount, order);
    this.#ties = sorted;
    const room = roomFor(baseNodes, order.length, this.#minimumRoom);
    const roomy = sorted.from.length < order.length + room.ties ? enlarged(sorted, order.length + room.ties) : sorted;
    const { names } = this.#entities;
    names.trim();
    return new Projection(assemble(nodes, baseNodes, roomy, order.length, room), revision, names, this.#minimumRoom);
  }
}
