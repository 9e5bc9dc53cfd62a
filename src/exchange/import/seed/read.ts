import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { AllegianceError } from '../../../model/errors.ts';
import type { Problem } from '../../../write/validate/problem.ts';
import { ROW_SCHEMAS, type RowKind } from '../../../write/validate/rows.ts';
import { parseRow } from '../../../write/validate/validate.ts';

/** The files of the seed and the kind of their rows, in the order in which they are read. */
export const SEED_FILES: readonly { readonly name: string; readonly kind: RowKind }[] = [
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
 * @throws BAD_INPUT with file, line and row for the first row that does not match its schema
 */
export function readSeed(directory: string): SeedRows {
  const rows: SeedRows = { sources: [], places: [], actors: [], events: [], relationships: [] };
  const unexpected = readdirSync(directory).filter((name) => name.endsWith('.yaml') && !SEED_FILES.some((file) => file.name === name));
  if (unexpected.length > 0)
    throw new AllegianceError('BAD_INPUT', `Expected only the known files of the seed; got ${unexpected.join(', ')}.`);
  for (const { name, kind } of SEED_FILES) rows[kind].push(...readRows(join(directory, name), name, kind));
  return rows;
}

function readRows(path: string, name: string, kind: RowKind): SeedRow[] {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: counter });
  const [syntax] = document.errors;
  if (syntax) throw new AllegianceError('BAD_INPUT', `${name}: ${syntax.message}`);
  const rows: unknown = document.toJS();
  if (!Array.isArray(rows)) throw new AllegianceError('BAD_INPUT', `${name}: expected a list of rows.`);
  return rows.map((row: unknown, index): SeedRow => {
    const node = document.getIn([index], true);
    const line = isNode(node) && node.range ? counter.linePos(node.range[0]).line : 0;
    const location = `${name}, line ${line}, row ${index}`;
    const checked = parseRow<unknown>(ROW_SCHEMAS[kind], row);
    if ('problems' in checked) throw rowError(location, checked.problems[0]!);
    return { row, location };
  });
}

/** The error for a row of the seed, with its location. */
export function rowError(location: string, { field, message }: Problem): AllegianceError {
  return new AllegianceError('BAD_INPUT', `${location}: ${field ?? 'row'}: ${message}`);
}
