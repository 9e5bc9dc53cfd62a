import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file completely or not at all: `make` writes to another name, and the file is renamed at the end. Returns the result of `make`. */
export async function wholeFile<T>(file: string, make: (unfinished: string) => Promise<T>): Promise<T> {
  const unfinished = `${file}.part`;
  try {
    await rm(unfinished, { force: true });
    const made = await make(unfinished);
    await rename(unfinished, file);
    return made;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Writes pieces to a file. Overwrites an existing one. */
export function writePieces(file: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  return pipeline(Readable.from(pieces), createWriteStream(file));
}

/** Writes pieces to standard output. The reader may close the pipe early, as `head` does. */
export async function printPieces(pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
