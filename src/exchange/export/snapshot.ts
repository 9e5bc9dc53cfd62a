import type { View } from '../../analysis/projection/view.ts';
import type { Engine } from '../../engine/engine.ts';
import { tieParts } from '../../model/id.ts';
import type { TieRecord } from '../../store/tie.ts';
import type { NamedEntity } from '../../write/workspace.ts';
import { isWhole, type Part, tiesOf } from './part.ts';
import { Past } from './past.ts';

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
    for (const ids of this.#batches(this.view.nodeCount, (node) => this.#isNode(node, wanted), this.#entityId)) {
      yield this.past.entities(ids);
    }
  }

  /** Its ties, those between entities merged into one left out. */
  async *edges(): AsyncGenerator<Edge[], void> {
    for (const ids of this.tieIds()) {
      const ties = await this.ties(ids);
      const slugs = await this.slugs(ties.flatMap((tie) => tie.against));
      yield ties.map((tie) => ({
        tie: { ...tie, from: this.canonOf(tie.from), to: this.canonOf(tie.to) },
        against: tie.against.flatMap((id) => slugs.get(id) ?? []),
      }));
    }
  }

  /** Ids of its ties, some at a time. */
  tieIds(): Generator<string[], void> {
    const isListed = tiesOf(this.view, this.part);
    return this.#batches(
      this.view.tieCount,
      (tie) => this.view.isAlive(tie) && isListed(tie),
      (tie) => this.view.tieId(tie),
    );
  }

  /** Ids of all ties of the graph as recorded, denied ones and those between entities merged into one too. */
  recordedTieIds(): Generator<string[], void> {
    return this.#batches(
      this.view.tieCount,
      (tie) => this.view.isRecorded(tie),
      (tie) => this.view.tieId(tie),
    );
  }

  /** Ids of all entities as recorded, places or actors. */
  recordedEntityIds(kind: 'place' | 'actor'): Generator<string[], void> {
    return this.#batches(this.view.nodeCount, (node) => (this.view.kind(node) === 'PLACE') === (kind === 'place'), this.#entityId);
  }

  /** Ties with their ends as recorded, in the order of the ids. */
  async ties(ids: readonly string[]): Promise<TieRecord[]> {
    const found = new Map((await this.past.ties(new Map(ids.map((id) => [id, this.#anchorOf(id)])))).map((tie) => [tie.id, tie]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Slugs by id. */
  async slugs(ids: Iterable<string>): Promise<Map<string, string>> {
    return new Map((await this.past.entities([...new Set(ids)])).map((entity) => [entity.id, entity.slug]));
  }

  canonOf(id: string): string {
    const node = this.view.node(id);
    return node < 0 ? id : this.view.entityId(node);
  }

  /** The end with fewer ties: from there a tie is found sooner. */
  #anchorOf(id: string): string {
    const { from, to } = tieParts(id);
    const degree = (end: string): number => this.view.degree(this.view.node(end));
    return degree(from) <= degree(to) ? from : to;
  }

  #entityId = (node: number): string => this.view.entityId(node);

  #isNode(node: number, wanted: Uint8Array | null): boolean {
    const isCanon = this.view.node(this.view.entityId(node)) === node;
    return isCanon && (wanted === null || wanted[node] === 1);
  }

  /** The nodes at an end of a tie of the part, a byte each. */
  #ends(): Uint8Array {
    const { from, to } = this.view.columns;
    const isListed = tiesOf(this.view, this.part);
    const ends = new Uint8Array(this.view.nodeCount);
    for (let tie = 0; tie < this.view.tieCount; tie++) {
      if (!this.view.isAlive(tie) || !isListed(tie)) continue;
      ends[from[tie]!] = 1;
      ends[to[tie]!] = 1;
    }
    return ends;
  }

  *#batches(count: number, isWanted: (index: number) => boolean, idOf: (index: number) => string): Generator<string[], void> {
    let batch: string[] = [];
    for (let index = 0; index < count; index++) {
      if (!isWanted(index)) continue;
      batch.push(idOf(index));
      if (batch.length < AT_A_TIME) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}
