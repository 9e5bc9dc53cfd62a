import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { lockDirectory, openError } from './grafeo.ts';
import { storeFiles, storeFilesIn, syncDirectory } from './storeFiles.ts';

/**
 * A store that takes the place of another: what moves from where to where, in a file of the directory. It is written before
 * anything moves and deleted when all is done, so a process that is killed meanwhile leaves work that the next one finishes.
 */
interface Replacement {
  /** The directory of the new store. */
  readonly from: string;
  /** The directory that the old store is moved to; null where there was none. */
  readonly aside: string | null;
  /** Names of the files of the old store, and of the new one. */
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

const replacementFile = (directory: string): string => join(directory, 'replacement.json');

/** Is there a store in a directory, or one that was about to be put there? */
export function hasStore(directory: string): boolean {
  return storeFiles(directory).length > 0 || existsSync(replacementFile(directory));
}

/**
 * Puts the store of another directory, which is on the same disk, in the place of the one in `directory`, if there is one.
 * Wherever it is interrupted, the next to open the directory finds the old store or the new one, complete.
 * @param aside A new directory that the old store is moved to.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function replaceStore(directory: string, from: string, aside: string | null): Promise<void> {
  const files = storeFilesIn(directory);
  try {
    await mkdir(directory, { recursive: true });
    const lock = await lockDirectory(directory, files.lock, files.lockWal);
    try {
      await finishReplacement(directory);
      const old = storeFiles(directory);
      const replacement: Replacement = { from: resolve(from), aside: aside && resolve(aside), old, fresh: storeFiles(from) };
      await writeReplacement(directory, replacement);
      await finishReplacement(directory);
    } finally {
      lock.close();
    }
  } catch (error) {
    throw openError(directory, error);
  }
}

async function writeReplacement(directory: string, replacement: Replacement): Promise<void> {
  if (replacement.aside !== null) mkdirSync(replacement.aside, { recursive: true, mode: 0o700 });
  const temporary = `${replacementFile(directory)}.draft`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(replacement));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncDirectory(dirname(resolve(directory)));
  await rename(temporary, replacementFile(directory));
  await syncDirectory(directory);
}

/**
 * Finishes a replacement that was interrupted; undoes it where the new store is missing. The directory must be locked.
 * @returns what was done, as a text for the log; null if there was nothing to do
 */
export async function finishReplacement(directory: string): Promise<string | null> {
  const content = await readFile(replacementFile(directory), 'utf8').catch(() => null);
  if (content === null) return null;
  const replacement = JSON.parse(content) as Replacement;
  const isUndone = freshFiles(directory, replacement).includes('missing');
  if (isUndone) undo(directory, replacement);
  else finish(directory, replacement);
  const { from, aside } = replacement;
  for (const changed of [directory, aside]) if (changed !== null && existsSync(changed)) await syncDirectory(changed);
  await rm(replacementFile(directory));
  await syncDirectory(directory);
  if (!isUndone) await rm(from, { recursive: true, force: true });
  const before = aside === null ? '' : ` The store before it is in ${aside}.`;
  return isUndone
    ? `A restore was interrupted, and what it was to restore is missing from ${from}; the store is again the one before it.`
    : `A restore was interrupted; it has been finished.${before}`;
}

function isMovedAside({ aside }: Replacement, name: string): boolean {
  return aside !== null && existsSync(join(aside, name));
}

/** Where each file of the new store is: still in its own directory, already in place, or nowhere. */
function freshFiles(directory: string, replacement: Replacement): ('waiting' | 'in place' | 'missing')[] {
  return replacement.fresh.map((name) => {
    if (existsSync(join(replacement.from, name))) return 'waiting';
    const isOld = replacement.old.includes(name) && !isMovedAside(replacement, name);
    return existsSync(join(directory, name)) && !isOld ? 'in place' : 'missing';
  });
}

function finish(directory: string, replacement: Replacement): void {
  const { from, aside, old, fresh } = replacement;
  for (const name of old) {
    if (!isMovedAside(replacement, name) && existsSync(join(directory, name))) renameSync(join(directory, name), join(aside!, name));
  }
  for (const name of fresh) if (existsSync(join(from, name))) renameSync(join(from, name), join(directory, name));
}

function undo(directory: string, replacement: Replacement): void {
  const found = freshFiles(directory, replacement);
  replacement.fresh.forEach((name, index) => {
    if (found[index] === 'in place') rmSync(join(directory, name), { recursive: true });
  });
  for (const name of replacement.old.filter((one) => isMovedAside(replacement, one)))
    renameSync(join(replacement.aside!, name), join(directory, name));
}

/**
 * How names of directories begin that lie beside a store, on the same disk: `DIRECTORY.`, or `DIRECTORY/` where the directory is the
 * root of a disk of its own, such as a mounted volume, or nothing may be written beside it.
 */
export function besideStore(directory: string): string {
  const parent = dirname(resolve(directory));
  const isApart = existsSync(directory) && (!mayWrite(parent) || statSync(directory).dev !== statSync(parent).dev);
  return isApart ? `${directory}${sep}` : `${directory}.`;
}

function mayWrite(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What restores left beside a store: stores that were replaced, and copies that were not used. */
export function storesBeside(directory: string): { readonly replaced: readonly string[]; readonly unused: readonly string[] } {
  const start = resolve(directory) + besideStore(directory).at(-1);
  const parent = dirname(`${start}x`);
  const names = existsSync(parent) ? readdirSync(parent) : [];
  const named = (ending: string) => names.map((name) => join(parent, name)).filter((path) => path.startsWith(`${start}${ending}-`));
  return { replaced: named('replaced'), unused: named('restoring') };
}
