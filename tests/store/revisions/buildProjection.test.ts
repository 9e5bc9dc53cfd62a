import { expect, test } from 'vitest';
import type { ProjectionEntity, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { tieId } from '../../../src/store/mintId.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { loadEntities, loadTies } from '../../support/revisions/loadGraph.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { AT, empty } from '../../support/revisions/revisions.ts';
import { idOf } from '../../support/revisions/rows.ts';
import { tieIds } from '../../support/revisions/shown.ts';

const HUB_TIES = 20_000;
const AT_ONCE = 5_000;

const entity = (n: number): ProjectionEntity => ({ id: idOf(n), kind: 'STATE', canon: idOf(n) });
const tie = (from: number, to: number, n: number): ProjectionTie => ({
  ...{ id: tieId('BACKS', idOf(from), idOf(to), { key: `${n}` }), lo: n, hi: n + 10, clo: n, chi: n + 10 },
  ...{ status: 'SUPPORTED', confidence: 0.85 },
});

/** Fills an empty store with `count` entities, of which every hundredth backs the next one. Returns the sorted ids of the ties. */
async function chainOf(engine: Engine, count: number): Promise<string[]> {
  await empty(engine);
  for (let n = 0; n < count; n += AT_ONCE)
    await loadEntities(
      engine,
      upTo(Math.min(AT_ONCE, count - n), (i) => entity(n + i)),
    );
  const ties = upTo(Math.floor(count / 100), (n) => tie(n * 100, n * 100 + 1, n));
  await loadTies(engine, ties);
  return ties.map(({ id }) => id).sort();
}

function upTo<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

describeEachEngine(
  (engine) => {
    test('the projection of an empty store is empty', async () => {
      await empty(engine());
      const { view } = await buildProjection(engine());
      expect([view.revision, view.nodeCount, view.tieCount]).toEqual([0, 0, 0]);
    });

    test.each([
      [4_999, 1, 13],
      [5_000, 2, 13],
      [5_001, 2, 13],
      [5_201, 2, 14],
    ])('reads all of %i entities, in %i pages and their ties in %i', async (count, entityPages, tiePages) => {
      const ids = await chainOf(engine(), count);
      const { engine: reader, statements } = recording(engine());
      const { view } = await buildProjection(reader);
      expect(view.nodeCount).toBe(count);
      expect(tieIds(view)).toEqual(ids);
      const pages = (name: string) => statements.filter((one) => one === name).length;
      expect([pages('projection.scanEntities'), pages('projection.scanTies')]).toEqual([entityPages, tiePages]);
    });

    test(`reads a hub of ${HUB_TIES} ties`, async () => {
      await chainOf(engine(), 200);
      for (let n = 0; n < HUB_TIES; n += AT_ONCE) {
        await loadTies(
          engine(),
          upTo(AT_ONCE, (i) => tie(0, 1 + ((n + i) % 199), 1_000 + n + i)),
        );
      }
      const { view } = await buildProjection(engine());
      expect(view.degree(view.node(idOf(0)), 'OUT')).toBe(HUB_TIES + 1);
      const last = view.tie(tie(0, 1 + ((HUB_TIES - 1) % 199), 999 + HUB_TIES).id);
      expect(view.bounds(last)).toEqual({ lo: 20_999, hi: 21_009, clo: 20_999, chi: 21_009 });
    });
  },
  (engine) => migrate(engine, AT),
);
