import { PassThrough, pipeline, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { AllegianceError } from '../../../model/errors.ts';

/** The first bytes of compressed files. The file name does not matter. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
export const MAGIC_LENGTH = 4;

/**
 * The content of a file, decompressed where its first bytes say that it is gzip or Zstandard. It is streamed: the whole
 * decompressed content is never in memory.
 * @throws BAD_INPUT for a damaged file, and for Zstandard where this Node has none
 */
export async function* decompressed(open: () => NodeJS.ReadableStream, magic: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const decompressor = decompressorFor(magic, name);
  // An error of either stream ends the decompressor, which is read here.
  pipeline(open(), decompressor, () => undefined);
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
