/** Whether everything runs (`npm test -- --all`): slow tests, concepts also on Neo4j, properties as often as they can be. */
export const ALL = process.env.ALLEGIANCE_TESTS === 'all';

/** Tests of the engine, its statements, faults and writers: they run on Neo4j, and everything on each release. */
const ABOUT_NEO4J = /\btests\/(neo4j|faults)\b/;

/** How many releases of Neo4j a test file, or a folder of them, runs on. */
export function releasesOf(path: string): 'each' | 'one' | 'none' {
  if (ABOUT_NEO4J.test(path)) return ALL ? 'each' : 'one';
  // The statements are proved equal on both engines, so what is built on them is proved on the embedded one.
  return ALL ? 'one' : 'none';
}

/**
 * How often a property is tried: an eighth as often unless everything runs. Not for tests that count what the tries have shown:
 * with few of them a rare case may not occur.
 */
export function numRuns(many: number): number {
  return ALL ? many : Math.ceil(many / 8);
}
