import type { Engine } from '../engine/engine.ts';
import { Live } from '../live/live.ts';
import { Feed } from './feed.ts';
import { ReadCache } from './readCache.ts';
import { type QuestionLimits, WorkerPool } from './workerPool.ts';

/** What all requests share beside the store: the projection, the threads that search it, the revisions for subscribers, the cache. */
export interface Services {
  readonly feed: Feed;
  readonly workerPool: WorkerPool;
  readonly live: Live;
  readonly cache: ReadCache;
}

export interface ServicesOptions extends QuestionLimits {
  /** Called when the projection had to be rebuilt, with the reason. */
  readonly onRebuild: (reason: string) => void;
  /** Size of the cache in bytes; 0 switches it off. */
  readonly cacheBytes: number;
}

/** Milliseconds for which a write of another process may go unseen on Neo4j. No other process writes to the embedded store. */
const STALENESS_MS = 500;

export const DEFAULT_LIMITS: QuestionLimits = { steps: 50_000_000, time: 5_000 };

const DEFAULT_CACHE_BYTES = 128 * 2 ** 20;

/** Creates the services of one store. None of them reads anything before it is first used. */
export function createServices(engine: Engine, options: Partial<ServicesOptions> = {}): Services {
  const { onRebuild = () => undefined, cacheBytes = DEFAULT_CACHE_BYTES, ...limits } = options;
  const staleness = engine.kind === 'neo4j' ? STALENESS_MS : 0;
  const live = new Live(engine);
  const cache = new ReadCache(engine, cacheBytes);
  const onWritten = (revision: number) => {
    cache.revisionWritten(revision);
    live.revisionWritten(revision);
  };
  const feed = new Feed(engine, { staleness, onRebuild, onWritten });
  return { feed, workerPool: new WorkerPool({ ...DEFAULT_LIMITS, ...limits }), live, cache };
}
