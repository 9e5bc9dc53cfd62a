import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Root directory of the package, which holds `schema`, `seed` and `dist`. Works from `dist/server` and from `src`. */
export const PACKAGE_ROOT = rootAbove(import.meta.dirname);

function rootAbove(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : rootAbove(dirname(directory));
}
