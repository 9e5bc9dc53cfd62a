import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { Feed } from '../../src/feed/feed.ts';
import { describeEachEngine } from '../engine/support/engines.ts';
import { recording } from './support/recordingEngine.ts';
import { AT, empty, loseChangeSet, reviseOften, writeRows } from './support/revisions.ts';
import { actors, idOf, tie } from './support/rows.ts';
import { shown, shownRebuilt, tieIds } from './support/shown.ts';

/** So long that only a reported revision makes the feed read the store again. */
const NEVER_STALE = 3_600_000;
const refuse = (reason: string): never => {
  throw new Error(`unexpectedly rebuilt: ${reason}`);
};
const feedOf = (engine: Engine, staleness = NEVER_STALE) => new Feed(engine, { staleness, onRebuild: refuse });

describeEachEngine(
  (engine) => {
    beforeEach(async () => {
      await empty(engine());
      await writeRows(engine(), actors(0, 4));
    });

    test('nothing is read before the first view', async () => {
      const { engine: reader, statements } = recording(engine());
      const feed = feedOf(reader);
      expect([feed.isBuilt, statements]).toEqual([false, []]);
      expect((await feed.view()).revision).toBe(1);
      expect(feed.isBuilt).toBe(true);
    });

    test('the next view includes a write of this process', async () => {
      const feed = feedOf(engine());
      expect(tieIds(await feed.view())).toEqual([]);
      for (const to of [1, 2, 3]) {
        const revision = await writeRows(engine(), tie(0, to));
        feed.revisionWritten(revision);
        const view = await feed.view();
        expect([view.revision, tieIds(view).length]).toEqual([revision, to]);
      }
      expect(shown(await feed.view())).toEqual(await shownRebuilt(engine()));
    });

    test('a view that is up to date is returned without reading the store', async () => {
      const { engine: reader, statements } = recording(engine());
      const feed = feedOf(reader);
      const view = await feed.view();
      statements.length = 0;
      expect(await feed.view()).toBe(view);
      expect(statements).toEqual([]);
    });

    test('`latest` includes a revision that was not reported', async () => {
      const feed = feedOf(engine());
      await feed.view();
      await writeRows(engine(), actors(4, 1));
      expect((await feed.view()).node(idOf(4))).toBe(-1);
      expect((await feed.latest()).node(idOf(4))).toBeGreaterThanOrEqual(0);
    });

    test('an older view does not change', async () => {
      const feed = feedOf(engine());
      feed.revisionWritten(await writeRows(engine(), tie(0, 1, { start: '2011' })));
      const older = await feed.view();
      const before = shown(older);
      feed.revisionWritten(await writeRows(engine(), tie(0, 1, { start: '2011', end: '2012', confidence: 0.9 })));
      feed.revisionWritten(await writeRows(engine(), { ...actors(9, 1), ...tie(9, 0) }));
      expect(tieIds(await feed.view())).toHaveLength(2);
      expect(shown(older)).toEqual(before);
    });

    test('concurrent requests share one build of the projection', async () => {
      await writeRows(engine(), tie(0, 1));
      const { engine: reader, statements } = recording(engine());
      const feed = feedOf(reader);
      const views = await Promise.all(Array.from({ length: 20 }, () => feed.view()));
      expect(new Set(views).size).toBe(1);
      expect(statements).toEqual(['feed.latestRevision', 'feed.scanEntities', 'feed.scanTies', 'feed.latestRevision']);
    });

    test('concurrent requests after a write share one update', async () => {
      const { engine: reader, statements } = recording(engine());
      const feed = feedOf(reader);
      await feed.view();
      feed.revisionWritten(await writeRows(engine(), tie(0, 1)));
      statements.length = 0;
      await Promise.all(Array.from({ length: 20 }, () => feed.view()));
      expect(statements).toEqual(['feed.latestRevision', 'feed.changeSets']);
    });

    test('a view includes a revision that is reported while another one is applied', async () => {
      const feed = feedOf(engine());
      await feed.view();
      feed.revisionWritten(await writeRows(engine(), tie(0, 1)));
      const first = feed.view();
      const revision = await writeRows(engine(), tie(0, 2));
      feed.revisionWritten(revision);
      expect((await feed.view()).revision).toBe(revision);
      await first;
    });

    test('revisions are read in pages of 100', async () => {
      const { engine: reader, statements } = recording(engine());
      const feed = feedOf(reader);
      await feed.view();
      await writeRows(engine(), tie(0, 1));
      await reviseOften(engine(), 248);
      feed.revisionWritten(await writeRows(engine(), tie(1, 2)));
      statements.length = 0;
      expect(shown(await feed.view())).toEqual(await shownRebuilt(engine()));
      expect(statements).toEqual(['feed.latestRevision', 'feed.changeSets', 'feed.changeSets', 'feed.changeSets']);
    });

    test('the projection is rebuilt when it is too far behind, and the reason is reported', async () => {
      const reasons: string[] = [];
      const feed = new Feed(engine(), { staleness: NEVER_STALE, onRebuild: (reason) => reasons.push(reason) });
      await feed.view();
      const latestRevision = await reviseOften(engine(), 5_001);
      feed.revisionWritten(latestRevision);
      expect((await feed.view()).revision).toBe(latestRevision);
      expect(reasons).toEqual(['The projection is 5001 revisions behind.']);
    });

    test('the projection is rebuilt when the store was reset to an earlier state, and the reason is reported', async () => {
      const reasons: string[] = [];
      const feed = new Feed(engine(), { staleness: NEVER_STALE, onRebuild: (reason) => reasons.push(reason) });
      feed.revisionWritten(await writeRows(engine(), tie(0, 1)));
      feed.revisionWritten(await writeRows(engine(), tie(1, 2)));
      await feed.view();
      await empty(engine());
      await writeRows(engine(), actors(0, 2));
      expect(shown(await feed.latest())).toEqual(await shownRebuilt(engine()));
      expect(reasons).toEqual(['The store went back from revision 3 to 1.']);
      feed.revisionWritten(await writeRows(engine(), tie(1, 0)));
      expect(tieIds(await feed.view())).toHaveLength(1);
    });

    describe('a missing change set', () => {
      const rebuildReasons = async (revisions: number, missing: number): Promise<string[]> => {
        const reasons: string[] = [];
        const feed = new Feed(engine(), { staleness: NEVER_STALE, onRebuild: (reason) => reasons.push(reason) });
        await feed.view();
        for (let n = 0; n < revisions; n++) feed.revisionWritten(await writeRows(engine(), tie(0, 1, { key: `tie:${n}` })));
        await loseChangeSet(engine(), missing);
        expect(shown(await feed.view())).toEqual(await shownRebuilt(engine()));
        feed.revisionWritten(await writeRows(engine(), tie(2, 3)));
        expect(shown(await feed.view())).toEqual(await shownRebuilt(engine()));
        return reasons;
      };

      test('is reported, and the projection is rebuilt', async () => {
        expect(await rebuildReasons(1, 2)).toEqual(['Revision 2 has no change set.']);
      });

      test('is also noticed between others', async () => {
        expect(await rebuildReasons(3, 3)).toEqual(['Expected revision 3, got 4.']);
      });
    });

    test('a failed read rejects the requests that wait for it, and none after them', async () => {
      let broken = true;
      const flaky: Engine = { ...engine(), read: (...args) => (broken ? Promise.reject(new Error('gone')) : engine().read(...args)) };
      const feed = feedOf(flaky);
      const outcomes = await Promise.allSettled([feed.view(), feed.view()]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      broken = false;
      expect((await feed.view()).revision).toBe(1);
    });
  },
  (engine) => migrate(engine, AT),
);
