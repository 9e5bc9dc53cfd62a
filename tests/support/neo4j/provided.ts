import type { Neo4jAddress } from './driver.ts';

/** A running Neo4j as provided to tests: `inject('neo4j')` returns one for each release, none where this machine can run none. */
export interface ProvidedNeo4j extends Neo4jAddress {
  /** As in test titles: `Neo4j 5.26.30`. */
  name: string;
  /** As reported by the server. */
  version: string;
  /** The local port of its lock, which `useNeo4j` acquires. */
  lockPort: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    neo4j: ProvidedNeo4j[];
  }
}
