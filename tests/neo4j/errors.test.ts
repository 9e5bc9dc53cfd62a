import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type Neo4jSettings, openNeo4j } from '../../src/engine/neo4j/neo4j.ts';
import { describeEveryEngine, neo4jEngine } from '../support/engine/engines.ts';
import { BROKEN, commit, get } from '../support/engine/probe.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

const ONE = { name: 'test.one', text: 'RETURN 1' };
/** Takes minutes on any machine. */
const SLOW = { name: 'test.slow', text: 'UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y % 7)' };

/** Takes seconds; the embedded engine runs it to its end. */
const BUSY = { name: 'test.busy', text: 'UNWIND range(1, 2000) AS x UNWIND range(1, 2000) AS y RETURN sum(x * y % 7)' };

/** Milliseconds within which a statement must fail if the store is unavailable. */
const RESPONSE_LIMIT = 3_000;

function directory(): string {
  const created = mkdtempSync(join(tmpdir(), 'allegiance-engine-'));
  onTestFinished(() => rmSync(created, { recursive: true, force: true }));
  return created;
}

function closing(engine: Engine): Engine {
  onTestFinished(() => engine.close());
  return engine;
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const every = (engine: Engine): Array<() => Promise<unknown>> => [
  () => engine.read(ONE),
  () => commit(engine, 'x', 1),
  () => engine.define({ kind: 'index', label: 'Probe', property: 'id' }),
  () => engine.searchText({ label: 'Probe', property: 'text', words: 'x', limit: 1, returns: ['id'] }),
];

describe('an error of an engine', () => {
  describeEveryEngine((engine) => {
    test('hides the message of the store, which is the cause', async () => {
      const error: Error = await engine()
        .read(BROKEN)
        .then(
          () => new Error('it did not fail'),
          (failure) => failure,
        );
      expect(error).toMatchObject({ name: 'AllegianceError', code: 'INTERNAL_SERVER_ERROR', message: 'The statement test.broken failed.' });
      expect(error.cause).toBeInstanceOf(Error);
    });

    test('does not affect the next read', async () => {
      await engine()
        .read(BROKEN)
        .catch(() => undefined);
      expect(await engine().read(ONE)).toEqual([[1]]);
    });
  });
});

describe('a closed store', () => {
  const expectClosed = async (engine: Engine) => {
    for (const work of every(engine)) {
      await expect(work()).rejects.toMatchObject({ name: 'AllegianceError', code: 'STORE_UNAVAILABLE' });
    }
  };

  test('in memory: every operation is STORE_UNAVAILABLE', async () => {
    const engine = await openEmbedded(null);
    await engine.close();
    await expectClosed(engine);
  });

  test('in a file: every operation is STORE_UNAVAILABLE', async () => {
    const engine = await openEmbedded(directory());
    await engine.close();
    await expectClosed(engine);
  });

  describeEachNeo4j((server) => {
    test('on a server: every operation is STORE_UNAVAILABLE', async () => {
      const engine = neo4jEngine(server);
      await engine.read(ONE);
      await engine.close();
      await expectClosed(engine);
    });
  });
});

describe('an embedded store', () => {
  test('holds its data when it is opened again', async () => {
    const where = directory();
    const first = await openEmbedded(where);
    await commit(first, 'left', 'here');
    await first.close();
    expect(await get(closing(await openEmbedded(where)), 'left')).toBe('here');
  });

  test('that is open is STORE_IN_USE for a second process, until it is closed', async () => {
    const where = directory();
    const first = await openEmbedded(where);
    await expect(openEmbedded(where)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    await first.close();
    expect(await closing(await openEmbedded(where)).read(ONE)).toEqual([[1]]);
  });

  test('whose directory cannot be created is STORE_UNAVAILABLE', async () => {
    const file = join(directory(), 'a-file');
    writeFileSync(file, 'not a directory');
    await expect(openEmbedded(file)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('whose file is not a database is STORE_UNAVAILABLE', async () => {
    const where = directory();
    writeFileSync(join(where, 'graph.grafeo'), 'something else '.repeat(1_000));
    await expect(openEmbedded(where)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('a server that cannot be used', () => {
  const open = (settings: Partial<Neo4jSettings> & { uri: string }) =>
    closing(openNeo4j({ user: null, password: null, database: null, timeout: 10_000, ...settings }));

  const unavailable = { code: 'STORE_UNAVAILABLE', message: 'The store does not answer. Try again in a moment.' };

  test.each(['bolt', 'neo4j'])('%s:// on a closed port: STORE_UNAVAILABLE within three seconds', async (scheme) => {
    const engine = open({ uri: `${scheme}://127.0.0.1:1` });
    expect(await millisecondsOf(() => expect(engine.read(ONE)).rejects.toMatchObject(unavailable))).toBeLessThan(RESPONSE_LIMIT);
    expect(await millisecondsOf(() => expect(commit(engine, 'x', 1)).rejects.toMatchObject(unavailable))).toBeLessThan(RESPONSE_LIMIT);
    await expect(engine.version()).rejects.toMatchObject(unavailable);
  });

  test('that accepts the connection but does not respond: STORE_UNAVAILABLE within three seconds', async () => {
    const silent = createServer((socket: Socket) => onTestFinished(() => void socket.destroy())).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const engine = open({ uri: `bolt://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    expect(await millisecondsOf(() => expect(engine.read(ONE)).rejects.toMatchObject(unavailable))).toBeLessThan(RESPONSE_LIMIT);
  });
});

describe('a statement that takes too long', () => {
  const late = {
    code: 'QUERY_TIMEOUT',
    message: 'The store took longer than the time limit. Request less: add a filter, or use a smaller page.',
  };

  test('in the embedded engine fails at the time limit, in reads and in writes; its transaction is rolled back', async () => {
    const engine = closing(await openEmbedded(null, 100));
    await commit(engine, 'before', 1);
    await expect(engine.read(BUSY)).rejects.toMatchObject(late);
    const writing = engine.write(async (transaction) => {
      await transaction.run({ name: 'test.create', text: "CREATE (:Probe {id: 'during'})" });
      await transaction.run(BUSY);
      return { commit: true, value: 0 };
    });
    await expect(writing).rejects.toMatchObject(late);
    // Others are refused in words while the statement still runs.
    const isCommitted = () =>
      commit(engine, 'after', 2).then(
        () => true,
        () => false,
      );
    await expect.poll(isCommitted, { timeout: 30_000 }).toBe(true);
    expect([await get(engine, 'before'), await get(engine, 'during'), await get(engine, 'after')]).toEqual([1, undefined, 2]);
  });

  describeEachNeo4j((server) => {
    test('is stopped: QUERY_TIMEOUT for reads and for writes', async () => {
      const engine = closing(neo4jEngine(server, 300));
      await expect(engine.read(SLOW)).rejects.toMatchObject(late);
      await expect(engine.write((transaction) => transaction.run(SLOW).then(() => ({ commit: true, value: 0 })))).rejects.toMatchObject(
        late,
      );
      expect(await closing(neo4jEngine(server)).read(ONE)).toEqual([[1]]);
    });
  });
});
