import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the repository, both for the sources and for compiled benchmarks. */
export const ROOT = rootOf(import.meta.dirname);

function rootOf(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : rootOf(dirname(directory));
}
