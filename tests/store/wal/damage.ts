import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** One way to damage a file; `at` is the position, as a share of its length. */
export interface Damage {
  readonly how: 'truncate' | 'flip' | 'garble' | 'zero' | 'delete';
  readonly at: number;
  readonly bit: number;
}

const PAGE = 4_096;
const BLOCK = 300;

/** Any damage. Deleting is rare, because it is the same every time. */
const anyDamage: fc.Arbitrary<Damage> = fc.record({
  how: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('truncate' as const, 'flip' as const, 'garble' as const, 'zero' as const) },
    { weight: 1, arbitrary: fc.constant('delete' as const) },
  ),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  bit: fc.nat(7),
});

/** Damages a file; returns whether its content has changed, which zeroing a page of zeros does not. */
export function damageFile(file: string, { how, at, bit }: Damage): boolean {
  if (how === 'delete') {
    rmSync(file);
    return true;
  }
  const before = readFileSync(file);
  const position = Math.floor(before.length * at);
  const after = Buffer.from(how === 'truncate' ? before.subarray(0, position) : before);
  if (how === 'flip') after[position]! ^= 1 << bit;
  if (how === 'garble') for (let n = position; n < Math.min(position + BLOCK, after.length); n++) after[n]! ^= 1 + ((n * 31 + bit) % 255);
  if (how === 'zero')
    after
      .subarray(position - (position % PAGE))
      .subarray(0, PAGE)
      .fill(0);
  writeFileSync(file, after);
  return !after.equals(before);
}

export const storeIn = (directory: string): string => join(directory, 'graph.grafeo');
export const checkpointIn = (directory: string): string => join(directory, 'journal.mark');

/** Grafeo's own log, which exists while the store is open. */
export function grafeoLogIn(directory: string): string {
  const log = `${storeIn(directory)}.wal`;
  return join(log, existsSync(log) ? readdirSync(log)[0]! : '');
}

/** The only segment of the write-ahead log, and its snapshot. */
export const segmentIn = (directory: string): string => only(directory, /^journal-\d+\.log$/);
export const snapshotIn = (directory: string): string => only(directory, /^base-\d+\.grafeo$/);

function only(directory: string, pattern: RegExp): string {
  const [name, ...more] = readdirSync(directory).filter((found) => pattern.test(found));
  if (name === undefined || more.length > 0) throw new Error(`expected one ${pattern} in ${readdirSync(directory).join(', ')}`);
  return join(directory, name);
}

/** Checks a property for many random damages; fast-check prints the seed and the counterexample. */
export async function forDamages(runs: number, holds: (damage: Damage, other: Damage) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(anyDamage, anyDamage, holds), { numRuns: runs, endOnFailure: true });
}
