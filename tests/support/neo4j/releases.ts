/** The Neo4j releases that every statement must run on, the LTS and the latest, with the oldest Java version that each supports. */
export const NEO4J_RELEASES = [
  { version: '5.26.30', java: 17 },
  { version: '2026.08.1', java: 21 },
] as const;

export type Neo4jRelease = (typeof NEO4J_RELEASES)[number];
export type Neo4jVersion = Neo4jRelease['version'];

/** This machine cannot run a Neo4j. The message says what is missing. */
export class Neo4jUnavailable extends Error {
  override readonly name = 'Neo4jUnavailable';
}
