import { describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { MIGRATIONS, migrate } from '../../src/engine/migrations.ts';
import { describeEachEngine, neo4jEngine } from '../support/engine/engines.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

const APPLIED = { name: 'test.applied', text: 'MATCH (m:Migration) RETURN m.number, m.title, m.at ORDER BY m.number' };
const COUNTERS = { name: 'test.counters', text: 'MATCH (c:Counter) RETURN c.id, c.number' };
const CREATE = { name: 'test.create', text: "CREATE (:Entity {id: $id, slug: $id, name: 'x'})" };

const FIRST = new Date('2026-01-01T00:00:00.000Z');
const LATER = new Date('2027-01-01T00:00:00.000Z');
const ALL = MIGRATIONS.map(({ number, title }) => [number, title, FIRST.toISOString()]);

const create = (engine: Engine, id: string) =>
  engine.write(async (transaction) => {
    await transaction.run(CREATE, { id });
    return { commit: true, value: undefined };
  });

/** Waits for all of them, even if one fails, so that nothing is still running in the next test. */
async function all(works: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((work) => work.status === 'rejected');
  if (failed) throw failed.reason;
}

describe('migrations', () => {
  test('are numbered from one, without a gap', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  describeEachEngine((engine) => {
    test('are applied once, also when they run repeatedly and concurrently', async () => {
      await all([migrate(engine(), FIRST), migrate(engine(), FIRST)]);
      await migrate(engine(), LATER);
      expect(await engine().read(APPLIED)).toEqual(ALL);
      expect(await engine().read(COUNTERS)).toEqual([['revision', 0]]);
    });

    test('have idempotent steps', async () => {
      for (const { steps } of MIGRATIONS) for (const step of steps) await engine().define(step);
      expect(await engine().read(COUNTERS)).toEqual([['revision', 0]]);
    });

    test('create the uniqueness constraints', async () => {
      await create(engine(), 'one');
      await expect(create(engine(), 'one')).rejects.toMatchObject({ code: 'CONFLICT' });
      const count = { name: 'test.count', text: "MATCH (n:Entity {id: 'one'}) RETURN count(n)" };
      expect(await engine().read(count)).toEqual([[1]]);
    });
  });

  describeEachNeo4j((server) => {
    test('are safe for several processes that start at the same time', async () => {
      const processes = [neo4jEngine(server), neo4jEngine(server), neo4jEngine(server)];
      onTestFinished(async () => void (await Promise.all(processes.map((engine) => engine.close()))));
      await all(processes.map((engine) => migrate(engine, FIRST)));
      expect(await processes[0]!.read(APPLIED)).toEqual(ALL);
      expect(await processes[0]!.read(COUNTERS)).toEqual([['revision', 0]]);
    });
  });
});
