import type { View } from '../../analysis/projection/view.ts';
import type { Engine } from '../../engine/engine.ts';
import type { TieRecord } from '../../store/tie.ts';
import type { NamedEntity } from '../../write/workspace.ts';
import { isWhole, type Part, tiesOf } from './part.ts';
import { Past } from './past.ts';
import { planTies } from './tiePlan.ts';

/** Entities or ties that are read, and given on, at once. */
export const AT_A_TIME = 1_000;

/** A tie as a graph format shows it. */
export interface Edge {
  /** Its ends are those known today: merged actors are one. */
  readonly tie: TieRecord;
  /** Slugs of the opponents that it is meant against. */
  readonly against: readonly string[];
}

/**
 * The graph, or a part of it, as it stood at one revision: that of the view, however long it takes to read and whatever is
 * written meanwhile. It is read piece by piece, so memory does not grow with the graph but for the view's own.
 */
export class Snapshot {
  readonly past: Past;
  readonly isWhole: boolean;

  constructor(
    engine: Engine,
    readonly view: View,
    readonly part: Part = {},
  ) {
    this.past = new Past(engine, view.revision);
    this.isWhole = isWhole(part);
  }

  get revision(): number {
    return this.view.revision;
  }

  /** Entities, merged ones as the one that they are: all of them, or of a part those at an end of one of its ties. */
  async *nodes(): AsyncGenerator<NamedEntity[], void> {
    const wanted = this.isWhole ? null : this.#ends();
    for (const nodes of batches(this.view.nodeCount, (node) => this.#isNode(node, wanted))) {
      yield this.past.entities(nodes.map((node) => this.view.entityId(node)));
    }
  }

  /** Its ties, those between entities merged into one left out. */
  async *edges(): AsyncGenerator<Edge[], void> {
    for await (const ties of this.ties()) {
      const slugs = await this.past.slugs([...new Set(ties.flatMap((tie) => tie.against))]);
      yield ties.map((tie) => ({
        tie: { ...tie, from: this.canonOf(tie.from), to: this.canonOf(tie.to) },
        against: tie.against.flatMap((id) => slugs.get(id) ?? []),
      }));
    }
  }

  /** Its ties with their ends as recorded. */
  async *ties(): AsyncGenerator<TieRecord[], void> {
    const isListed = tiesOf(this.view, this.part);
    yield* this.#ties((tie) => this.view.isAlive(tie) && isListed(tie));
  }

  /** All ties of the graph, denied ones and those between entities merged into one too, with their ends as recorded. */
  async *recordedTies(): AsyncGenerator<TieRecord[], void> {
    yield* this.#ties((tie) => this.view.isRecorded(tie));
  }

  async *#ties(isWanted: (tie: number) => boolean): AsyncGenerator<TieRecord[], void> {
    for (const ties of batches(this.view.tieCount, isWanted)) yield this.past.ties(planTies(this.view, ties));
  }

  /** Ids of all entities as recorded, places or actors. */
  *recordedEntityIds(kind: 'place' | 'actor'): Generator<string[], void> {
    const isWanted = (node: number): boolean => (this.view.kind(node) === 'PLACE') === (kind === 'place');
    for (const nodes of batches(this.view.nodeCount, isWanted)) yield nodes.map((node) => this.view.entityId(node));
  }

  canonOf(id: string): string {
    const node = this.view.node(id);
    return node < 0 ? id : this.view.entityId(node);
  }

  #isNode(node: number, wanted: Uint8Array | null): boolean {
    const isCanon = this.view.node(this.view.entityId(node)) === node;
    return isCanon && (wanted === null || wanted[node] === 1);
  }

  /** The nodes at an end of a tie of the part, a byte each. */
  #ends(): Uint8Array {
    const isListed = tiesOf(this.view, this.part);
    const ends = new Uint8Array(this.view.nodeCount);
    for (let tie = 0; tie < this.view.tieCount; tie++) {
      if (!this.view.isAlive(tie) || !isListed(tie)) continue;
      ends[this.view.from(tie)] = 1;
      ends[this.view.to(tie)] = 1;
    }
    return ends;
  }
}

/** The numbers below `count` that are wanted, so many at a time. */
function* batches(count: number, isWanted: (index: number) => boolean): Generator<number[], void> {
  let batch: number[] = [];
  for (let index = 0; index < count; index++) {
    if (!isWanted(index)) continue;
    batch.push(index);
    if (batch.length < AT_A_TIME) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
