import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Columns, plain values, and objects and lists of these. */
export type Saved = null | boolean | number | string | Column | readonly Saved[] | { readonly [name: string]: Saved };
type Column = Int32Array | Uint16Array | Uint8Array;

const TYPES = { Int32Array, Uint16Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;

/** Where a column is in the file: its type, the byte at which it begins after the values, and how many numbers it has. */
interface Place {
  readonly $column: readonly [type: TypeName, at: number, length: number];
}

/*
 * The file: `MAGIC`, the length of the values in bytes, the values as JSON with a `Place` for each column, then the columns, each from
 * a multiple of ALIGNMENT on, so that the file in memory is the columns; at the end the SHA-256 of all before.
 */
const MAGIC = 'ALLEGIAN';
const VALUES_AT = 12;
const ALIGNMENT = 8;
const CHECKSUM_BYTES = 32;
/** Bytes that are checked and written at once: about a millisecond. */
const CHUNK = 2 ** 20;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Writes a value to a file, which takes the place of one of this name when it is complete. Columns may grow meanwhile. */
export async function writeColumns(file: string, value: Saved): Promise<void> {
  const columns: Column[] = [];
  let end = 0;
  const placed = (one: Saved): unknown => {
    if (one === null || typeof one !== 'object') return one;
    if (Array.isArray(one)) return one.map(placed);
    if (!ArrayBuffer.isView(one)) return Object.fromEntries(Object.entries(one).map(([name, each]) => [name, placed(each)]));
    const column = one as Column;
    const place: Place = { $column: [column.constructor.name as TypeName, end, column.length] };
    columns.push(column);
    end = aligned(end + column.byteLength);
    return place;
  };
  const values = Buffer.from(JSON.stringify(placed(value)));
  const head = Buffer.alloc(aligned(VALUES_AT + values.length), ' ');
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(head.length - VALUES_AT, MAGIC.length);
  values.copy(head, VALUES_AT);

  const temporary = `${file}.${process.pid}.draft`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    const write = async (bytes: Uint8Array): Promise<void> => {
      for (let at = 0; at < bytes.length; at += CHUNK) {
        // A copy, since others may append to what is written.
        const chunk = Buffer.from(bytes.subarray(at, at + CHUNK));
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    };
    await write(head);
    for (const column of columns) {
      await write(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
      await write(new Uint8Array(aligned(column.byteLength) - column.byteLength));
    }
    await handle.writeFile(hash.digest());
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The value that a file holds: its columns are shared memory, the file as it is. Null where there is no file.
 * @throws where the file is damaged, or none of these
 */
export async function readColumns(file: string): Promise<Saved> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    const memory = await checkedContents(handle);
    const view = new DataView(memory);
    const values = textIn(memory, VALUES_AT, view.getUint32(MAGIC.length, true));
    return JSON.parse(values, (_, one) => (isPlace(one) ? columnIn(memory, VALUES_AT + view.getUint32(MAGIC.length, true), one) : one));
  } finally {
    await handle.close();
  }
}

async function checkedContents(handle: FileHandle): Promise<SharedArrayBuffer> {
  const length = (await handle.stat()).size - CHECKSUM_BYTES;
  if (length < VALUES_AT) throw new Error('it is cut off');
  const memory = new SharedArrayBuffer(length);
  const hash = createHash('sha256');
  for (let at = 0; at < length; ) {
    const chunk = new Uint8Array(memory, at, Math.min(CHUNK, length - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) throw new Error('it is cut off');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  await handle.read(checksum, 0, CHECKSUM_BYTES, length);
  if (textIn(memory, 0, MAGIC.length) !== MAGIC) throw new Error('it is another kind of file');
  if (!hash.digest().equals(checksum)) throw new Error('its checksum is wrong');
  return memory;
}

function textIn(memory: SharedArrayBuffer, at: number, length: number): string {
  return Buffer.from(new Uint8Array(memory, at, length).slice()).toString();
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && '$column' in value;
}

function columnIn(memory: SharedArrayBuffer, start: number, { $column: [type, at, length] }: Place): Column {
  return new (TYPES[type] as new (buffer: ArrayBufferLike, at: number, length: number) => Column)(memory, start + at, length);
}
