import { mebibytes } from '../times.ts';
import type { Sample } from './watch.ts';

/** Growth that counts: what a collection has not yet taken, and what the log of changes adds, is less. */
const SHARE = 0.1;
const BYTES = 16 * 2 ** 20;

interface Counted {
  readonly errors: ReadonlyMap<string, number>;
}

export interface Verdict {
  readonly sentences: readonly string[];
  readonly passed: boolean;
}

/**
 * What a run comes to. Memory goes up and down with every collection: so the least of the third quarter is compared with the
 * least of the last one.
 */
export function verdictOn(samples: readonly Sample[], ...counted: readonly Counted[]): Verdict {
  const errors = counted.flatMap((one) => [...one.errors.values()]).reduce((sum, count) => sum + count, 0);
  const grown = (['rss', 'heap'] as const).map((name) => ({ name, ...growthOf(samples, name) }));
  const sentences = grown.map(
    ({ name, from, to, isClear }) =>
      `${name === 'rss' ? 'Memory' : 'Heap'} over the last half: ${mebibytes(from)}, then ${mebibytes(to)}${isClear ? ': it grows' : ''}.`,
  );
  const passed = errors === 0 && !grown.some(({ isClear }) => isClear);
  return { sentences: [...sentences, `${errors} errors.`, passed ? 'Passed.' : 'FAILED.'], passed };
}

function growthOf(samples: readonly Sample[], name: 'rss' | 'heap'): { from: number; to: number; isClear: boolean } {
  const least = (part: readonly Sample[]) => Math.min(...part.map((sample) => sample[name]));
  const quarter = (number: number) =>
    samples.slice(Math.floor((samples.length * number) / 4), Math.floor((samples.length * (number + 1)) / 4));
  const [from, to] = [least(quarter(2)), least(quarter(3))];
  return { from, to, isClear: to - from > Math.max(BYTES, from * SHARE) };
}
