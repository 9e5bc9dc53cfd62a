import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded store in its directory; its log lies beside it while it is open, or after it was killed. */
export const STORE_FILE = 'graph.grafeo';

/** The store, one that is being rebuilt, and the bases, each with its log; and the journals with their mark (`journal/files.ts`). */
const OF_THE_STORE = /^(?:(?:graph|rebuilt|base-\d+)\.grafeo|journal)/;

/** The files that make up the store of a directory; tokens, the lock and whatever else lies there are not among them. */
export function storeFiles(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => OF_THE_STORE.test(name)) : [];
}

/** Moves the store of one directory into another that has none. It must not be open. */
export function moveStore(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of storeFiles(from)) renameSync(join(from, name), join(to, name));
}
