import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, type Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** File name of the embedded store; Grafeo's own log lies next to it while it is open, or after the process was killed. */
export const STORE_FILE = 'graph.grafeo';

/** The store, a store being rebuilt, and the snapshots, each with Grafeo's log; the log segments and the checkpoint . */
const STORE_FILES = /^(?:(?:graph|rebuilt|base-\d+)\.grafeo|journal)/;

/** Names of the files that make up the store of a directory; without tokens, the lock and other files. */
export function storeFiles(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => STORE_FILES.test(name)) : [];
}

/** The file beside a directory that remembers the highest revision acknowledged in it. */
export function acknowledgedFile(directory: string): string {
  return `${resolve(directory)}.acknowledged`;
}

export type StoreFiles = ReturnType<typeof storeFilesIn>;

/**
 * Paths of the files of an embedded store. A log segment and its snapshot have the same number. `*Log` are Grafeo's own logs.
 * The names on disk are part of the file format: existing stores have them.
 */
export const storeFilesIn = (directory: string) => ({
  directory,
  store: join(directory, STORE_FILE),
  storeWal: join(directory, 'graph.grafeo.wal'),
  rebuilt: join(directory, 'rebuilt.grafeo'),
  rebuiltWal: join(directory, 'rebuilt.grafeo.wal'),
  lock: join(directory, 'lock.grafeo'),
  lockWal: join(directory, 'lock.grafeo.wal'),
  checkpoint: join(directory, 'journal.mark'),
  /** A directory in which a snapshot is being built. */
  building: join(directory, 'building'),
  segment: (number: number) => join(directory, `journal-${number}.log`),
  snapshot: (number: number) => join(directory, `base-${number}.grafeo`),
});

/** Length in bytes and SHA-256 of a file. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** Null if there is no such file. */
export async function fingerprintOf(file: string): Promise<Fingerprint | null> {
  if (!(await fileExists(file))) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export async function hasFingerprint(file: string, { bytes, sha256 }: Fingerprint): Promise<boolean> {
  const found = await fingerprintOf(file);
  return found !== null && found.bytes === bytes && found.sha256 === sha256;
}

/** Whether a name leads to a file that is open. */
export function isSameFile(named: Pick<Stats, 'dev' | 'ino'> | null, held: Pick<Stats, 'dev' | 'ino'>): boolean {
  return named !== null && named.dev === held.dev && named.ino === held.ino;
}

export async function fileExists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

/** The numbers of the log segments, or snapshots, in a directory, ascending. */
export async function segmentNumbersOf({ directory }: StoreFiles, kind: 'segment' | 'snapshot'): Promise<number[]> {
  const pattern = kind === 'segment' ? /^journal-(\d+)\.log$/ : /^base-(\d+)\.grafeo$/;
  const numbers = (await readdir(directory)).flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  return numbers.sort((a, b) => a - b);
}

export async function syncFile(file: string, flags = 'r+'): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs new and changed names of a directory to disk. Windows cannot open directories, and syncs them by itself. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform !== 'win32') await syncFile(directory, 'r');
}
