import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { AT, empty, loseChangeSet, reviseOften, writeRows } from '../../support/revisions/revisions.ts';
import { actors, idOf, tie } from '../../support/revisions/rows.ts';
import { shown, shownRebuilt, tieIds } from '../../support/revisions/shown.ts';

/** So long that only a reported revision makes the clock read the store again. */
const NEVER_STALE = 3_600_000;
const refuse = (reason: string): never => {
  throw new Error(`unexpectedly rebuilt: ${reason}`);
};
const following = (engine: Engine, onRebuild: (reason: string) => void = refuse) =>
  createServices(engine, { clock: new Clock(engine, NEVER_STALE), onRebuild });

describeEachEngine(
  (engine) => {
    beforeEach(async () => {
      await empty(engine());
      await writeRows(engine(), actors(0, 4));
    });

    test('nothing is read before the first view', async () => {
      const { engine: reader, statements } = recording(engine());
      const { projection } = following(reader);
      expect([projection.revision, statements]).toEqual([null, []]);
      expect((await projection.view()).revision).toBe(1);
      expect(projection.revision).not.toBeNull();
    });

    test('the next view includes a write of this process', async () => {
      const { clock, projection } = following(engine());
      expect(tieIds(await projection.view())).toEqual([]);
      for (const to of [1, 2, 3]) {
        const revision = await writeRows(engine(), tie(0, to));
        clock.revisionWritten(revision);
        const view = await projection.view();
        expect([view.revision, tieIds(view).length]).toEqual([revision, to]);
      }
      expect(shown(await projection.view())).toEqual(await shownRebuilt(engine()));
    });

    test('a view that is up to date is returned without reading the store', async () => {
      const { engine: reader, statements } = recording(engine());
      const { projection } = following(reader);
      const view = await projection.view();
      statements.length = 0;
      expect(await projection.view()).toBe(view);
      expect(statements).toEqual([]);
    });

    test('`latest` includes a revision that was not reported', async () => {
      const { projection } = following(engine());
      await projection.view();
      await writeRows(engine(), actors(4, 1));
      expect((await projection.view()).node(idOf(4))).toBe(-1);
      expect((await projection.latest()).node(idOf(4))).toBeGreaterThanOrEqual(0);
    });

    test('an older view does not change', async () => {
      const { clock, projection } = following(engine());
      clock.revisionWritten(await writeRows(engine(), tie(0, 1, { start: '2011' })));
      const older = await projection.view();
      const before = shown(older);
      clock.revisionWritten(await writeRows(engine(), tie(0, 1, { start: '2011', end: '2012', confidence: 0.9 })));
      clock.revisionWritten(await writeRows(engine(), { ...actors(9, 1), ...tie(9, 0) }));
      expect(tieIds(await projection.view())).toHaveLength(2);
      expect(shown(older)).toEqual(before);
    });

    test('concurrent requests share one build of the projection', async () => {
      await writeRows(engine(), tie(0, 1));
      const { engine: reader, statements } = recording(engine());
      const { projection } = following(reader);
      const views = await Promise.all(Array.from({ length: 20 }, () => projection.view()));
      expect(new Set(views).size).toBe(1);
      expect(statements).toEqual(['revision.latest', 'projection.scanEntities', 'projection.scanTies', 'revision.latest']);
    });

    test('concurrent requests after a write share one update', async () => {
      const { engine: reader, statements } = recording(engine());
      const { clock, projection } = following(reader);
      await projection.view();
      clock.revisionWritten(await writeRows(engine(), tie(0, 1)));
      statements.length = 0;
      await Promise.all(Array.from({ length: 20 }, () => projection.view()));
      expect(statements).toEqual(['revision.changeSets']);
    });

    test('a view includes a revision that is reported while another one is applied', async () => {
      const { clock, projection } = following(engine());
      await projection.view();
      clock.revisionWritten(await writeRows(engine(), tie(0, 1)));
      const first = projection.view();
      const revision = await writeRows(engine(), tie(0, 2));
      clock.revisionWritten(revision);
      expect((await projection.view()).revision).toBe(revision);
      await first;
    });

    test('revisions are read in pages of 10', async () => {
      const { engine: reader, statements } = recording(engine());
      const { clock, projection } = following(reader);
      await projection.view();
      await writeRows(engine(), tie(0, 1));
      await reviseOften(engine(), 23);
      clock.revisionWritten(await writeRows(engine(), tie(1, 2)));
      statements.length = 0;
      expect(shown(await projection.view())).toEqual(await shownRebuilt(engine()));
      expect(statements).toEqual(['revision.changeSets', 'revision.changeSets', 'revision.changeSets']);
    });

    test('the projection is rebuilt when it is too far behind, and the reason is reported', async () => {
      const reasons: string[] = [];
      const { clock, projection } = following(engine(), (reason) => reasons.push(reason));
      await projection.view();
      const latestRevision = await reviseOften(engine(), 5_001);
      clock.revisionWritten(latestRevision);
      expect((await projection.view()).revision).toBe(latestRevision);
      expect(reasons).toEqual(['The projection is 5001 revisions behind.']);
    });

    test('the projection is rebuilt when the store was reset to an earlier state, and the reason is reported', async () => {
      const reasons: string[] = [];
      const { clock, projection } = following(engine(), (reason) => reasons.push(reason));
      clock.revisionWritten(await writeRows(engine(), tie(0, 1)));
      clock.revisionWritten(await writeRows(engine(), tie(1, 2)));
      await projection.view();
      await empty(engine());
      await writeRows(engine(), actors(0, 2));
      expect(shown(await projection.latest())).toEqual(await shownRebuilt(engine()));
      expect(reasons).toEqual(['The store went back from revision 3 to 1.']);
      clock.revisionWritten(await writeRows(engine(), tie(1, 0)));
      expect(tieIds(await projection.view())).toHaveLength(1);
    });

    describe('a missing change set', () => {
      const rebuildReasons = async (revisions: number, missing: number): Promise<string[]> => {
        const reasons: string[] = [];
        const { clock, projection } = following(engine(), (reason) => reasons.push(reason));
        await projection.view();
        for (let n = 0; n < revisions; n++) clock.revisionWritten(await writeRows(engine(), tie(0, 1, { key: `tie:${n}` })));
        await loseChangeSet(engine(), missing);
        expect(shown(await projection.view())).toEqual(await shownRebuilt(engine()));
        clock.revisionWritten(await writeRows(engine(), tie(2, 3)));
        expect(shown(await projection.view())).toEqual(await shownRebuilt(engine()));
        return reasons;
      };

      test('is reported, and the projection is rebuilt', async () => {
        expect(await rebuildReasons(1, 2)).toEqual(['Revision 2 has no change set.']);
      });

      test('is also noticed between others', async () => {
        expect(await rebuildReasons(3, 3)).toEqual(['Revision 3 has no change set.']);
      });
    });

    test('a failed read rejects the requests that wait for it, and none after them', async () => {
      let broken = true;
      const flaky: Engine = { ...engine(), read: (...args) => (broken ? Promise.reject(new Error('gone')) : engine().read(...args)) };
      const { projection } = following(flaky);
      const outcomes = await Promise.allSettled([projection.view(), projection.view()]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      broken = false;
      expect((await projection.view()).revision).toBe(1);
    });
  },
  (engine) => migrate(engine, AT),
);
