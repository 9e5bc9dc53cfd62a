import { open, rm, stat } from 'node:fs/promises';
import { AllegianceError } from '../model/errors.ts';

/** Milliseconds between two tries, after which a lock counts as left by a process that died, and to wait at most. */
const RETRY = 20;
const STALE = 5_000;
const PATIENCE = 10_000;

/**
 * Does something while no other process does what the same file guards.
 * @throws STORE_IN_USE when the others do not come to an end
 */
export async function exclusively<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE;
  while (!(await taken(file))) {
    if (Date.now() > until) throw new AllegianceError('STORE_IN_USE', `Another process holds ${file}. Remove it if there is none.`);
    if (await isStale(file)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function taken(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > STALE;
}
