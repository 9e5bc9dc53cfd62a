import { expect } from 'vitest';
import { type Neo4jAddress, withDriver } from '../support/neo4j/driver.ts';

const OURS = "CALL dbms.listConnections() YIELD userAgent WHERE userAgent = 'allegiance' RETURN count(*) AS number";
const WAITING = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS number";
/** Milliseconds in which what was given up must be closed at the store as well. */
const CLOSED = 10_000;

/** How many connections of the software are open, as the store itself counts them. */
export function connectionsAt(server: Neo4jAddress): Promise<number> {
  return numberOf(server, OURS);
}

/** How many transactions wait for a lock. */
export function waitingAt(server: Neo4jAddress): Promise<number> {
  return numberOf(server, WAITING);
}

function numberOf(server: Neo4jAddress, statement: string): Promise<number> {
  return withDriver(server, async (driver) => {
    const { records } = await driver.executeQuery(statement);
    return Number(records[0]!.get('number'));
  });
}

/** Waits until there are no more connections than there may be. */
export async function expectConnections(server: Neo4jAddress, most: number): Promise<void> {
  await expect.poll(() => connectionsAt(server), { timeout: CLOSED, interval: 250 }).toBeLessThanOrEqual(most);
}
