import { type BuildOptions, ProjectionBuilder } from '../../../src/analysis/projection/builder.ts';
import type { Projection } from '../../../src/analysis/projection/projection.ts';
import type { Graph } from './graph.ts';

export function build(graph: Graph, revision = 0, options?: BuildOptions): Projection {
  const builder = new ProjectionBuilder(options);
  builder.addEntities(graph.entities);
  builder.addTies(graph.ties);
  return builder.finish(revision);
}
