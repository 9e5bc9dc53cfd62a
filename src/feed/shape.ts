import type { Engine } from '../engine/engine.ts';
import { Live } from '../live/live.ts';
import { Analyst, type AnalystLimits } from './analyst.ts';
import { Feed } from './feed.ts';
import { Kept } from './kept.ts';

/** The graph in memory, who answers questions about it, who tells of its changes, and what was read of it last. */
export interface Shape {
  readonly feed: Feed;
  readonly analyst: Analyst;
  readonly live: Live;
  readonly kept: Kept;
}

export interface ShapeOptions extends AnalystLimits {
  /** Told when the projection had to be built anew. */
  readonly onRebuild: (reason: string) => void;
  /** Bytes for what requests have read and others may ask again; 0 keeps nothing. */
  readonly keptBytes: number;
}

/** Milliseconds another process's write may go unseen on Neo4j; nothing else writes to the embedded store. */
const STALENESS = 500;

export const USUAL_LIMITS: AnalystLimits = { steps: 50_000_000, time: 5_000 };

const KEPT_BYTES = 128 * 2 ** 20;

/** Costs nothing until the first question. */
export function shapeOf(engine: Engine, options: Partial<ShapeOptions> = {}): Shape {
  const { onRebuild = () => undefined, keptBytes = KEPT_BYTES, ...limits } = options;
  const staleness = engine.kind === 'neo4j' ? STALENESS : 0;
  const live = new Live(engine);
  const kept = new Kept(engine, keptBytes);
  const onWritten = (revision: number) => {
    kept.written(revision);
    live.written(revision);
  };
  const feed = new Feed(engine, { staleness, onRebuild, onWritten });
  return { feed, analyst: new Analyst({ ...USUAL_LIMITS, ...limits }), live, kept };
}
