import neo4j from 'neo4j-driver';
import { describe, expect, test } from 'vitest';
import { readVersion, withDriver } from '../support/neo4j/driver.ts';
import { emptyNeo4j } from '../support/neo4j/empty.ts';
import { acquireServerLock, openServerLock } from '../support/neo4j/serverLock.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

describe('a real Neo4j', () => {
  describeEachNeo4j((server) => {
    test('answers', async () => {
      const { records } = await withDriver(server, (driver) => driver.executeQuery('RETURN 1 AS one'));
      expect(records.map((record) => record.toObject())).toEqual([{ one: neo4j.int(1) }]);
    });

    test('has the version in its name', async () => {
      const { version } = await withDriver(server, readVersion);
      expect(version).toBe(server.version);
      expect(server.name).toBe(`Neo4j ${version}`);
    });

    test('is empty again after nodes, ties, constraints and indexes', async () => {
      const left = await withDriver(server, async (driver) => {
        await driver.executeQuery('CREATE CONSTRAINT actor_id FOR (n:Actor) REQUIRE n.id IS UNIQUE');
        await driver.executeQuery('CREATE INDEX actor_name FOR (n:Actor) ON (n.name)');
        await driver.executeQuery("CREATE (:Actor {id: 'iran'})-[:BACKS]->(:Actor {id: 'hezbollah'})");
        await emptyNeo4j(driver);
        const nodes = await driver.executeQuery('MATCH (n) RETURN n');
        const indexes = await driver.executeQuery("SHOW INDEXES YIELD name, labelsOrTypes WHERE 'Actor' IN labelsOrTypes");
        return [...nodes.records, ...indexes.records];
      });
      expect(left).toEqual([]);
    });
  });
});

describe('the lock of a server', () => {
  test('is held by one test file until it is released, and then granted in the order of requests', async () => {
    const lock = await openServerLock();
    const order: string[] = [];
    const acquire = async (name: string) => {
      const release = await acquireServerLock(lock.port);
      order.push(name);
      return release;
    };
    const first = await acquire('first');
    const second = acquire('second');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const third = acquire('third');
    order.push('first is over');
    first();
    (await second)();
    (await third)();
    expect(order).toEqual(['first', 'first is over', 'second', 'third']);
    lock.close();
  });
});
