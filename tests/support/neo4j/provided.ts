import type { Neo4jAddress } from './driver.ts';

/** A running Neo4j as the tests get it: `inject('neo4j')` lists one for each release, none where this machine has none. */
export interface ProvidedNeo4j extends Neo4jAddress {
  /** As test titles say it: `Neo4j 5.26.30`. */
  name: string;
  /** As the server itself says it. */
  version: string;
  /** The local port where `useNeo4j` waits for its turn. */
  turns: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    neo4j: ProvidedNeo4j[];
  }
}
