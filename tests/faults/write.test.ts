import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { cypher } from '../../src/engine/cypher.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { DEFAULT_RESPONSE_TIMEOUT } from '../../src/engine/neo4j/liveness.ts';
import { NOW } from '../api/seed/seeded.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { useNeo4j } from '../support/neo4j/use.ts';
import { openProxy } from './proxy.ts';

const [server] = inject('neo4j');
const COUNT_UP = cypher('test.countUp', "MATCH (c:Counter {id: 'revision'}) SET c.number = c.number + 1 RETURN c.number");

describe.skipIf(server === undefined)('a write during which the store stops responding', () => {
  useNeo4j(server!);

  test('fails in time and leaves nothing behind, no lock either', async () => {
    const proxy = await openProxy(Number(server!.uri.split(':').at(-1)));
    const engine = neo4jEngine({ ...server!, uri: proxy.uri }, 10_000, DEFAULT_RESPONSE_TIMEOUT);
    onTestFinished(async () => {
      await engine.close();
      proxy.close();
    });
    await migrate(engine, NOW);
    const countUp = (silence: boolean) =>
      engine.write(async (transaction) => {
        const [row] = await transaction.run(COUNT_UP);
        if (silence) await proxy.become('frozen');
        await transaction.run(COUNT_UP);
        return { commit: true, value: row![0] };
      });

    expect(await countUp(false)).toBe(1);
    const start = performance.now();
    await expect(countUp(true)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(performance.now() - start).toBeLessThan(3_500);
    await proxy.become('up');
    await sleep(500);
    expect(await countUp(false)).toBe(3);
  });
});
