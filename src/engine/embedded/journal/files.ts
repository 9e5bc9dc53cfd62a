import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type Files = ReturnType<typeof filesIn>;

/** What lies in the directory of an embedded store. Journal and base carry the number of their generation. */
export const filesIn = (directory: string) => ({
  directory,
  store: join(directory, 'graph.grafeo'),
  storeLog: join(directory, 'graph.grafeo.wal'),
  rebuilt: join(directory, 'rebuilt.grafeo'),
  rebuiltLog: join(directory, 'rebuilt.grafeo.wal'),
  lock: join(directory, 'lock.grafeo'),
  lockLog: join(directory, 'lock.grafeo.wal'),
  mark: join(directory, 'journal.mark'),
  journal: (generation: number) => join(directory, `journal-${generation}.log`),
  base: (generation: number) => join(directory, `base-${generation}.grafeo`),
});

/** A file's length in bytes and the SHA-256 of it. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** Null where there is no such file. */
export async function fingerprintOf(file: string): Promise<Fingerprint | null> {
  if (!(await exists(file))) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export async function isFile(file: string, { bytes, sha256 }: Fingerprint): Promise<boolean> {
  const found = await fingerprintOf(file);
  return found !== null && found.bytes === bytes && found.sha256 === sha256;
}

export async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

/** The numbers of the journals, or bases, that lie in a directory, rising. */
export async function generationsOf({ directory }: Files, kind: 'journal' | 'base'): Promise<number[]> {
  const pattern = kind === 'journal' ? /^journal-(\d+)\.log$/ : /^base-(\d+)\.grafeo$/;
  const numbers = (await readdir(directory)).flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  return numbers.sort((a, b) => a - b);
}

export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings new and changed names of a directory to the disk; where directories cannot be opened, the system does it itself. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
