/** One value a tie and column, in memory that threads share: 40 bytes a tie, and 4 for `Buffers.byTo`. */
export interface TieColumns {
  /** Node indexes of the ends, seen through merges. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  readonly clo: Int32Array;
  readonly chi: Int32Array;
  /** Type and status in one number: `types.ts`. */
  readonly typeStatus: Uint16Array;
  /** Ten-thousandths. */
  readonly confidence: Uint16Array;
  /** The revision from which it is no more; ALIVE until then. */
  readonly died: Int32Array;
  /** The 60 bits that are its own in its id. */
  readonly ownHigh: Int32Array;
  readonly ownLow: Int32Array;
}

/** Stands in `died` for "still there": later than any revision. */
export const ALIVE = 0x7fff_ffff;

export function tieColumns(capacity: number): TieColumns {
  return {
    from: int32(capacity),
    to: int32(capacity),
    lo: int32(capacity),
    hi: int32(capacity),
    clo: int32(capacity),
    chi: int32(capacity),
    typeStatus: uint16(capacity),
    confidence: uint16(capacity),
    died: int32(capacity),
    ownHigh: int32(capacity),
    ownLow: int32(capacity),
  };
}

const NAMES = Object.keys(tieColumns(0)) as (keyof TieColumns)[];

/** The same ties with room for `capacity`. */
export function enlarged(ties: TieColumns, capacity: number): TieColumns {
  const larger = tieColumns(capacity);
  for (const name of NAMES) larger[name].set(ties[name]);
  return larger;
}

/** Takes the ties of `source` in the given order, column by column. */
export function gather(source: TieColumns, order: Int32Array, target: TieColumns): void {
  for (const name of NAMES) pick(source[name], order, target[name]);
}

export function copyTie(ties: TieColumns, source: number, target: number): void {
  for (const name of NAMES) ties[name][target] = ties[name][source]!;
}

/** Puts the ties into the given order where they are; one spare column at a time, so that ten million ties fit in 1 GB. */
export function reorder(ties: TieColumns, count: number, order: Int32Array): void {
  const spare = new ArrayBuffer(4 * count);
  for (const name of NAMES) {
    const column = ties[name];
    const copy = column.BYTES_PER_ELEMENT === 4 ? new Int32Array(spare, 0, count) : new Uint16Array(spare, 0, count);
    copy.set(column.subarray(0, count));
    pick(copy, order, column);
  }
}

function pick(source: Int32Array | Uint16Array, order: Int32Array, target: Int32Array | Uint16Array): void {
  for (let i = 0; i < order.length; i++) target[i] = source[order[i]!]!;
}

export function int32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function uint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

export function uint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
