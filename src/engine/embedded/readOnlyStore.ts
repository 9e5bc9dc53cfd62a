import { accessSync, constants } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeFiles } from './storeFiles.ts';

/** Whether this process may write into a directory: not on a read-only medium, and not without permission. */
export function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export interface StoreCopy {
  readonly directory: string;
  remove(): Promise<void>;
}

/** Copies the store of a directory that cannot be written to a temporary one, where it can be opened, and repaired if necessary. */
export async function copyReadOnlyStore(directory: string): Promise<StoreCopy> {
  const copy = await mkdtemp(join(tmpdir(), 'allegiance-read-only-'));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    // Without Grafeo's own logs, which the log of the store makes needless.
    for (const name of storeFiles(directory).filter((one) => !one.endsWith('.wal')))
      await copyFile(join(directory, name), join(copy, name));
    return { directory: copy, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
