import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieMatcher } from '../../../src/analysis/subgraph/tieMatcher.ts';
import { tieCertainty } from '../../../src/explorer/graph/filter.ts';
import { CERTAINTIES, holdsIn, tieBoundsOf } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { entity, entityId, tieId } from '../../support/analysis/graph.ts';
import { holdsByPeriods, periods, window } from '../../support/periods/byDay.ts';
import { numRuns } from '../../support/scope.ts';

const LASTING = vocabularyOf('BACKS').lastingDays!;
const NO_DATES = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };

describe('a tie with several periods of support holds as they say', () => {
  it('day by day, in the model and in the explorer', () => {
    fc.assert(
      fc.property(periods, fc.array(window, { minLength: 5, maxLength: 5 }), (periods, windows) => {
        const bounds = tieBoundsOf({}, periods);
        for (const window of windows) {
          const expected = CERTAINTIES.filter((certainty) => holdsByPeriods(periods, window, certainty, LASTING));
          expect(CERTAINTIES.filter((certainty) => holdsIn(bounds, window, certainty, LASTING))).toEqual(expected);
          expect(tieCertainty({ type: 'BACKS', validity: NO_DATES, periods }, window)).toBe(expected.at(-1) ?? null);
        }
      }),
      { numRuns: numRuns(800) },
    );
  });

  it('day by day, in the projection, built and written', () => {
    const graph = fc.array(periods, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(graph, fc.array(window, { minLength: 4, maxLength: 4 }), (all, windows) => {
        const ties = all.map((periods, n): ProjectionTie => {
          const id = tieId('BACKS', entityId(0), entityId(1), n);
          return { id, ...tieBoundsOf({}, periods), status: 'SUPPORTED', confidence: 0.85 };
        });
        const entities = [entity(0), entity(1)];
        const written = build({ entities, ties: [] }, 1, { minSpareCapacity: 2 });
        for (const [n, tie] of ties.entries()) written.apply({ revision: 2 + n, rows: [{ op: 'tie', ...tie }] });
        for (const view of [build({ entities, ties }).view, written.view]) {
          for (const window of windows) {
            for (const certainty of CERTAINTIES) {
              const matches = tieMatcher(view, { window, certainty });
              const held = ties.filter(({ id }) => matches(view.tie(id)));
              expect(held).toEqual(ties.filter((_, n) => holdsByPeriods(all[n]!, window, certainty, LASTING)));
            }
          }
        }
      }),
      { numRuns: numRuns(160) },
    );
  });
});
