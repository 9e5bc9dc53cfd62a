import { baseThread } from '../../analysis/workers/baseThread.ts';
import { type QuestionLimits, WorkerPool } from '../../analysis/workers/workerPool.ts';
import type { Engine } from '../../engine/engine.ts';
import { changeSetsOf } from '../../revisions/changeSets.ts';
import { Clock } from '../../revisions/clock.ts';
import type { GraphFile } from '../../revisions/graphFile.ts';
import { ProjectionFollower } from '../../revisions/projectionFollower.ts';
import { ReadCache } from '../../revisions/readCache.ts';
import { RevisionStream } from '../../revisions/revisionStream.ts';
import { SharedMessages } from '../../revisions/sharedMessages.ts';
import { Reassessor } from '../../write/reassess/reassessor.ts';

/** What all requests share beside the store: the clock and what follows it, and the threads that search the projection. */
export interface Services {
  readonly clock: Clock;
  readonly projection: ProjectionFollower;
  readonly cache: ReadCache;
  /** The revisions for subscribers. */
  readonly revisions: RevisionStream;
  /** What subscribers with the same question share. */
  readonly messages: SharedMessages;
  readonly workerPool: WorkerPool;
  /** Brings up to date what cites sources that were graded again. */
  readonly reassessor: Reassessor;
}

export interface ServicesOptions extends QuestionLimits {
  /** Called when the projection had to be rebuilt, with the reason. */
  readonly onRebuild: (reason: string) => void;
  /** Size of the cache in bytes; 0 switches it off. */
  readonly cacheBytes: number;
  /** Where a copy of a large graph is saved, from which the next start goes on; null: nowhere. */
  readonly graphFile: GraphFile | null;
  /** Follows the store; default: a clock of its own. */
  readonly clock: Clock;
}

export const DEFAULT_LIMITS: QuestionLimits = { steps: 50_000_000, time: 5_000 };

const DEFAULT_CACHE_BYTES = 128 * 2 ** 20;

/**
 * Milliseconds after which a cached value expires in any case: other tools that write to Neo4j make no revision. An answer made
 * of cached values may be twice as old.
 */
const MAX_AGE_MS = 30_000;

/** Creates the services of one store. None of them reads anything before it is first used. */
export function createServices(engine: Engine, options: Partial<ServicesOptions> = {}): Services {
  const { onRebuild = () => undefined, cacheBytes = DEFAULT_CACHE_BYTES, clock = new Clock(engine), graphFile = null, ...limits } = options;
  const changeSets = changeSetsOf(engine, clock);
  const projection = new ProjectionFollower(engine, clock, changeSets, onRebuild, baseThread(), graphFile);
  const maxAge = engine.kind === 'embedded' ? 0 : MAX_AGE_MS;
  return {
    clock,
    projection,
    cache: new ReadCache(clock, changeSets, (...of) => projection.neighborsOf(...of), { maxBytes: cacheBytes, maxAge }),
    revisions: new RevisionStream(engine, clock, changeSets),
    messages: new SharedMessages(clock),
    reassessor: new Reassessor(engine, (revision) => clock.revisionWritten(revision)),
    workerPool: new WorkerPool({ ...DEFAULT_LIMITS, ...limits }),
  };
}
