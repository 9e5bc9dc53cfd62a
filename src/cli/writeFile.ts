import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file completely or not at all: `make` writes to another name, and the file is renamed at the end. Returns the result of `make`. */
export async function writeAtomically<T>(file: string, make: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${file}.part`;
  try {
    await rm(temporary, { force: true });
    const result = await make(temporary);
    await rename(temporary, file);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
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
