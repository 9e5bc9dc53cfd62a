import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { Feed } from '../../src/feed/feed.ts';
import { describeEachEngine } from '../engine/support/engines.ts';
import { counted } from './support/countedEngine.ts';
import { AT, empty, loseChangeSet, reviseOften, writeRows } from './support/revisions.ts';
import { actors, idOf, tie } from './support/rows.ts';
import { shown, shownAnew, tieIds } from './support/shown.ts';

/** So long that nothing but what the feed is told makes it look again. */
const FOREVER = 3_600_000;
const refuse = (reason: string): never => {
  throw new Error(`unexpectedly rebuilt: ${reason}`);
};
const feedOf = (engine: Engine, staleness = FOREVER) => new Feed(engine, { staleness, onRebuild: refuse });

describeEachEngine(
  (engine) => {
    beforeEach(async () => {
      await empty(engine());
      await writeRows(engine(), actors(0, 4));
    });

    test('nothing is read before the first question', async () => {
      const { engine: reader, statements } = counted(engine());
      const feed = feedOf(reader);
      expect([feed.isBuilt, statements]).toEqual([false, []]);
      expect((await feed.view()).revision).toBe(1);
      expect(feed.isBuilt).toBe(true);
    });

    test('a write of this process is in the very next view', async () => {
      const feed = feedOf(engine());
      expect(tieIds(await feed.view())).toEqual([]);
      for (const to of [1, 2, 3]) {
        const revision = await writeRows(engine(), tie(0, to));
        feed.written(revision);
        const view = await feed.view();
        expect([view.revision, tieIds(view).length]).toEqual([revision, to]);
      }
      expect(shown(await feed.view())).toEqual(await shownAnew(engine()));
    });

    test('what is known to be newest is given without asking the store', async () => {
      const { engine: reader, statements } = counted(engine());
      const feed = feedOf(reader);
      const view = await feed.view();
      statements.length = 0;
      expect(await feed.view()).toBe(view);
      expect(statements).toEqual([]);
    });

    test('`latest` shows what nobody told of', async () => {
      const feed = feedOf(engine());
      await feed.view();
      await writeRows(engine(), actors(4, 1));
      expect((await feed.view()).node(idOf(4))).toBe(-1);
      expect((await feed.latest()).node(idOf(4))).toBeGreaterThanOrEqual(0);
    });

    test('a reader that holds an older view keeps seeing that', async () => {
      const feed = feedOf(engine());
      feed.written(await writeRows(engine(), tie(0, 1, { start: '2011' })));
      const older = await feed.view();
      const before = shown(older);
      feed.written(await writeRows(engine(), tie(0, 1, { start: '2011', end: '2012', confidence: 0.9 })));
      feed.written(await writeRows(engine(), { ...actors(9, 1), ...tie(9, 0) }));
      expect(tieIds(await feed.view())).toHaveLength(2);
      expect(shown(older)).toEqual(before);
    });

    test('all who ask while the projection is built wait for the same build', async () => {
      await writeRows(engine(), tie(0, 1));
      const { engine: reader, statements } = counted(engine());
      const feed = feedOf(reader);
      const views = await Promise.all(Array.from({ length: 20 }, () => feed.view()));
      expect(new Set(views).size).toBe(1);
      expect(statements).toEqual(['feed.head', 'feed.scanEntities', 'feed.scanTies', 'feed.head']);
    });

    test('all who ask after a write wait for the same following', async () => {
      const { engine: reader, statements } = counted(engine());
      const feed = feedOf(reader);
      await feed.view();
      feed.written(await writeRows(engine(), tie(0, 1)));
      statements.length = 0;
      await Promise.all(Array.from({ length: 20 }, () => feed.view()));
      expect(statements).toEqual(['feed.head', 'feed.changeSets']);
    });

    test('a write that is told of while another is followed is in the view too', async () => {
      const feed = feedOf(engine());
      await feed.view();
      feed.written(await writeRows(engine(), tie(0, 1)));
      const first = feed.view();
      const revision = await writeRows(engine(), tie(0, 2));
      feed.written(revision);
      expect((await feed.view()).revision).toBe(revision);
      await first;
    });

    test('many revisions are read a hundred at a time', async () => {
      const { engine: reader, statements } = counted(engine());
      const feed = feedOf(reader);
      await feed.view();
      await writeRows(engine(), tie(0, 1));
      await reviseOften(engine(), 248);
      feed.written(await writeRows(engine(), tie(1, 2)));
      statements.length = 0;
      expect(shown(await feed.view())).toEqual(await shownAnew(engine()));
      expect(statements).toEqual(['feed.head', 'feed.changeSets', 'feed.changeSets', 'feed.changeSets']);
    });

    test('when too far behind, the graph is read anew, which is said', async () => {
      const reasons: string[] = [];
      const feed = new Feed(engine(), { staleness: FOREVER, onRebuild: (reason) => reasons.push(reason) });
      await feed.view();
      const head = await reviseOften(engine(), 5_001);
      feed.written(head);
      expect((await feed.view()).revision).toBe(head);
      expect(reasons).toEqual(['The projection is 5001 revisions behind.']);
    });

    test('a store that was put back to an earlier state is read anew, which is said', async () => {
      const reasons: string[] = [];
      const feed = new Feed(engine(), { staleness: FOREVER, onRebuild: (reason) => reasons.push(reason) });
      feed.written(await writeRows(engine(), tie(0, 1)));
      feed.written(await writeRows(engine(), tie(1, 2)));
      await feed.view();
      await empty(engine());
      await writeRows(engine(), actors(0, 2));
      expect(shown(await feed.latest())).toEqual(await shownAnew(engine()));
      expect(reasons).toEqual(['The store went back from revision 3 to 1.']);
      feed.written(await writeRows(engine(), tie(1, 0)));
      expect(tieIds(await feed.view())).toHaveLength(1);
    });

    describe('a missing change set', () => {
      const lost = async (revisions: number, missing: number): Promise<string[]> => {
        const reasons: string[] = [];
        const feed = new Feed(engine(), { staleness: FOREVER, onRebuild: (reason) => reasons.push(reason) });
        await feed.view();
        for (let n = 0; n < revisions; n++) feed.written(await writeRows(engine(), tie(0, 1, { key: `tie:${n}` })));
        await loseChangeSet(engine(), missing);
        expect(shown(await feed.view())).toEqual(await shownAnew(engine()));
        feed.written(await writeRows(engine(), tie(2, 3)));
        expect(shown(await feed.view())).toEqual(await shownAnew(engine()));
        return reasons;
      };

      test('is said, and the graph read anew', async () => {
        expect(await lost(1, 2)).toEqual(['Revision 2 has no change set.']);
      });

      test('also in the middle of others', async () => {
        expect(await lost(3, 3)).toEqual(['Expected revision 3, got 4.']);
      });
    });

    test('what cannot be read is the error of those who asked, and of nobody after them', async () => {
      let broken = true;
      const flaky: Engine = { ...engine(), read: (...args) => (broken ? Promise.reject(new Error('gone')) : engine().read(...args)) };
      const feed = feedOf(flaky);
      const asked = await Promise.allSettled([feed.view(), feed.view()]);
      expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      broken = false;
      expect((await feed.view()).revision).toBe(1);
    });
  },
  (engine) => migrate(engine, AT),
);
