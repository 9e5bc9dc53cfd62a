import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { RelationshipType } from '../../../src/model/vocabulary.ts';
import { entity, entityId, type Graph, tieId } from './graph.ts';

/** Builds graphs: entities by number, ties with default values. */
export class GraphBuilder {
  readonly #ties: ProjectionTie[] = [];
  #size = 0;

  tie(from: number, to: number, values: Partial<ProjectionTie> & { type?: RelationshipType } = {}): this {
    const { type = 'BACKS', ...rest } = values;
    this.#size = Math.max(this.#size, from + 1, to + 1);
    const id = tieId(type, entityId(from), entityId(to), this.#ties.length);
    this.#ties.push({ id, lo: 10, hi: 20, clo: 10, chi: 20, status: 'SUPPORTED', confidence: 0.85, ...rest });
    return this;
  }

  get graph(): Graph {
    return { entities: Array.from({ length: this.#size }, (_, n) => entity(n)), ties: this.#ties };
  }
}

/** Every two entities are tied. */
export function completeGraph(size: number): Graph {
  const builder = new GraphBuilder();
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) builder.tie(a, b, { confidence: ((a * 7 + b * 3) % 10) / 10 });
  return builder.graph;
}

/** Two rails from 0 and 1 up to 2 × rungs, with a rung at each step: 2^rungs paths from end to end. */
export function ladder(rungs: number): Graph {
  const builder = new GraphBuilder();
  for (let rung = 0; rung < rungs; rung++) {
    builder.tie(2 * rung, 2 * rung + 1);
    if (rung + 1 < rungs) builder.tie(2 * rung, 2 * rung + 2).tie(2 * rung + 1, 2 * rung + 3);
  }
  return builder.graph;
}

/** Entities 0 and 1, each tied to a hub (2 and 3); the hubs share one neighbor, 4, and have `leaves` more each. */
export function twoHubs(leaves: number): Graph {
  const builder = new GraphBuilder().tie(0, 2).tie(1, 3).tie(2, 4).tie(3, 4);
  for (let leaf = 0; leaf < leaves; leaf++) builder.tie(2, 5 + 2 * leaf).tie(3, 6 + 2 * leaf);
  return builder.graph;
}

/** A line of `hops` hops from 0, each of `width` parallel ties with different days. */
export function thickLine(hops: number, width: number): Graph {
  const builder = new GraphBuilder();
  for (let hop = 0; hop < hops; hop++) {
    for (let i = 0; i < width; i++) {
      const first = (hop * 13 + i * 37) % 365;
      builder.tie(hop, hop + 1, { lo: first, hi: first + 40, clo: first, chi: first + 40, confidence: ((i * 7 + hop) % 10) / 10 });
    }
  }
  return builder.graph;
}
