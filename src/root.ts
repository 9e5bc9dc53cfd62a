import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory of this package, from `dist/server` as from `src`: it holds `schema`, `seed` and `dist`. */
export const PACKAGE_ROOT = rootAbove(import.meta.dirname);

function rootAbove(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : rootAbove(dirname(directory));
}
