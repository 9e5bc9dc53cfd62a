import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownTable } from '../../exchange/import/csv/knownTables.ts';
import { readMapping } from '../../exchange/import/csv/mapping.ts';
import { PACKAGE_ROOT } from '../../root.ts';

const FOLDER = join(PACKAGE_ROOT, 'mappings');
const EXTENSION = '.yaml';

/** The names of the mappings that come with the program: `acled`. */
export function shippedNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => name.slice(0, -EXTENSION.length))
    .sort();
}

/** The path of a mapping that comes with the program; null where none has this name. */
export function shippedPath(name: string): string | null {
  return shippedNames().includes(name) ? join(FOLDER, `${name}${EXTENSION}`) : null;
}

/** The tables for which mappings come with the program. */
export function shippedTables(): KnownTable[] {
  return shippedNames().flatMap((name) => {
    const text = readFileSync(shippedPath(name)!, 'utf8');
    const { table } = readMapping(text, `${name}${EXTENSION}`).mapping;
    return table ? [{ name, table, text }] : [];
  });
}
