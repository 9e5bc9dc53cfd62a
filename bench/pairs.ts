import type { View } from '../src/analysis/projection/view.ts';
import { seeded } from './random.ts';

/** Random pairs of different entities with at least `degree` ties each; deterministic for the same view and seed. */
export function pairsOf(view: View, count: number, seed: number, degree = 1): ReadonlyArray<readonly [from: number, to: number]> {
  const random = seeded(seed);
  const one = (): number => {
    for (;;) {
      const node = Math.floor(random() * view.nodeCount);
      if (view.degree(node) >= degree) return node;
    }
  };
  return Array.from({ length: count }, () => {
    const from = one();
    let to = one();
    while (to === from) to = one();
    return [from, to] as const;
  });
}
