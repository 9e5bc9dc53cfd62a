import { mebibytes } from '../times.ts';
import type { Sample } from './watch.ts';

/** Growth above both counts as a leak; uncollected garbage and the log of changes stay below. */
const SHARE = 0.1;
const BYTES = 16 * 2 ** 20;

/** The counters of a part of the load. */
interface Counted {
  readonly errors: ReadonlyMap<string, number>;
}

/** Requests. */
interface LoadCounts extends Counted {
  readonly answered: number;
}

/** Subscriptions. */
interface SubscriberCounts extends Counted {
  /** Messages received, by transport. */
  readonly received: Readonly<Record<string, number>>;
}

export interface Verdict {
  readonly sentences: readonly string[];
  readonly passed: boolean;
}

/**
 * The verdict on a run. Since memory varies with garbage collections, the minimum of the third quarter is compared with the
 * minimum of the last one. A run without responses, without messages or without figures fails.
 */
export function verdictOn(samples: readonly Sample[], load: LoadCounts, subscribers: SubscriberCounts): Verdict {
  const errors = [load, subscribers].flatMap((one) => [...one.errors.values()]).reduce((sum, count) => sum + count, 0);
  const grown = (['rss', 'heap'] as const).map((name) => ({ name, ...growthOf(samples, name) }));
  const silent = Object.keys(subscribers.received).filter((transport) => subscribers.received[transport] === 0);
  const sentences = [
    ...grown.map(sentenceOf),
    ...(load.answered === 0 ? ['No response.'] : []),
    ...silent.map((transport) => `No messages over ${transport}.`),
    `${errors} errors.`,
  ];
  const passed = errors === 0 && load.answered > 0 && silent.length === 0 && grown.every(({ isMeasured, isLeak }) => isMeasured && !isLeak);
  return { sentences: [...sentences, passed ? 'Passed.' : 'FAILED.'], passed };
}

interface Growth {
  readonly from: number;
  readonly to: number;
  /** True where both quarters have figures. */
  readonly isMeasured: boolean;
  readonly isLeak: boolean;
}

function sentenceOf({ name, from, to, isMeasured, isLeak }: Growth & { readonly name: 'rss' | 'heap' }): string {
  const what = name === 'rss' ? 'Memory' : 'Heap';
  if (!isMeasured) return `${what}: not reported by the server.`;
  return `${what} over the last half: ${mebibytes(from)}, then ${mebibytes(to)}${isLeak ? ': it grows' : ''}.`;
}

function growthOf(samples: readonly Sample[], name: 'rss' | 'heap'): Growth {
  const least = (part: readonly Sample[]) => Math.min(...part.map((sample) => sample[name]));
  const quarter = (number: number) =>
    samples.slice(Math.floor((samples.length * number) / 4), Math.floor((samples.length * (number + 1)) / 4));
  const [from, to] = [least(quarter(2)), least(quarter(3))];
  return { from, to, isMeasured: Number.isFinite(from) && Number.isFinite(to), isLeak: to - from > Math.max(BYTES, from * SHARE) };
}
