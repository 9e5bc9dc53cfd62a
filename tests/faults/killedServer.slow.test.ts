import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { loadSeed } from '../../src/exchange/import/seed.ts';
import { serve, type TestServer } from '../api/access/support/served.ts';
import { ServerProcess } from '../api/http/support/launch.ts';
import { build } from '../support/import/command.ts';
import { LONG } from '../support/long.ts';
import { expectGaplessRevisions, stableContents } from './stableContents.ts';
import { describeEachLocation } from './storeLocations.ts';

/** One mutation of each kind; `TIE` stands for the id of the tie that the second one creates. */
const MUTATIONS: readonly string[] = [
  'upsertActors(rows: [{ slug: "one", kind: PERSON, name: "One" }, { slug: "two", kind: PERSON, name: "Two" }, { slug: "three", kind: PERSON, name: "Three" }])',
  'recordRelationships(rows: [{ key: "a tie", type: BACKS, from: "one", to: "two", start: "2011" }])',
  'upsertSources(rows: [{ key: "said", title: "Said", reliability: B }])',
  'addEvidence(about: "TIE", evidence: [{ source: "said", quote: "One backs two." }])',
  'upsertEvents(rows: [{ key: "met", kind: BATTLE, title: "They met", start: "2012", participants: [{ actor: "one", role: SIDE_A }] }])',
  'mergeActors(keep: "two", merge: "three", reason: "the same")',
  'unmergeActor(id: "three", reason: "not the same")',
  'retract(id: "TIE", reason: "never was")',
  'restore(id: "TIE", reason: "it was")',
];
/** Is the server killed after this mutation? Long runs: after each one; short runs: after the last. */
const isKilledAfter = (at: number): boolean => LONG || at === MUTATIONS.length - 1;

type Mutate = (mutation: string) => Promise<{ revision: number; rows: readonly { id: string | null }[] }>;

/** Runs the same mutations on a store in memory, as the expected result. */
class Reference {
  private constructor(
    readonly engine: Engine,
    private readonly served: TestServer,
  ) {}

  static async begin(isSeeded: boolean): Promise<Reference> {
    const engine = await openEmbedded(null);
    await migrate(engine, new Date());
    if (isSeeded) await loadSeed(engine, 'seed', new Date());
    return new Reference(engine, await serve(engine));
  }

  readonly mutate: Mutate = async (mutation) => {
    const { data, errors } = await this.served.execute(
      `mutation { done: ${mutation} { revision rows { id } } }`,
      this.served.tokenOf.editor,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data!.done as Awaited<ReturnType<Mutate>>;
  };

  async end(): Promise<void> {
    await this.served.close();
    await this.engine.close();
  }
}

beforeAll(build);

describeEachLocation((place) => {
  let server: ServerProcess;
  let token: string | undefined;
  const start = async () => {
    server = new ServerProcess(place.environment, []);
    const url = await server.url();
    await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 60_000 }).toBe(200);
    token ??= /Editor token: (\S+)/.exec(server.output)?.[1];
  };
  const kill = async () => {
    server.kill('SIGKILL');
    await server.ended;
  };
  const mutate: Mutate = async (mutation) => {
    const body = JSON.stringify({ query: `mutation { done: ${mutation} { revision rows { id } } }` });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = (await (await fetch(`${await server.url()}/graphql`, { method: 'POST', headers, body })).json()) as {
      data?: { done: Awaited<ReturnType<Mutate>> };
    };
    if (!response.data?.done) throw new Error(JSON.stringify(response));
    return response.data.done;
  };
  afterAll(async () => {
    await kill();
    await place.empty();
  });

  test('a server killed right after it acknowledged a mutation has it, once, and no other', { timeout: 600_000 }, async () => {
    const reference = await Reference.begin('ALLEGIANCE_DATA' in place.environment);
    onTestFinished(() => reference.end());
    await start();
    let tie = '';
    for (const [at, mutation] of MUTATIONS.entries()) {
      const [done, expected] = [await mutate(mutation.replace('TIE', tie)), await reference.mutate(mutation.replace('TIE', tie))];
      expect(done).toEqual(expected);
      if (at === 1) tie = done.rows[0]!.id!;
      if (!isKilledAfter(at)) continue;
      await kill();
      expect(await place.withStore(expectGaplessRevisions)).toBe(done.revision);
      expect(await place.withStore(stableContents)).toEqual(await stableContents(reference.engine));
      await start();
    }
  });

  test('a server killed during concurrent writes has all acknowledged ones, once, without a gap', { timeout: 600_000 }, async () => {
    for (let round = 0; round < (LONG ? 10 : 1); round++) {
      const acknowledged: string[] = [];
      const writer = async (number: number) => {
        for (let at = 0; ; at++) {
          const slug = `many-${round}-${number}-${at}`;
          await mutate(`upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "x" }])`);
          acknowledged.push(slug);
        }
      };
      const ended = Promise.allSettled(Array.from({ length: 4 }, (_, number) => writer(number)));
      await expect.poll(() => acknowledged.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(10);
      await kill();
      await ended;
      await place.withStore(async (engine) => {
        await expectGaplessRevisions(engine);
        const rows = await engine.read({ name: 'test.many', text: "MATCH (n:Actor) WHERE n.slug STARTS WITH 'many-' RETURN n.slug" });
        const found = rows.map(([slug]) => slug as string);
        expect(new Set(found).size).toBe(found.length);
        expect(acknowledged.filter((slug) => !found.includes(slug))).toEqual([]);
      });
      await start();
    }
  });
});
