import { inject } from 'vitest';
import { Draw } from '../attacks/fuzz/draw.ts';
import { ALL } from './scope.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The seed of the samples of this run; null where tables are tested in full. */
    sample: number | null;
  }
}

/** The seed of a run's samples: ALLEGIANCE_SAMPLE, null where that is `all`, else a random one. */
export function sampleSeed(environment = process.env): number | null {
  const { ALLEGIANCE_SAMPLE: named } = environment;
  if (named === 'all') return null;
  return named === undefined || named === '' ? Math.floor(Math.random() * 2 ** 31) : Number(named);
}

/**
 * A random sample of a table that is too long to be tested in full on each run: one of every `many` consecutive entries, in
 * order; all entries with ALLEGIANCE_SAMPLE=all. The output of a run names its seed.
 */
export function oneOf<T>(many: number, table: readonly T[]): T[] {
  const seed = inject('sample');
  if (seed === null || many <= 1) return [...table];
  const draw = new Draw(seed);
  const groups = Array.from({ length: Math.ceil(table.length / many) }, (_, group) => table.slice(group * many, (group + 1) * many));
  return groups.map((group) => draw.of(group));
}

/** The whole table with --all, else one of every `many` entries: for tables whose entries take seconds each. */
export const quickly = <T>(many: number, table: readonly T[]): readonly T[] => (ALL ? table : oneOf(many, table));
