import { inject } from 'vitest';
import { Draw } from '../attacks/fuzz/draw.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the samples of this run are drawn from; null where nothing is left out. */
    sample: number | null;
  }
}

/** The seed of a run's samples: ALLEGIANCE_SAMPLE names it, or is `all`; else it is another one each time. */
export function sampleSeed(environment = process.env): number | null {
  const { ALLEGIANCE_SAMPLE: named } = environment;
  if (named === 'all') return null;
  return named === undefined || named === '' ? Math.floor(Math.random() * 2 ** 31) : Number(named);
}

/**
 * Some of a table that is too long to be gone through each time, in its order: one of each so many that stand side by side,
 * others each run, and all with ALLEGIANCE_SAMPLE=all. The output of a run names its seed.
 */
export function oneOf<T>(many: number, table: readonly T[]): T[] {
  const seed = inject('sample');
  if (seed === null || many <= 1) return [...table];
  const draw = new Draw(seed);
  const groups = Array.from({ length: Math.ceil(table.length / many) }, (_, group) => table.slice(group * many, (group + 1) * many));
  return groups.map((group) => draw.of(group));
}
