import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { connectionsAt, expectConnections } from './connections.ts';
import { openProxy, type TcpProxy } from './proxy.ts';
import { runQuery } from './requests.ts';
import { slowActors } from './slow.ts';

/** Milliseconds after which the store must have stopped all work. */
const STOP_LIMIT = 2_000;
const SLOW = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range(1, 100000000)' RETURN currentQuery";
/** Concurrent clients, each with a query that takes minutes. */
const CLIENTS = 4;
/** Actors, their ties, and the evidence of each tie: one level after the other, with one or two statements each. */
const LEVELS = '{ actors { nodes { relationships { nodes { evidence { nodes { quote source { title } } } } } } } }';

/** Sends a query and disconnects when the signal aborts. Resolves with whether there was a response before. */
async function queryUntil(url: string, query: string, disconnect: AbortSignal): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }), signal: disconnect }).then(
    () => true,
    () => false,
  );
}

describeEachNeo4j((server) => {
  let proxy: TcpProxy;
  let engine: Engine;
  let served: TestServer;
  beforeAll(async () => {
    proxy = await openProxy(Number(new URL(server.uri).port));
    engine = neo4jEngine({ ...server, uri: proxy.uri });
    await fillWithFew(engine);
    served = await serve(slowActors(engine), { openReading: true });
  });
  afterAll(async () => {
    await served?.close();
    await engine?.close();
    proxy?.close();
  });
  const slowAtStore = () => withDriver(server, async (driver) => (await driver.executeQuery(SLOW)).records.length);

  test('a client that disconnects during a slow statement ends it at the store, and leaves no connection', async () => {
    const url = served.url.replace('/graphql', '');
    await runQuery(url);
    const before = await connectionsAt(server);
    const disconnect = new AbortController();
    const queries = Array.from({ length: CLIENTS }, () => queryUntil(served.url, '{ status { actors } }', disconnect.signal));
    await expect.poll(slowAtStore, { timeout: 20_000, interval: 100 }).toBe(CLIENTS);
    const sent = proxy.statements;
    disconnect.abort();
    expect(await Promise.all(queries)).toEqual(Array(CLIENTS).fill(false));
    await expect.poll(slowAtStore, { timeout: STOP_LIMIT, interval: 100 }).toBe(0);
    expect(proxy.statements).toBe(sent);
    expect((await runQuery(url)).code).toBeNull();
    await expectConnections(server, before + CLIENTS);
  });

  test('a write is finished, once, after the client has disconnected', async () => {
    const disconnect = new AbortController();
    const rows = 'rows: [{ slug: "left", kind: PERSON, name: "x" }]';
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${served.tokenOf.editor}` };
    const body = JSON.stringify({ query: `mutation { upsertActors(${rows}) { revision } }` });
    const writing = fetch(served.url, { method: 'POST', headers, body, signal: disconnect.signal }).catch(() => null);
    await proxy.become({ slowBy: 50 });
    await expect
      .poll(() => withDriver(server, async (driver) => (await driver.executeQuery('SHOW TRANSACTIONS')).records.length))
      .toBeGreaterThan(1);
    disconnect.abort();
    expect(await writing).toBeNull();
    await proxy.become('up');
    const found = { name: 'test.left', text: "MATCH (n:Actor {slug: 'left'}) RETURN n.name" };
    await expect.poll(() => engine.read(found), { timeout: 10_000 }).toEqual([['x']]);
  });
});

describe('embedded', () => {
  const started: string[] = [];
  let lastRead: Promise<unknown> = Promise.resolve();
  const engine = engineFor(() => openEmbedded(null), fillWithFew);
  let served: TestServer;
  beforeAll(async () => {
    const slowRead: Engine['read'] = async (statement, parameters, signal) => {
      const read = engine().read(statement, parameters, signal);
      started.push(statement.name);
      lastRead = read.catch(() => undefined);
      await sleep(100);
      return read;
    };
    served = await serve({ ...engine(), read: slowRead }, { openReading: true });
  });
  afterAll(() => served?.close());

  test('no further statement is started for a client that has disconnected; the running one cannot be stopped and ends by itself', async () => {
    expect(await queryUntil(served.url, LEVELS, new AbortController().signal)).toBe(true);
    const all = started.splice(0).length;
    expect(all).toBeGreaterThan(3);
    // Else the answer would be the one that is remembered, without any statement.
    const query = 'mutation { upsertActors(rows: [{ slug: "new", kind: PERSON, name: "New" }]) { revision } }';
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${served.tokenOf.editor}` };
    const written = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(await written.json()).toMatchObject({ data: { upsertActors: {} } });
    started.splice(0);
    const disconnect = new AbortController();
    const queries = queryUntil(served.url, LEVELS, disconnect.signal);
    await expect.poll(() => started.length, { interval: 5 }).toBeGreaterThan(0);
    disconnect.abort();
    expect(await queries).toBe(false);
    await lastRead;
    await sleep(100 * (all + 2));
    expect(started.length).toBeLessThan(3);
  });
});
