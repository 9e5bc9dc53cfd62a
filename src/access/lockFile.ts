import { open, rm, stat } from 'node:fs/promises';
import { AllegianceError } from '../model/errors.ts';

/** Milliseconds between two attempts. */
const RETRY_INTERVAL = 20;
/** Milliseconds after which a lock file counts as left behind by a process that died. */
const STALE_AFTER = 5_000;
/** Milliseconds to wait for the lock at most. */
const ACQUIRE_TIMEOUT = 10_000;

/**
 * Runs `work` while this process alone holds the lock file.
 * @throws STORE_IN_USE if another process holds it for more than 10 seconds
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + ACQUIRE_TIMEOUT;
  while (!(await tryAcquire(file))) {
    if (Date.now() > deadline)
      throw new AllegianceError(
        'STORE_IN_USE',
        `Another process holds the lock file ${file}. If no other process is running, remove the file.`,
      );
    if (await isStale(file)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryAcquire(file: string): Promise<boolean> {
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
  return found !== null && Date.now() - found.mtimeMs > STALE_AFTER;
}
