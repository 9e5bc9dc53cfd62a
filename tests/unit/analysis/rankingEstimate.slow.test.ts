import { describe, expect, it } from 'vitest';
import { randomGraph } from '../../../bench/madeGraph.ts';
import { ranking } from '../../../src/analysis/ranking/ranking.ts';
import { build } from '../../support/analysis/build.ts';
import { betweennessCentrality } from '../../support/analysis/graphology.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { EVERYTHING, undirected } from './support/ranked.ts';

describe('beyond MAX_STEPS', () => {
  const made = randomGraph(2_500, 9_000);
  const large = { entities: [...made.entities()].flat(), ties: [...made.ties()].flat() };

  it('betweenness is estimated from a sample, marked as not exact, deterministic, and includes the exact top ten', {
    timeout: 60_000,
  }, () => {
    const { view } = build(large);
    const request = { ...EVERYTHING, by: 'BETWEENNESS' as const, first: 20 };
    const answer = ranking(view, request, NO_LIMITS);
    expect(answer.exact).toBe(false);
    expect(ranking(view, request, NO_LIMITS)).toEqual(answer);
    const exact = Object.entries(betweennessCentrality(undirected(large))).sort(([, a], [, b]) => b - a);
    const found = new Set(answer.items.map(({ node }) => view.entityId(node)));
    expect(exact.slice(0, 10).filter(([id]) => !found.has(id))).toEqual([]);
  });

  it('betweenness ends within its steps, and is stopped by limits', () => {
    const { view } = build(large);
    const request = { ...EVERYTHING, by: 'BETWEENNESS' as const, first: 20 };
    expect(ranking(view, request, { steps: 45_000_000 }).stoppedBy).toBeNull();
    expect(ranking(view, request, { steps: 1_000_000 })).toMatchObject({ stoppedBy: 'WORK_LIMIT', items: [] });
    let checks = 0;
    expect(ranking(view, request, { ...NO_LIMITS, stop: () => ++checks === 3 })).toMatchObject({ stoppedBy: 'TIME_LIMIT', items: [] });
  });
});
