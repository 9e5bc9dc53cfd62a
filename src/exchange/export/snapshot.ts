import { CONFIDENCE_SCALE } from '../../analysis/projection/records.ts';
import type { View } from '../../analysis/projection/view.ts';
import { tieMatcher } from '../../analysis/subgraph/tieMatcher.ts';
import type { Engine } from '../../engine/engine.ts';
import { type TieCriterion, withEnds } from '../../model/tieFilter.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { TieRecord } from '../../store/tie.ts';
import type { NamedEntity } from '../../write/load/unitOfWork.ts';
import { known, LeftOutCounts } from './leftOut.ts';
import { RecordsAtRevision } from './recordsAtRevision.ts';
import { planTieReads } from './tiePlan.ts';

/** The number of entities or ties that are read and written at a time. */
export const EXPORT_BATCH_SIZE = 1_000;

/** A tie in the graph formats. */
export interface Edge {
  /** Its ends are canonical entities: a merged actor is replaced by the one it is merged into. */
  readonly tie: TieRecord;
  /** Slugs of the opponents against whom the support is given. */
  readonly against: readonly string[];
}

/**
 * The graph, or a part of it, at one revision: that of the view, however long reading takes and whatever is written meanwhile.
 * It is read in batches, so beyond the view itself memory does not grow with the graph. Entities and ties come in the order of
 * their ids, so one graph gives the same bytes, whether a server has followed it or a command has just opened it.
 */
export class Snapshot {
  readonly records: RecordsAtRevision;
  /** What has no place in the file that is written. */
  readonly leftOut = new LeftOutCounts();
  readonly isWhole: boolean;

  constructor(
    engine: Engine,
    readonly view: View,
    /** Ties to export, with the ids of entities. */
    readonly part: TieCriterion<string> = {},
  ) {
    this.records = new RecordsAtRevision(engine, view.revision);
    this.isWhole = isWhole(part) && view.voices === null;
  }

  get revision(): number {
    return this.view.revision;
  }

  /** Canonical entities: all of them, or, for a part, those at an end of one of its ties. */
  async *nodes(): AsyncGenerator<NamedEntity[], void> {
    const included = this.isWhole ? null : this.#ends();
    for (const nodes of this.#nodes((node) => this.#isNode(node, included))) {
      const entities = await this.records.entities(nodes.map((node) => this.view.entityId(node)));
      for (const { names } of entities) {
        // No format that lists entities this way has a place for them.
        for (const { language, start, end } of names) this.leftOut.add('nameDetails', known(language, start, end));
      }
      yield entities;
    }
  }

  /** The ties of the part, with canonical ends. Ties between entities that were merged with each other are left out. */
  async *edges(): AsyncGenerator<Edge[], void> {
    for await (const ties of this.ties()) {
      const slugs = await this.records.slugs([...new Set(ties.flatMap((tie) => tie.against))]);
      yield ties.map((tie) => ({
        tie: { ...tie, from: this.canonicalId(tie.from), to: this.canonicalId(tie.to) },
        against: tie.against.flatMap((id) => slugs.get(id) ?? []),
      }));
    }
  }

  /** The ties of the part, with their ends as recorded. */
  async *ties(): AsyncGenerator<TieRecord[], void> {
    const isListed = this.#matcher();
    yield* this.#ties((tie) => this.view.isAlive(tie) && isListed(tie));
  }

  /** How many ties the part has, of how many some passage speaks, and how many it leaves out only because they are denied. */
  tieCounts(): { shown: number; cited: number; denied: number } {
    const isListed = this.#matcher();
    const isDenied = this.part.status ? () => false : this.#matcher({ status: ['DENIED'] });
    const counts = { shown: 0, cited: 0, denied: 0 };
    for (let tie = 0; tie < this.view.tieCount; tie++) {
      if (!this.view.isAlive(tie)) continue;
      if (isListed(tie)) {
        counts.shown++;
        if (this.view.status(tie) !== 'UNSOURCED') counts.cited++;
      } else if (isDenied(tie)) counts.denied++;
    }
    return counts;
  }

  /** How many entities are shown as those that they were merged into; of a part, those that are in it. */
  mergedCount(): number {
    const included = this.isWhole ? null : this.#ends();
    let merged = 0;
    for (let node = 0; node < this.view.nodeCount; node++) {
      const canonical = this.view.canonOf(node);
      if (canonical !== node && (included === null || included[canonical] === 1)) merged++;
    }
    return merged;
  }

