import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** File name of the embedded store; Grafeo's own log lies next to it while it is open, or after the process was killed. */
export const STORE_FILE = 'graph.grafeo';

/** The store, a store being rebuilt, and the snapshots, each with Grafeo's log; the log segments and the checkpoint (`wal/files.ts`). */
const STORE_FILES = /^(?:(?:graph|rebuilt|base-\d+)\.grafeo|journal)/;

/** Names of the files that make up the store of a directory; without tokens, the lock and other files. */
export function storeFiles(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => STORE_FILES.test(name)) : [];
}

/** Moves a store, which must not be open, to a directory that has none. */
export function moveStore(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of storeFiles(from)) renameSync(join(from, name), join(to, name));
}
