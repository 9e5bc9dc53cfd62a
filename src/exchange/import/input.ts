import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { AllegianceError } from '../../model/errors.ts';
import { type Encoding, toUtf8 } from './encodings.ts';
import type { ImportInput } from './format.ts';

/** The file name that means standard input. */
const STANDARD_INPUT = '-';

/** The first bytes of compressed files. The file name does not matter. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const MAGIC_LENGTH = 4;

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

/**
 * The content of a file, decompressed where its first bytes say that it is gzip or Zstandard. It is streamed: the whole
 * decompressed content is never in memory.
 * @throws BAD_INPUT for a damaged file, and for Zstandard where this Node has none
 */
async function* decompressed(open: () => NodeJS.ReadableStream, magic: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const decompressor = decompressorFor(magic, name);
  // An error of either stream ends the decompressor, which is read here.
  pipeline(open(), decompressor).catch(() => undefined);
  try {
    yield* decompressor as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof AllegianceError) throw error;
    throw new AllegianceError(
      'BAD_INPUT',
      `${name} is damaged or incomplete and cannot be read to its end: ${(error as Error).message}.`,
      {},
      { cause: error },
    );
  } finally {
    decompressor.destroy();
  }
}

function decompressorFor(magic: Uint8Array, name: string): Transform {
  const startsWith = (prefix: Buffer): boolean => prefix.equals(magic.subarray(0, prefix.length));
  if (startsWith(GZIP)) return zlib.createGunzip();
  if (!startsWith(ZSTD)) return new PassThrough();
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };
  if (createZstdDecompress) return createZstdDecompress();
  const message = `${name} is compressed with Zstandard, which Node ${process.versions.node} cannot read: decompress it first (zstd -d), or use Node 22.15 or later.`;
  throw new AllegianceError('BAD_INPUT', message);
}