  /** The types of the ties of the part. */
  types(): Set<RelationshipType> {
    const isListed = this.#matcher();
    const types = new Set<RelationshipType>();
    for (let tie = 0; tie < this.view.tieCount; tie++) {
      if (!types.has(this.view.type(tie)) && this.view.isAlive(tie) && isListed(tie)) types.add(this.view.type(tie));
    }
    return types;
  }

  /** All ties of the graph, with their ends as recorded, including denied ones and those between merged entities. */
  async *recordedTies(): AsyncGenerator<TieRecord[], void> {
    for await (const ties of this.#ties((tie) => this.view.isRecorded(tie))) {
      // Those shown as another are in no view.
      const others = ties.flatMap(({ standsFor }) => standsFor);
      const plan = { ids: others, ranges: [], single: others, degreeOf: (id: string) => this.view.degree(this.view.node(id)) };
      yield others.length === 0 ? ties : [...ties, ...(await this.records.ties(plan))];
    }
  }

  async *#ties(isIncluded: (tie: number) => boolean): AsyncGenerator<TieRecord[], void> {
    const { view } = this;
    for (const ties of batches(inOrder(view.buffers.baseTies, view.tieCount, isIncluded, (tie) => view.tieId(tie)))) {
      const records = await this.records.ties(planTieReads(this.view, ties));
      yield this.view.voices === null ? records : records.map((tie) => this.#byVoices(tie));
    }
  }

  /** Status and confidence by the voices of the view. */
  #byVoices(tie: TieRecord): TieRecord {
    const index = this.view.tie(tie.id);
    return { ...tie, status: this.view.status(index), confidence: this.view.confidence(index) / CONFIDENCE_SCALE };
  }

  /** Ids of all places or all actors, including merged ones. */
  *recordedEntityIds(kind: 'place' | 'actor'): Generator<string[], void> {
    const isIncluded = (node: number): boolean => (this.view.kind(node) === 'PLACE') === (kind === 'place');
    for (const nodes of this.#nodes(isIncluded)) yield nodes.map((node) => this.view.entityId(node));
  }

  /** The id of the entity into which this one is merged, or its own id. */
  canonicalId(id: string): string {
    const node = this.view.node(id);
    return node < 0 ? id : this.view.entityId(node);
  }

  #nodes(isIncluded: (node: number) => boolean): Generator<number[], void> {
    const { view } = this;
    return batches(inOrder(view.buffers.baseNodes, view.nodeCount, isIncluded, (node) => view.entityId(node)));
  }

  #isNode(node: number, included: Uint8Array | null): boolean {
    const isCanonical = this.view.node(this.view.entityId(node)) === node;
    return isCanonical && (included === null || included[node] === 1);
  }

  #matcher(other: TieCriterion<string> = {}): (tie: number) => boolean {
    return tieMatcher(
      this.view,
      withEnds({ ...this.part, ...other }, (id) => this.view.node(id)),
    );
  }

  /** One byte for each node: 1 where it is at an end of a tie of the part. */
  #ends(): Uint8Array {
    const isListed = this.#matcher();
    const ends = new Uint8Array(this.view.nodeCount);
    for (let tie = 0; tie < this.view.tieCount; tie++) {
      if (!this.view.isAlive(tie) || !isListed(tie)) continue;
      ends[this.view.from(tie)] = 1;
      ends[this.view.to(tie)] = 1;
    }
    return ends;
  }
}

/** True where nothing is restricted; a certainty alone restricts nothing. */
function isWhole({ certainty, ...part }: TieCriterion<string>): boolean {
  return Object.values(part).every((value) => value === null || value === undefined);
}

/**
 * The numbers below `count` that pass the test, in the order of their ids. Those below `base` are in this order; what was added
 * since the base was made is not.
 */
function* inOrder(
  base: number,
  count: number,
  isIncluded: (index: number) => boolean,
  idOf: (index: number) => string,
): Generator<number, void> {
  const added: { index: number; id: string }[] = [];
  for (let index = base; index < count; index++) if (isIncluded(index)) added.push({ index, id: idOf(index) });
  added.sort((a, b) => (a.id < b.id ? -1 : 1));
  let next = 0;
  for (let index = 0; index < Math.min(base, count); index++) {
    if (!isIncluded(index)) continue;
    if (next < added.length) for (const id = idOf(index); next < added.length && added[next]!.id < id; next++) yield added[next]!.index;
    yield index;
  }
  for (; next < added.length; next++) yield added[next]!.index;
}

/** The numbers in batches. */
function* batches(indexes: Iterable<number>): Generator<number[], void> {
  let batch: number[] = [];
  for (const index of indexes) {
    batch.push(index);
    if (batch.length < EXPORT_BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
