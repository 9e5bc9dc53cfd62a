import { expect } from 'vitest';
import { type Neo4jAddress, withDriver } from '../support/neo4j/driver.ts';

const OWN_CONNECTIONS = "CALL dbms.listConnections() YIELD userAgent WHERE userAgent = 'allegiance' RETURN count(*) AS number";
const BLOCKED = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS number";
/** Milliseconds within which abandoned connections must be closed at the store as well. */
const CLOSE_LIMIT = 10_000;

/** Number of open connections of the product, as counted by the store. */
export function connectionsAt(server: Neo4jAddress): Promise<number> {
  return numberOf(server, OWN_CONNECTIONS);
}

/** Number of transactions that wait for a lock. */
export function waitingAt(server: Neo4jAddress): Promise<number> {
  return numberOf(server, BLOCKED);
}

function numberOf(server: Neo4jAddress, statement: string): Promise<number> {
  return withDriver(server, async (driver) => {
    const { records } = await driver.executeQuery(statement);
    return Number(records[0]!.get('number'));
  });
}

/** Waits until there are at most `max` connections. */
export async function expectConnections(server: Neo4jAddress, max: number): Promise<void> {
  await expect.poll(() => connectionsAt(server), { timeout: CLOSE_LIMIT, interval: 250 }).toBeLessThanOrEqual(max);
}
