import { expect } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { digest } from '../../support/engine/digest.ts';

const REVISIONS = { name: 'test.revisions', text: 'MATCH (r:Revision) RETURN r.number ORDER BY r.number' };

/** Expects that an open store holds the revisions 1 to `last`, or to the latest one, each once, with their data. Returns the latest. */
export async function expectRevisions(engine: Engine, digests: string[][], last?: number): Promise<number> {
  const numbers = (await engine.read(REVISIONS)).map(([number]) => number as number);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  if (last !== undefined) expect(numbers.length).toBe(last);
  expect(await digest(engine.read)).toEqual(digests[numbers.length]);
  return numbers.length;
}

/** Opens a directory, expects the history in it, closes it; returns the notice of opening it. */
export async function expectHistory(directory: string, digests: string[][], last: number): Promise<string | null> {
  const engine = await openEmbedded(directory);
  try {
    await expectRevisions(engine, digests, last);
    return engine.notice;
  } finally {
    await engine.close();
  }
}
