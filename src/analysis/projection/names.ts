const LENGTH_BYTES = 2;
const MAX_NAME_BYTES = 0xffff;
const encoder = new TextEncoder();
// A name may begin with U+FEFF.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The offset of an unknown name. */
const NO_NAME = 0;

/** Texts that are remembered, so that they are not stored again; then they are forgotten. */
const MAX_REMEMBERED = 100_000;

/**
 * Names of entities, and dates of ties, concatenated as length-prefixed UTF-8: a tenth of the memory of as many strings. Append-only:
 * an offset always means the same text. Not shared with other threads, which answer in numbers.
 */
export class Names {
  #bytes = new Uint8Array(1024);
  /** Offset 0 is unused, since it means no name. */
  #end = 1;
  /** The offsets of texts that recur. */
  readonly #places = new Map<string, number>();

  /** Returns the offset of the name; NO_NAME where there is none, or one of more than 65,535 bytes. */
  add(name: string | undefined): number {
    if (name === undefined) return NO_NAME;
    const maxBytes = LENGTH_BYTES + 3 * name.length;
    if (this.#end + maxBytes > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length + maxBytes);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const place = this.#end;
    const { written } = encoder.encodeInto(name, this.#bytes.subarray(place + LENGTH_BYTES));
    if (written > MAX_NAME_BYTES) return NO_NAME;
    this.#bytes[place] = written & 0xff;
    this.#bytes[place + 1] = written >>> 8;
    this.#end = place + LENGTH_BYTES + written;
    return place;
  }

  /** As `add`, for a text that recurs: it is stored once, or a few times. */
  addOnce(text: string | undefined): number {
    if (text === undefined) return NO_NAME;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    if (this.#places.size >= MAX_REMEMBERED) this.#places.clear();
    const place = this.add(text);
    this.#places.set(text, place);
    return place;
  }

  at(place: number): string | null {
    if (place === NO_NAME) return null;
    const start = place + LENGTH_BYTES;
    return decoder.decode(this.#bytes.subarray(start, start + this.#bytes[place]! + 256 * this.#bytes[place + 1]!));
  }

  /** All of them, as `restored` takes them. */
  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }

  static restored(bytes: Uint8Array): Names {
    const names = new Names();
    names.#bytes = new Uint8Array(bytes);
    names.#end = bytes.length;
    return names;
  }

  /** Releases unused capacity. */
  trim(): void {
    this.#bytes = this.#bytes.slice(0, this.#end);
  }
}
