import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine, Row } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { cancellable } from '../../../src/graph/live/changes.ts';
import { RevisionCache } from '../../../src/revisions/changeSets.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { AT, writeRows } from '../../support/revisions/revisions.ts';
import { actors } from '../../support/revisions/rows.ts';

/** A store whose latest revision the test sets, and whose reads it answers. */
class Store {
  latest = 0;
  reads = 0;
  readonly #pending: (() => void)[] = [];

  constructor(private readonly answersAtOnce = true) {}

  engine(kind: Engine['kind']): Engine {
    const read = (): Promise<Row[]> => {
      this.reads += 1;
      const latest = this.latest;
      if (this.answersAtOnce) return Promise.resolve([[latest]]);
      return new Promise((resolve) => this.#pending.push(() => resolve([[latest]])));
    };
    return { kind, read } as unknown as Engine;
  }

  /** Answers the reads so far, with what was the latest revision at each. */
  async answer(): Promise<void> {
    for (const answer of this.#pending.splice(0)) answer();
    await sleep(0);
  }
}

describe('the clock', () => {
  test('callers share a read that begins after they called', async () => {
    const store = new Store(false);
    const clock = new Clock(store.engine('neo4j'));
    const first = clock.current();
    store.latest = 1;
    const others = [clock.current(), clock.current(), clock.current()];
    expect(store.reads).toBe(1);
    await store.answer();
    expect([await first, store.reads]).toEqual([0, 2]);
    await store.answer();
    expect(await Promise.all(others)).toEqual([1, 1, 1]);
    expect(store.reads).toBe(2);
  });

  test('a revision written during a read is not forgotten by it', async () => {
    const store = new Store(false);
    const clock = new Clock(store.engine('neo4j'));
    const reading = clock.current();
    clock.revisionWritten(1);
    await store.answer();
    expect([await reading, clock.latest]).toEqual([1, 1]);
  });

  test('on Neo4j a recent revision is used for half a second; on an embedded store it is read each time', async () => {
    for (const [kind, reads] of [
      ['neo4j', 1],
      ['embedded', 3],
    ] as const) {
      const store = new Store();
      const clock = new Clock(store.engine(kind));
      for (let times = 0; times < 3; times++) await clock.recent();
      expect(store.reads).toBe(reads);
      await sleep(550);
      store.latest = 7;
      expect(await clock.recent()).toBe(7);
    }
  });

  test('an embedded store is read again after a write, whoever made it, and when it is closed', async () => {
    const engine = await openEmbedded(null);
    await migrate(engine, AT);
    const { statements, engine: recorded } = recording(engine);
    const clock = new Clock(recorded);
    for (let times = 0; times < 3; times++) await clock.current();
    expect(statements).toHaveLength(1);
    const revision = await writeRows(engine, actors(0, 2));
    expect([await clock.recent(), await clock.recent()]).toEqual([revision, revision]);
    expect(statements).toHaveLength(2);
    await engine.close();
    await expect(clock.current()).rejects.toThrow();
  });

  test('followers are notified of every change, also when the store goes back', async () => {
    const store = new Store();
    const clock = new Clock(store.engine('embedded'));
    const changes: [number, number][] = [];
    clock.onChange((...change) => changes.push(change));
    clock.revisionWritten(5);
    clock.revisionWritten(4);
    for (const latest of [5, 6, 2, 2]) {
      store.latest = latest;
      await clock.current();
    }
    expect(changes).toEqual([
      [5, 0],
      [6, 5],
      [2, 6],
    ]);
  });

  test('polls Neo4j only while someone waits, also after a failed read', async () => {
    const store = new Store();
    const inner = store.engine('neo4j');
    const read: Engine['read'] = (...args) =>
      store.reads === 0 ? inner.read(...args).then(() => Promise.reject(new Error('down'))) : inner.read(...args);
    const clock = new Clock({ ...inner, read });
    const controller = new AbortController();
    const waiting = clock.wait(0, controller.signal);
    await sleep(700);
    store.latest = 1;
    await waiting;
    expect([store.reads, clock.latest]).toEqual([2, 1]);
    const stopped = clock.wait(1, controller.signal);
    controller.abort();
    await stopped;
    await sleep(700);
    expect(store.reads).toBe(2);
  });

  test('waits one poll for a revision that is known but not found', async () => {
    const clock = new Clock(new Store().engine('embedded'));
    clock.revisionWritten(3);
    const started = performance.now();
    await clock.wait(2, new AbortController().signal);
    expect(performance.now() - started).toBeGreaterThan(450);
  });
});

describe('a cache of revisions', () => {
  const cached = (find: (number: number) => string | null) => {
    const clock = new Clock(new Store().engine('embedded'));
    const reads: number[][] = [];
    const cache = new RevisionCache(
      clock,
      async (numbers) => {
        reads.push([...numbers]);
        return numbers.flatMap((number) => find(number) ?? []).map((text) => ({ number: Number(text.split(' ')[0]), text }));
      },
      4,
    );
    return { cache, clock, reads };
  };

  test('reads each once, and again what was missing or is long ago', async () => {
    let missing = 3;
    const { cache, reads } = cached((number) => (number === missing ? null : `${number}`));
    expect((await Promise.all([cache.following(0, 4, 9), cache.following(0, 4, 9)])).map((found) => found.length)).toEqual([2, 2]);
    missing = 0;
    expect(await cache.following(1, 4, 9)).toHaveLength(3);
    await cache.following(4, 5, 9);
    await cache.following(0, 1, 9);
    expect(reads).toEqual([[1, 2, 3, 4], [3], [5], [1]]);
  });

  test('forgets all when the store goes back, since its numbers are used again', async () => {
    let store = 'first';
    const { cache, clock } = cached((number) => `${number} ${store}`);
    clock.revisionWritten(2);
    expect((await cache.following(0, 1, 9))[0]!.text).toBe('1 first');
    store = 'restored';
    await clock.current();
    expect((await cache.following(0, 1, 9))[0]!.text).toBe('1 restored');
  });
});

describeEachEngine(
  (engine) => {
    test('the projection and the subscribers share one read of a change set', async () => {
      const { engine: reader, statements } = recording(engine());
      const { clock, projection, revisions } = createServices(reader);
      const { revision } = await projection.view();
      const following = cancellable((signal) => revisions.after(revision, signal));
      const next = following.next();
      clock.revisionWritten(await writeRows(engine(), actors(0, 2)));
      expect((await next).value).toMatchObject({ number: revision + 1, entities: { length: 2 } });
      expect((await projection.view()).revision).toBe(revision + 1);
      expect(statements.filter((name) => name === 'revision.changeSets')).toHaveLength(1);
      await following.return!();
    });
  },
  (engine) => migrate(engine, AT),
);
