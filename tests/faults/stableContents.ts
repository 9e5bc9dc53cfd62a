import { expect } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { digest } from '../support/engine/digest.ts';
import { counter, revisions } from '../support/write/stored.ts';

/** Contents of a store, without values that differ between runs: times, keys of requests, names of callers. */
export async function stableContents(engine: Engine): Promise<string[]> {
  const lines = await digest((statement) => engine.read(statement));
  return lines
    .filter((line) => !line.startsWith('[["Migration"]') && !line.startsWith('[["Token"]'))
    .map((line) =>
      line
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
        .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'KEY')
        .replace(/(\\*"by\\*":\\*")[^"\\]*/g, '$1SOMEBODY'),
    )
    .sort();
}

/** Expects the revisions 1 to the counter, each once. Returns the latest. */
export async function expectGaplessRevisions(engine: Engine): Promise<number> {
  const numbers = (await revisions(engine)).map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(await counter(engine)).toBe(numbers.length);
  return numbers.length;
}
