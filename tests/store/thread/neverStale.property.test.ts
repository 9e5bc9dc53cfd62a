import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cypher } from '../../../src/engine/cypher.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { LATEST_REVISION } from '../../../src/engine/revisionNumbers.ts';
import { uncheckedBatchWriter } from '../../../src/exchange/import/target/store.ts';
import { CHANGE_SETS } from '../../../src/revisions/revisions.cypher.ts';
import { write } from '../../../src/write/write.ts';
import { type Editor, editor } from '../../support/editing/editor.ts';
import { BROKEN } from '../../support/engine/probe.ts';
import { AT } from '../../support/revisions/revisions.ts';
import { shown, shownRebuilt } from '../../support/revisions/shown.ts';
import { numRuns } from '../../support/scope.ts';
import { inThread } from './thread.ts';

const ACTORS = 5;
const slugOf = (number: number) => `actor-${number}`;

/** How a value is written. */
const WAYS = ['task', 'proxied', 'import', 'mutation'] as const;

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ way: fc.constantFrom(...WAYS), actor: fc.nat(ACTORS - 1), tie: fc.nat(ACTORS - 1) }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constantFrom('rejected', 'thrown', 'rolled back', 'failed', 'unchanged') }) },
  { weight: 1, arbitrary: fc.record({ way: fc.constant('retraction'), actor: fc.nat(ACTORS - 1), tie: fc.nat(ACTORS - 1) }) },
);
type Operation = { way: string; actor?: number; tie?: number };

/** The same statement, by a name under which nothing is read ahead. */
const direct = ({ name, text }: Cypher): Cypher => ({ name: `test.direct ${name}`, text });

/** Writes and reads one store by several clients at once, and notes what was seen when. */
class Clients {
  /** The latest acknowledged revision. */
  acknowledged = 0;
  readonly #engine;
  readonly #importBatch;
  /** The revision of each acknowledged value. */
  readonly #revisions = new Map<string, number>();
  /** Values that were read, and the revisions that they had to have at least. */
  readonly #seen: (readonly [value: string, least: number])[] = [];
  /** The revision that each actor has at least. */
  readonly #least = new Map<string, number>();
  #values = 0;

  constructor(private readonly session: Editor) {
    this.#engine = session.engine;
    this.#importBatch = uncheckedBatchWriter(session.engine, 3);
  }

