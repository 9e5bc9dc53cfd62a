import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AllegianceError } from '../../../model/errors.ts';
import type { ImportInput } from '../format.ts';
import { type Encoding, toUtf8 } from '../text/encoding.ts';
import { decompressed, MAGIC_LENGTH } from './decompress.ts';

/** The file name that means standard input. */
export const STANDARD_INPUT = '-';

/** An input that reports how far it has been read. */
export interface OpenedInput extends ImportInput {
  /** Size of the file in bytes, compressed or not. */
  readonly size: number;
  /** How many of these bytes have been read since it was last opened. */
  bytesTaken(): number;
  /** Removes the temporary file of standard input. */
  close(): Promise<void>;
}

/**
 * Opens a file, or standard input for `-`, which is copied to a temporary file so that it can be read more than once.
 * @throws BAD_INPUT where the file cannot be read
 */
export async function openInput(name: string, stdin: NodeJS.ReadableStream = process.stdin): Promise<OpenedInput> {
  if (name !== STANDARD_INPUT) return fileInput(name, name);
  const directory = await mkdtemp(join(tmpdir(), 'allegiance-import-'));
  const file = join(directory, 'stdin');
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    await pipeline(stdin, createWriteStream(file, { mode: 0o600 }));
    return await fileInput(name, file, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The input converted from this encoding to UTF-8. */
export function convertedToUtf8(input: OpenedInput, encoding: Encoding): OpenedInput {
  return { ...input, open: () => toUtf8(input.open(), encoding) };
}

async function fileInput(name: string, path: string, close: () => Promise<void> = async () => undefined): Promise<OpenedInput> {
  const magic = await firstBytes(path, name);
  const { size } = await stat(path);
  let bytesTaken = 0;
  return {
    name,
    size,
    bytesTaken: () => bytesTaken,
    open() {
      bytesTaken = 0;
      const bytes = (): NodeJS.ReadableStream =>
        createReadStream(path)
          .on('data', (chunk) => {
            bytesTaken += chunk.length;
          })
          .pause();
      return decompressed(bytes, magic, name);
    },
    close,
  };
}

async function firstBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_LENGTH), 0, MAGIC_LENGTH, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : message;
    throw new AllegianceError('BAD_INPUT', `Expected a file that can be read; got ${name}: ${reason}.`, {}, { cause: error });
  }
}
