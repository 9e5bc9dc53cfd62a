import type { ProjectionTie } from '../src/analysis/projection/records.ts';
import type { WithSlug } from '../tests/support/revisions/loadGraph.ts';
import { entities, ties } from './powerLawGraph.ts';
import { readSignedEdges } from './signedEdges.ts';

/** A graph for benchmarks, in lazily generated batches. */
export interface MadeGraph {
  readonly title: string;
  entities(): Iterable<readonly WithSlug[]>;
  ties(): Iterable<ProjectionTie[]>;
}

/** Random, with power-law degrees, intervals, signs and confidences; deterministic for the same sizes. */
export function randomGraph(actors: number, tieCount: number): MadeGraph {
  return {
    title: `${actors} actors and ${tieCount} ties, random, power-law degrees`,
    entities: () => entities(actors),
    ties: () => ties(tieCount, actors, 1),
  };
}

/** The graph of a file with lines of `from<TAB>to<TAB>sign`. */
export async function fileGraph(file: string): Promise<MadeGraph> {
  const edges = await readSignedEdges(file);
  return {
    title: `${edges.entities.length} actors and ${edges.ties.length} ties of ${file}`,
    entities: () => [edges.entities],
    ties: () => [edges.ties],
  };
}
