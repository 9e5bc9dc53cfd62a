import neo4j, { type Driver, type Session } from 'neo4j-driver';
import { MIGRATIONS, stepText } from '../../../src/engine/migrations.ts';

/** The index that marks a server that the tests found empty and may empty again. */
const MARKER_INDEX = 'allegiance_tests_may_empty_this';

/** The names of all constraints and indexes that migrations define, read from the text of each step. */
const MIGRATED_NAMES = new Set(
  MIGRATIONS.flatMap(({ steps }) => steps.map((step) => /(?:INDEX|CONSTRAINT) (\w+)/.exec(stepText(step))?.[1])),
);

/** Deletes everything that a test can leave in the default database: nodes, relationships, constraints, indexes. */
export function emptyNeo4j(driver: Driver): Promise<void> {
  return emptyExcept((name) => name === MARKER_INDEX, driver);
}

/**
 * As `emptyNeo4j`, but leaves the constraints and indexes that migrations make: with them Neo4j would drop the plans of all
 * statements, and planning takes longer than most tests.
 */
export function clearNeo4j(driver: Driver): Promise<void> {
  return emptyExcept((name) => name === MARKER_INDEX || MIGRATED_NAMES.has(name), driver);
}

async function emptyExcept(isRetained: (name: string) => boolean, driver: Driver): Promise<void> {
  await within(driver, async (session) => {
    const constraints = await names(session, 'SHOW CONSTRAINTS YIELD name');
    for (const name of constraints) if (!isRetained(name)) await session.run(`DROP CONSTRAINT \`${name}\``);
    for (const name of await indexes(session)) if (!isRetained(name)) await session.run(`DROP INDEX \`${name}\``);
    await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS');
  });
}

/**
 * Marks an empty server as one that the tests may empty.
 * @throws Error when it holds data without this mark.
 */
export async function claimNeo4j(driver: Driver): Promise<void> {
  await within(driver, async (session) => {
    const found = await indexes(session);
    if (found.includes(MARKER_INDEX)) return;
    const node = await session.run('MATCH (n) RETURN n LIMIT 1');
    if (found.length > 0 || node.records.length > 0) throw new Error('it is not empty, and the tests would delete what it holds');
    await session.run(`CREATE INDEX ${MARKER_INDEX} FOR (n:AllegianceTests) ON (n.id)`);
  });
}

/** All indexes except the two look-up indexes that each database has. */
function indexes(session: Session): Promise<string[]> {
  return names(session, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'");
}

async function names(session: Session, statement: string): Promise<string[]> {
  const { records } = await session.run(statement);
  return records.map((record) => record.get('name') as string);
}

async function within(driver: Driver, work: (session: Session) => Promise<void>): Promise<void> {
  const session = driver.session({ defaultAccessMode: neo4j.session.WRITE });
  try {
    await work(session);
  } finally {
    await session.close();
  }
}
