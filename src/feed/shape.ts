import type { Engine } from '../engine/engine.ts';
import { Live } from '../live/live.ts';
import { Analyst, type AnalystLimits } from './analyst.ts';
import { Feed } from './feed.ts';

/** The graph in memory, who answers questions about it, and who tells of its changes. */
export interface Shape {
  readonly feed: Feed;
  readonly analyst: Analyst;
  readonly live: Live;
}

export interface ShapeOptions extends AnalystLimits {
  /** Told when the projection had to be built anew. */
  readonly onRebuild: (reason: string) => void;
}

/** Milliseconds another process's write may go unseen on Neo4j; nothing else writes to the embedded store. */
const STALENESS = 500;

export const USUAL_LIMITS: AnalystLimits = { steps: 50_000_000, time: 5_000 };

/** Costs nothing until the first question. */
export function shapeOf(engine: Engine, options: Partial<ShapeOptions> = {}): Shape {
  const { onRebuild = () => undefined, ...limits } = options;
  const staleness = engine.kind === 'neo4j' ? STALENESS : 0;
  const live = new Live(engine);
  const feed = new Feed(engine, { staleness, onRebuild, onWritten: (revision) => live.written(revision) });
  return { feed, analyst: new Analyst({ ...USUAL_LIMITS, ...limits }), live };
}
