import { createHash } from 'node:crypto';
import type { Engine } from '../../../engine/engine.ts';
import { latestRevisionOf } from '../../../revisions/clock.ts';
import { countOf } from '../../../write/report.ts';
import type { RowKind } from '../../../write/validate/rows.ts';
import type { BatchRows } from '../../../write/validate/validate.ts';
import { write } from '../../../write/write.ts';
import { readSeed, rowError } from './read.ts';

/** True where nothing was ever written to the store. */
export async function isEmpty(engine: Engine): Promise<boolean> {
  return (await latestRevisionOf(engine)) === 0;
}

/**
 * Writes the seed into an empty store, in one revision.
 * @returns a sentence that reports the result
 * @throws BAD_INPUT with the first wrong row; then nothing is written
 */
export async function loadSeed(engine: Engine, directory: string, now: Date): Promise<string> {
  const seed = readSeed(directory);
  const counts = `${seed.actors.length} actors, ${seed.places.length} places, ${seed.relationships.length} relationships, ${seed.events.length} events, ${seed.sources.length} sources`;
  const rows = Object.fromEntries(Object.entries(seed).map(([kind, list]) => [kind, list.map(({ row }) => row)])) as BatchRows;
  const key = `seed ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  const report = await write(engine, rows, { key, by: 'seed', at: now, action: 'IMPORTED', summary: `Seed: ${counts}` });
  const [problem] = report.problems;
  if (problem) throw rowError(seed[problem.kind as RowKind][problem.row]!.location, problem);
  return countOf(report, 'CREATED') > 0 ? `Loaded the seed: ${counts}.` : 'The seed is already loaded.';
}
