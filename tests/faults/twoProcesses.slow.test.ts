import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { confidenceOf, statusOf } from '../../src/model/confidence.ts';
import { Draw } from '../attacks/fuzz/draw.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { build } from '../support/import/command.ts';
import { LONG } from '../support/long.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { evidence, ties } from '../support/write/stored.ts';
import { type ApiProcess, apiProcesses } from './processes.ts';
import { expectGaplessRevisions } from './stableContents.ts';
import { type Acknowledged, addToSet, FORK, forkOf, mergeAndUnmerge, prepare, range, SHARED, upsertShared, writeFork } from './workload.ts';

/** Milliseconds of concurrent reads and writes. */
const TIME = LONG ? 60_000 : 6_000;
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What a reader saw in one response of the two ties that two writers write. */
type Seen = { readonly x: number; readonly y: number };
type Reader = (process: ApiProcess) => Promise<Seen>;

/** Reads them from the projection. */
const onPath: Reader = async ({ execute }) => {
  const { data } = await execute(`{ paths(from: "${FORK[0]}", to: "${FORK[2]}", maxDepth: 2) { paths { validity { start end } } } }`);
  const [{ validity }] = (data!.paths as { paths: [{ validity: { start: string; end: string } }] }).paths;
  return forkOf(validity.start, validity.end);
};

/** Finds them on the projection and reads them from the store. */
const onList: Reader = async ({ execute }) => {
  const { data } = await execute(`{ relationships(filter: { involving: ["${FORK[1]}"] }) { nodes { validity { start end } } } }`);
  const { nodes } = data!.relationships as { nodes: { validity: { start: string | null; end: string | null } }[] };
  const days = nodes.map(({ validity }) => validity);
  return forkOf(days.find(({ start }) => start !== null)!.start!, days.find(({ end }) => end !== null)!.end!);
};

/** Reads repeatedly, and expects that what one reader sees never goes back. */
async function readRepeatedly(process: ApiProcess, reader: Reader, deadline: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (performance.now() < deadline) {
    const now = await reader(process);
    const before = seen.at(-1) ?? { x: 0, y: 0 };
    if (now.x < before.x || now.y < before.y)
      throw new Error(`a reader went back from ${JSON.stringify(before)} to ${JSON.stringify(now)}`);
    seen.push(now);
  }
  return seen;
}

/** Long forks: two reads of which one saw more of x and the other more of y, so that they saw two orders of the writes. */
function forksIn(seen: readonly Seen[]): [Seen, Seen][] {
  const inOrder = [...seen].sort((one, other) => one.x - other.x || one.y - other.y);
  return inOrder.slice(1).flatMap((one, at): [Seen, Seen][] => (one.y < inOrder[at]!.y ? [[inOrder[at]!, one]] : []));
}

/** Records every revision that a process sends to subscribers. */
async function follow({ url }: ApiProcess, signal: AbortSignal, received: number[]): Promise<void> {
  const body = JSON.stringify({ query: 'subscription { graphChanged(since: 0) { revision } }' });
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  const response = await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body, signal });
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const revision = /"revision":(\d+)/.exec(line)?.[1];
      if (revision) received.push(Number(revision));
    }
  }
}

/** A deadline that has passed as soon as work has started. */
const immediately = (): number => performance.now() + 1;

beforeAll(build);

describeEachNeo4j((server) => {
  test(`two processes on one store, with concurrent reads and writes for ${TIME / 1_000} s: nothing lost, nothing twice, one order (seed ${SEED})`, {
    timeout: TIME + 180_000,
  }, async () => {
    console.log(`two processes from seed ${SEED}: ALLEGIANCE_FUZZ_SEED=${SEED} repeats it`);
    const both = await apiProcesses(server, 2);
    onTestFinished(() => Promise.all(both.map(({ end }) => end())).then(() => undefined));
    const [a, b] = both as [ApiProcess, ApiProcess];
    await prepare(a);

    const received: Acknowledged = { actors: [], passages: [], revisions: [], conflicts: {} };
    const [endFollowing, receivedByA, receivedByB]: [AbortController, number[], number[]] = [new AbortController(), [], []];
    const followers = Promise.allSettled([follow(a, endFollowing.signal, receivedByA), follow(b, endFollowing.signal, receivedByB)]);
    // The first write of each kind is slow: the store has no query plans yet.
    for (const one of both)
      await Promise.all([
        addToSet(one, `first ${both.indexOf(one)}`, immediately(), received),
        mergeAndUnmerge(one, 0, immediately(), received),
      ]);
    const deadline = performance.now() + TIME;
    const [x, y, onPathA, onPathB, onListA, onListB] = await Promise.all([
      writeFork(a, 'x', deadline, received),
      writeFork(b, 'y', deadline, received),
      readRepeatedly(a, onPath, deadline),
      readRepeatedly(b, onPath, deadline),
      readRepeatedly(a, onList, deadline),
      readRepeatedly(b, onList, deadline),
      ...both.flatMap((one, at) => [
        addToSet(one, `${at}`, deadline, received),
        upsertShared(one, `${at}`, deadline, received, new Draw(SEED + at)),
        mergeAndUnmerge(one, at, deadline, received),
      ]),
    ]);

    const engine = neo4jEngine(server);
    onTestFinished(() => engine.close());
    const latest = await expectGaplessRevisions(engine);
    const read = async (text: string) => (await engine.read({ name: 'test.read', text })).map(([value]) => value as string);

    expect(Math.min(received.actors.length, received.passages.length, x, y)).toBeGreaterThan(0);
    expect(new Set(received.revisions).size).toBe(received.revisions.length);
    expect([...(await read("MATCH (n:Actor) WHERE n.slug STARTS WITH 'set-' RETURN n.slug"))].sort()).toEqual([...received.actors].sort());
    expect(await read('MATCH (n:Entity) WHERE n.canon <> n.id RETURN n.slug')).toEqual([]);

    const all = await ties(engine);
    for (const at of range(SHARED)) {
      const tie = all.filter(({ key }) => key === `shared tie ${at}`);
      expect(tie.length).toBe(1);
      const passages = received.passages.filter((passage) => passage.tie === at);
      expect((await evidence(engine, tie[0]!.id)).map(({ attribution }) => attribution).sort()).toEqual(
        passages.map(({ attribution }) => attribution).sort(),
      );
      const testimonies = passages.map((one) => ({ ...one, voice: one.attribution, reliability: 'B' as const, said: null }));
      expect([tie[0]!.status, tie[0]!.confidence]).toEqual([statusOf(testimonies), confidenceOf(testimonies)]);
    }

    for (const reader of [onPath, onList])
      for (const one of both) await expect.poll(() => reader(one), { timeout: 5_000 }).toEqual({ x, y });
    expect(forksIn([...onPathA, ...onPathB])).toEqual([]);
    expect(forksIn([...onListA, ...onListB])).toEqual([]);
    const numbers = range(latest).map((at) => at + 1);
    for (const revisions of [receivedByA, receivedByB]) await expect.poll(() => revisions, { timeout: 10_000 }).toEqual(numbers);
    endFollowing.abort();
    await followers;
    console.log(
      `${latest} revisions: ${received.actors.length} actors, ${received.passages.length} passages, x ${x}, y ${y}; ${onPathA.length + onPathB.length} reads of paths, ${onListA.length + onListB.length} of lists; rejected ${JSON.stringify(received.conflicts)}`,
    );
  });
});
