import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded store in its directory; its log lies beside it while it is open, or after it was killed. */
export const STORE_FILE = 'graph.grafeo';

/** The files that make up the store of a directory; tokens and whatever else lies there are not among them. */
export function storeFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => name === STORE_FILE || name.startsWith(`${STORE_FILE}.`) || name.startsWith('journal'));
}

/** Moves the store of a directory into a new one beside it. The store must not be open. */
export function putStoreAside(directory: string, aside: string): void {
  mkdirSync(aside, { recursive: true });
  for (const name of storeFiles(directory)) renameSync(join(directory, name), join(aside, name));
}