  async run(operation: Operation): Promise<void> {
    if (operation.actor === undefined) return this.#change(operation.way);
    const [slug, other] = [slugOf(operation.actor), slugOf(operation.tie!)];
    if (operation.way === 'retraction') {
      const key = `tie ${slug} ${other}`;
      const { revision } = await write(this.#engine, { retractions: [{ id: key, reason: 'wrong' }] }, this.#options(true));
      this.#acknowledge(revision);
      return;
    }
    const value = `value ${++this.#values}`;
    const revision = await this.#write(operation.way, slug, other, value);
    this.#revisions.set(value, revision);
    this.#least.set(slug, Math.max(revision, this.#least.get(slug) ?? 0));
    this.#acknowledge(revision);
    await this.#expectChangeSet(revision);
    await this.read(slug);
    const view = await this.session.services.projection.view();
    expect(view.revision).toBeGreaterThanOrEqual(revision);
  }

  /** Reads an actor and the latest revision in all ways. */
  async read(slug: string): Promise<void> {
    const { acknowledged } = this;
    const least = this.#least.get(slug) ?? 0;
    const [current, [latest], [found], { actor }] = await Promise.all([
      this.session.services.clock.current(),
      this.#engine.read(LATEST_REVISION),
      this.#engine.read({ name: 'test.value', text: 'MATCH (n:Entity {slug: $slug}) RETURN n.description' }, { slug }),
      this.session.query<{ actor: { description: string } | null }>('query ($slug: ID!) { actor(id: $slug) { description } }', { slug }),
    ]);
    expect(current).toBeGreaterThanOrEqual(acknowledged);
    expect(latest![0]).toBeGreaterThanOrEqual(acknowledged);
    this.#see(found?.[0] as string | null | undefined, least);
    this.#see(actor?.description, least);
  }

  /** What was seen was of the acknowledged revision or a later one; and what is read ahead is what the store has. */
  async expectNothingStale(): Promise<void> {
    for (const [value, least] of this.#seen) expect(this.#revisions.get(value)).toBeGreaterThanOrEqual(least);
    expect(await this.#engine.read(LATEST_REVISION)).toEqual(await this.#engine.read(direct(LATEST_REVISION)));
    await this.#expectChangeSet(this.acknowledged);
    expect(shown(await this.session.services.projection.view())).toEqual(await shownRebuilt(this.#engine));
  }

  #see(value: string | null | undefined, least: number): void {
    if (value == null) expect(least).toBe(0);
    else this.#seen.push([value, least]);
  }

  async #expectChangeSet(revision: number): Promise<void> {
    const parameters = { numbers: [revision] };
    const [ahead, straight] = await Promise.all([
      this.#engine.read(CHANGE_SETS, parameters),
      this.#engine.read(direct(CHANGE_SETS), parameters),
    ]);
    expect(ahead).toHaveLength(1);
    expect(ahead).toEqual(straight);
  }

  #acknowledge(revision: number): void {
    this.acknowledged = Math.max(this.acknowledged, revision);
  }

  async #write(way: string, slug: string, other: string, value: string): Promise<number> {
    const actors = [
      { slug, kind: 'PERSON', name: slug, description: value },
      ...(slug === other ? [] : [{ slug: other, kind: 'PERSON', name: other }]),
    ];
    if (way === 'mutation') return (await this.session.upsertActors(actors)).revision;
    const relationships = slug === other ? [] : [{ key: `tie ${slug} ${other}`, type: 'BACKS', from: slug, to: other, start: '2011' }];
    const rows = { actors, relationships };
    const { problems, revision } =
      way === 'import'
        ? await this.#importBatch(rows, { ...this.#options(), summary: 'Some rows' })
        : await write(this.#engine, rows, this.#options(way === 'proxied'));
    expect(problems).toEqual([]);
    return revision;
  }

  /** A write that changes nothing. */
  async #change(way: string): Promise<void> {
    const engine = this.#engine;
    if (way === 'rejected') return void (await write(engine, { actors: [{ slug: 'x' }] }, this.#options()));
    if (way === 'unchanged') return void (await write(engine, {}, this.#options(true)));
    const writing = engine.write(async ({ run }) => {
      await run({ name: 'test.change', text: "MATCH (n:Entity) SET n.description = 'never'" });
      if (way === 'thrown') throw new Error('of the work');
      if (way === 'failed') await run(BROKEN).catch(() => undefined);
      return { commit: way === 'failed', value: undefined };
    });
    await writing.catch(() => undefined);
  }

  #options(isProxied = false) {
    const key = `write ${this.#values} ${Math.random()}`;
    return { key, by: 'tests', at: AT, ...(isProxied && { alongside: async () => undefined }) };
  }
}

test('after an acknowledged write all reads show it, whatever else is written and read at the same time', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(operation, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 }),
    async (lists) => {
      const engine = await inThread();
      await migrate(engine, AT);
      const clients = new Clients(editor(engine));
      let isOver = false;
      const reading = (async () => {
        for (let number = 0; !isOver; number++) await clients.read(slugOf(number % ACTORS));
      })();
      const writing = lists.map(async (list) => {
        for (const one of list) await clients.run(one);
      });
      await Promise.all(writing).finally(() => {
        isOver = true;
      });
      await reading;
      if (clients.acknowledged > 0) await clients.expectNothingStale();
      await engine.close();
    },
  );
  await fc.assert(property, { numRuns: numRuns(15) });
});
