import type { Engine } from '../engine/engine.ts';
import { Live } from '../live/live.ts';
import { Analyst, type AnalystLimits } from './analyst.ts';
import { Feed } from './feed.ts';
import { Kept } from './kept.ts';

/** What all requests share beside the store: the projection, the threads that search it, the revisions for subscribers, the cache. */
export interface Shape {
  readonly feed: Feed;
  readonly analyst: Analyst;
  readonly live: Live;
  readonly kept: Kept;
}

export interface ShapeOptions extends AnalystLimits {
  /** Called when the projection had to be rebuilt, with the reason. */
  readonly onRebuild: (reason: string) => void;
  /** Size of the cache in bytes; 0 switches it off. */
  readonly keptBytes: number;
}

/** Milliseconds for which a write of another process may go unseen on Neo4j. No other process writes to the embedded store. */
const STALENESS = 500;

export const USUAL_LIMITS: AnalystLimits = { steps: 50_000_000, time: 5_000 };

const KEPT_BYTES = 128 * 2 ** 20;

/** Creates the services of one store. None of them reads anything before it is first used. */
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
