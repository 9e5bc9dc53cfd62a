import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** The mask of new files before the first store was opened; null while none is open. */
let maskBefore: number | null = null;
let open = 0;

/**
 * From now on new files of this process are readable by its owner only: Grafeo gives its files no mode of its own, and makes some in
 * the background while a store is open.
 * In another thread than the main one it does nothing: the main thread has done it for all.
 * @returns what to call when the store is closed; idempotent
 */
export function keepFilesPrivate(): () => void {
  if (!isMainThread) return () => undefined;
  if (open++ === 0) maskBefore = process.umask(0o077);
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    if (--open > 0) return;
    process.umask(maskBefore!);
    maskBefore = null;
  };
}

/** The mode of a file that a command writes for others to read, whether a store is open or not. */
export function sharedMode(): number {
  return 0o666 & ~(maskBefore ?? process.umask());
}

/** Takes the files of a directory, which earlier versions left readable for others, from all but their owner. */
export async function makeFilesPrivate(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    // A file of another owner stays as it is.
    if (entry.isDirectory()) {
      await chmod(path, 0o700).catch(() => undefined);
      await makeFilesPrivate(path);
    } else if (entry.isFile()) await chmod(path, 0o600).catch(() => undefined);
  }
}
