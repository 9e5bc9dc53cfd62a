import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files of a directory except the lock, with their contents. */
export function contents(directory: string): [string, string][] {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => !file.includes('lock.grafeo'));
  return files.sort().map((file) => [file, readFileSync(file, 'base64')]);
}
