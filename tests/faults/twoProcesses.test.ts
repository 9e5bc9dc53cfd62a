import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { confidenceOf, statusOf } from '../../src/model/confidence.ts';
import { Draw } from '../attacks/fuzz/draw.ts';
import { engineOn } from '../engine/support/engines.ts';
import { build } from '../exchange/import/support/command.ts';
import { LONG } from '../support/long.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { evidence, ties } from '../write/kept.ts';
import { expectNumbers } from './lasting.ts';
import { type ApiProcess, apiProcesses } from './processes.ts';
import { type Acknowledged, addToSet, FORK, forkOf, mergeAndPart, moveOn, prepare, range, SHARED, upsertShared } from './workload.ts';

/** Milliseconds of concurrent reads and writes. */
const TIME = LONG ? 60_000 : 6_000;
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What a reader saw in one response of the two ties that two writers write. */
type Seen = { readonly x: number; readonly y: number };
type Look = (process: ApiProcess) => Promise<Seen>;

/** Reads them from the projection. */
const onPath: Look = async ({ ask }) => {
  const { data } = await ask(`{ paths(from: "${FORK[0]}", to: "${FORK[2]}", maxDepth: 2) { paths { validity { start end } } } }`);
  const [{ validity }] = (data!.paths as { paths: [{ validity: { start: string; end: string } }] }).paths;
  return forkOf(validity.start, validity.end);
};

/** Reads them from the store. */
const onList: Look = async ({ ask }) => {
  const { data } = await ask(`{ relationships(filter: { involving: ["${FORK[1]}"] }) { nodes { validity { start end } } } }`);
  const { nodes } = data!.relationships as { nodes: { validity: { start: string | null; end: string | null } }[] };
  const days = nodes.map(({ validity }) => validity);
  return forkOf(days.find(({ start }) => start !== null)!.start!, days.find(({ end }) => end !== null)!.end!);
};

/** Reads repeatedly, and expects that what one reader sees never goes back. */
async function looking(process: ApiProcess, look: Look, until: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (performance.now() < until) {
    const now = await look(process);
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
async function following({ url }: ApiProcess, signal: AbortSignal, told: number[]): Promise<void> {
  const body = JSON.stringify({ query: 'subscription { graphChanged(since: 0) { revision } }' });
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  const response = await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body, signal });
  let rest = '';
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const revision = /"revision":(\d+)/.exec(line)?.[1];
      if (revision) told.push(Number(revision));
    }
  }
}

/** A deadline that has passed as soon as work has started. */
const once = (): number => performance.now() + 1;

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

    const told: Acknowledged = { actors: [], passages: [], revisions: [], refused: {} };
    const [endFollowing, toldByA, toldByB]: [AbortController, number[], number[]] = [new AbortController(), [], []];
    const followed = Promise.allSettled([following(a, endFollowing.signal, toldByA), following(b, endFollowing.signal, toldByB)]);
    // The first write of each kind is slow: the store has no query plans yet.
    for (const one of both)
      await Promise.all([addToSet(one, `first ${both.indexOf(one)}`, once(), told), mergeAndPart(one, 0, once(), told)]);
    const until = performance.now() + TIME;
    const [x, y, onPathA, onPathB, onListA, onListB] = await Promise.all([
      moveOn(a, 'x', until, told),
      moveOn(b, 'y', until, told),
      looking(a, onPath, until),
      looking(b, onPath, until),
      looking(a, onList, until),
      looking(b, onList, until),
      ...both.flatMap((one, at) => [
        addToSet(one, `${at}`, until, told),
        upsertShared(one, `${at}`, until, told, new Draw(SEED + at)),
        mergeAndPart(one, at, until, told),
      ]),
    ]);

    const engine = engineOn(server);
    onTestFinished(() => engine.close());
    const head = await expectNumbers(engine);
    const read = async (text: string) => (await engine.read({ name: 'test.read', text })).map(([value]) => value as string);

    expect(Math.min(told.actors.length, told.passages.length, x, y)).toBeGreaterThan(0);
    expect(new Set(told.revisions).size).toBe(told.revisions.length);
    expect([...(await read("MATCH (n:Actor) WHERE n.slug STARTS WITH 'set-' RETURN n.slug"))].sort()).toEqual([...told.actors].sort());
    expect(await read('MATCH (n:Entity) WHERE n.canon <> n.id RETURN n.slug')).toEqual([]);

    const all = await ties(engine);
    for (const at of range(SHARED)) {
      const tie = all.filter(({ key }) => key === `shared tie ${at}`);
      expect(tie.length).toBe(1);
      const said = told.passages.filter((passage) => passage.tie === at);
      expect((await evidence(engine, tie[0]!.id)).map(({ attribution }) => attribution).sort()).toEqual(
        said.map(({ attribution }) => attribution).sort(),
      );
      const testimonies = said.map((one) => ({ ...one, source: 'news', speaker: one.attribution, reliability: 'B' as const }));
      expect([tie[0]!.status, tie[0]!.confidence]).toEqual([statusOf(testimonies), confidenceOf(testimonies)]);
    }

    for (const look of [onPath, onList]) for (const one of both) await expect.poll(() => look(one), { timeout: 5_000 }).toEqual({ x, y });
    expect(forksIn([...onPathA, ...onPathB])).toEqual([]);
    expect(forksIn([...onListA, ...onListB])).toEqual([]);
    const numbers = range(head).map((at) => at + 1);
    for (const heard of [toldByA, toldByB]) await expect.poll(() => heard, { timeout: 10_000 }).toEqual(numbers);
    endFollowing.abort();
    await followed;
    console.log(
      `${head} revisions: ${told.actors.length} actors, ${told.passages.length} passages, x ${x}, y ${y}; ${onPathA.length + onPathB.length} reads of paths, ${onListA.length + onListB.length} of lists; rejected ${JSON.stringify(told.refused)}`,
    );
  });
});
