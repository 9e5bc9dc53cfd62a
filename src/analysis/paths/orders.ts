import type { Enumeration } from './enumeration.ts';
import { enumerationsByLength, type SearchTask } from './search.ts';

/** Emits all paths by length, then highest bottleneck, then tie ids. */
export function byHops(task: SearchTask): void {
  for (const enumeration of enumerationsByLength(task, task.test, task.isFull)) {
    for (let level = enumeration.top; level >= 0; level = enumeration.run(level));
  }
}

/**
 * Emits all paths by highest bottleneck, then length, then tie ids.
 *
 * The best paths have strong ties only, and with few ties allowed all lengths are searched quickly. So the search runs over
 * ties of at least a threshold, which descends through the confidences that exist by 1, 4, 16, … of them (exponential search:
 * J. Bentley, A. Yao, An almost optimal algorithm for unbounded searching, 1976); each run emits the paths between its
 * threshold and the one before. The last run costs most, all before it together about a third of that.
 */
export function byConfidence(task: SearchTask): void {
  let ceiling = Number.POSITIVE_INFINITY;
  for (const threshold of thresholds(task.view.confidences(), task.test.minConfidence)) {
    const enumerations = [...enumerationsByLength(task, task.test.atLeast(threshold))];
    const top = Math.max(-1, ...enumerations.map((one) => one.top));
    for (let level = Math.min(top, ceiling - 1); level >= threshold; level = runAll(enumerations, level));
    ceiling = threshold;
  }
}

function runAll(enumerations: readonly Enumeration[], level: number): number {
  return Math.max(-1, ...enumerations.map((one) => one.run(level)));
}

/** The 1st, 5th, 21st, … of the confidences from the highest to the lowest that is allowed, and that one. */
function* thresholds(confidences: readonly number[], minConfidence: number): Generator<number> {
  const allowed = confidences.filter((confidence) => confidence >= minConfidence);
  for (let i = 0, step = 4; i < allowed.length - 1; i += step, step *= 4) yield allowed[i]!;
  if (allowed.length > 0) yield allowed.at(-1)!;
}
