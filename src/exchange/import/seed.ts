import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../engine/engine.ts';
import { AllegianceError } from '../../model/errors.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { countOf } from '../../write/report.ts';
import type { RowKind } from '../../write/validate/rows.ts';
import type { BatchRows } from '../../write/validate/validate.ts';
import { write } from '../../write/write.ts';
import { parseYaml } from './yaml.ts';

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
  if (problem) {
    const { location } = seed[problem.kind as RowKind][problem.row]!;
    throw new AllegianceError('BAD_INPUT', `${location}: ${problem.field ?? 'row'}: ${problem.message}`);
  }
  return countOf(report, 'CREATED') > 0 ? `Loaded the seed: ${counts}.` : 'The seed is already loaded.';
}

/** The files of the seed and the kind of their rows, in the order in which they are read. */
const SEED_FILES: readonly { readonly name: string; readonly kind: RowKind }[] = [
  { name: 'sources.yaml', kind: 'sources' },
  { name: 'places.yaml', kind: 'places' },
  { name: 'actors.yaml', kind: 'actors' },
  { name: 'article-events.yaml', kind: 'events' },
  { name: 'located-in.yaml', kind: 'relationships' },
  { name: 'article.yaml', kind: 'relationships' },
  { name: 'background.yaml', kind: 'relationships' },
];

/** A row of the seed and its location. */
export interface SeedRow {
  readonly row: unknown;
  /** `article.yaml, line 12, row 0`. */
  readonly location: string;
}

export type SeedRows = Record<RowKind, SeedRow[]>;

/**
 * Reads the seed.
 * @throws BAD_INPUT for a file that is unknown, not YAML or not a list
 */
export function readSeed(directory: string): SeedRows {
  const rows: SeedRows = { sources: [], documents: [], places: [], actors: [], events: [], relationships: [] };
  const unexpected = readdirSync(directory).filter((name) => name.endsWith('.yaml') && !SEED_FILES.some((file) => file.name === name));
  if (unexpected.length > 0)
    throw new AllegianceError('BAD_INPUT', `Expected only the known files of the seed; got ${unexpected.join(', ')}.`);
  for (const { name, kind } of SEED_FILES) rows[kind].push(...readRows(join(directory, name), name));
  return rows;
}

function readRows(path: string, name: string): SeedRow[] {
  const { value: rows, lineOf } = parseYaml(readFileSync(path, 'utf8'), name);
  if (!Array.isArray(rows)) throw new AllegianceError('BAD_INPUT', `${name}: expected a list of rows.`);
  return rows.map((row: unknown, index) => ({ row, location: `${name}, line ${lineOf([index])}, row ${index}` }));
}
