import type { Enumeration } from './enumeration.ts';
import { lengths, type Task } from './search.ts';

/** Gives out all paths: by length, then strongest weakest hop, then ids of the ties. */
export function byHops(task: Task): void {
  for (const enumeration of lengths(task, task.test, task.isFull)) {
    for (let level = enumeration.top; level >= 0; level = enumeration.run(level));
  }
}

/**
 * Gives out all paths: by strongest weakest hop, then length, then ids of the ties.
 *
 * The best paths have strong ties only, and with few ties allowed all lengths are soon looked through. So the search is made
 * for ties of at least a threshold, which goes down over the confidences there are by 1, 4, 16, … of them at a time; each
 * search gives out what lies between its threshold and the one before. The last costs most, and those before it together
 * about a third of it.
 */
export function byConfidence(task: Task): void {
  let ceiling = Number.POSITIVE_INFINITY;
  for (const threshold of thresholds(task.view.confidences(), task.test.leastConfidence)) {
    const enumerations = [...lengths(task, task.test.atLeast(threshold))];
    const top = Math.max(-1, ...enumerations.map((one) => one.top));
    for (let level = Math.min(top, ceiling - 1); level >= threshold; level = runAll(enumerations, level));
    ceiling = threshold;
  }
}

function runAll(enumerations: readonly Enumeration[], level: number): number {
  return Math.max(-1, ...enumerations.map((one) => one.run(level)));
}

/** The 1st, 5th, 21st, … of the confidences from the highest down to the least one asked for, and that one. */
function* thresholds(confidences: readonly number[], least: number): Generator<number> {
  const asked = confidences.filter((confidence) => confidence >= least);
  for (let i = 0, step = 4; i < asked.length - 1; i += step, step *= 4) yield asked[i]!;
  if (asked.length > 0) yield asked.at(-1)!;
}
