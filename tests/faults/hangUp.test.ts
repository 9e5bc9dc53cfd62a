import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { fillWithFew, type Served, serve } from '../access/support/served.ts';
import { engineFor, engineOn } from '../engine/support/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { asked } from './asked.ts';
import { connectionsAt, expectConnections } from './counted.ts';
import { openProxy, type TcpProxy } from './proxy.ts';
import { slowActors } from './slow.ts';

/** Milliseconds after which the store must have stopped all work. */
const STOPPED = 2_000;
const SLOW = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range(1, 100000000)' RETURN currentQuery";
/** Concurrent clients, each with a query that takes minutes. */
const CLIENTS = 4;
/** Actors, their ties, and the evidence of each tie: one level after the other, with one or two statements each. */
const LEVELS = '{ actors { nodes { relationships { nodes { evidence { nodes { quote source { title } } } } } } } }';

/** Sends a query and disconnects when the signal aborts. Resolves with whether there was a response before. */
async function hangingUp(url: string, query: string, hangUp: AbortSignal): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }), signal: hangUp }).then(
    () => true,
    () => false,
  );
}

describeEachNeo4j((server) => {
  let proxy: TcpProxy;
  let engine: Engine;
  let served: Served;
  beforeAll(async () => {
    proxy = await openProxy(Number(new URL(server.uri).port));
    engine = engineOn({ ...server, uri: proxy.uri });
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
    await asked(url);
    const before = await connectionsAt(server);
    const hangUp = new AbortController();
    const asking = Array.from({ length: CLIENTS }, () => hangingUp(served.url, '{ status { actors } }', hangUp.signal));
    await expect.poll(slowAtStore, { timeout: 20_000, interval: 100 }).toBe(CLIENTS);
    const sent = proxy.statements;
    hangUp.abort();
    expect(await Promise.all(asking)).toEqual(Array(CLIENTS).fill(false));
    await expect.poll(slowAtStore, { timeout: STOPPED, interval: 100 }).toBe(0);
    expect(proxy.statements).toBe(sent);
    expect((await asked(url)).code).toBeNull();
    await expectConnections(server, before + CLIENTS);
  });

  test('a write is finished, once, after the client has disconnected', async () => {
    const hangUp = new AbortController();
    const rows = 'rows: [{ slug: "left", kind: PERSON, name: "x" }]';
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${served.tokenOf.editor}` };
    const body = JSON.stringify({ query: `mutation { upsertActors(${rows}) { revision } }` });
    const writing = fetch(served.url, { method: 'POST', headers, body, signal: hangUp.signal }).catch(() => null);
    await proxy.become({ slowBy: 50 });
    await expect
      .poll(() => withDriver(server, async (driver) => (await driver.executeQuery('SHOW TRANSACTIONS')).records.length))
      .toBeGreaterThan(1);
    hangUp.abort();
    expect(await writing).toBeNull();
    await proxy.become('up');
    const found = { name: 'test.left', text: "MATCH (n:Actor {slug: 'left'}) RETURN n.name" };
    await expect.poll(() => engine.read(found), { timeout: 10_000 }).toEqual([['x']]);
  });
});

describe('embedded', () => {
  const begun: string[] = [];
  let answers: Promise<unknown> = Promise.resolve();
  const engine = engineFor(() => openEmbedded(null), fillWithFew);
  let served: Served;
  beforeAll(async () => {
    const waiting: Engine['read'] = async (statement, parameters, wanted) => {
      const read = engine().read(statement, parameters, wanted);
      begun.push(statement.name);
      answers = read.catch(() => undefined);
      await sleep(100);
      return read;
    };
    served = await serve({ ...engine(), read: waiting }, { openReading: true });
  });
  afterAll(() => served?.close());

  test('no further statement is started for a client that has disconnected; the running one cannot be stopped and ends by itself', async () => {
    expect(await hangingUp(served.url, LEVELS, new AbortController().signal)).toBe(true);
    const all = begun.splice(0).length;
    expect(all).toBeGreaterThan(3);
    const hangUp = new AbortController();
    const asking = hangingUp(served.url, LEVELS, hangUp.signal);
    await expect.poll(() => begun.length, { interval: 5 }).toBeGreaterThan(0);
    hangUp.abort();
    expect(await asking).toBe(false);
    await answers;
    await sleep(100 * (all + 2));
    expect(begun.length).toBeLessThan(3);
  });
});
