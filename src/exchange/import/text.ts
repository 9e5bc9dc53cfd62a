import { isUtf8 } from 'node:buffer';
import { AllegianceError } from '../../model/errors.ts';

/** The encodings in which files can be read. */
export const ENCODINGS = ['utf-8', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The characters of Windows-1252 at 0x80 to 0x9F, where ISO 8859-1 has control characters. Decoders of Node confuse the two. */
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Converts bytes to UTF-8. UTF-8 is passed through unchecked; `wholeLines` checks it. */
export function toUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<Uint8Array> {
  return encoding === 'utf-8' ? bytes : fromWindows1252(bytes);
}

async function* fromWindows1252(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    const latin = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    yield Buffer.from(
      latin.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252_HIGH[character.charCodeAt(0) - 0x80]!),
      'utf8',
    );
  }
}

/** The most bytes of a line: a file with a line of a gigabyte gives an error instead of filling the memory. */
export const MAX_LINE_BYTES = 1_048_576;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits bytes into pieces of whole lines, and checks that they are UTF-8. A byte order mark at the start is left out.
 * @param name Name of the file, for errors.
 * @throws BAD_INPUT with the line that is not UTF-8, or too long
 */
export async function* wholeLines(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let isFirst = true;
  for await (const chunk of bytes) {
    const piece = Buffer.concat([rest, chunk]);
    const end = Math.max(piece.lastIndexOf(LINE_FEED), piece.lastIndexOf(CARRIAGE_RETURN, piece.length - 2)) + 1;
    rest = piece.subarray(end);
    if (rest.length > MAX_LINE_BYTES) throw lineTooLong(name, line + linesIn(piece.subarray(0, end)));
    if (end === 0) continue;
    const whole = checkUtf8(piece.subarray(0, end), name, line);
    line += linesIn(whole);
    yield isFirst ? withoutByteOrderMark(whole) : whole;
    isFirst = false;
  }
  if (rest.length > 0) yield isFirst ? withoutByteOrderMark(checkUtf8(rest, name, line)) : checkUtf8(rest, name, line);
}

function checkUtf8(piece: Buffer, name: string, firstLine: number): Buffer {
  if (isUtf8(piece)) return piece;
  let line = firstLine;
  for (let start = 0; start < piece.length; line++) {
    const found = piece.indexOf(LINE_FEED, start);
    const end = found === -1 ? piece.length : found + 1;
    if (!isUtf8(piece.subarray(start, end))) break;
    start = end;
  }
  const message = `Expected ${name} to be UTF-8; line ${line} is not. Name the encoding of the file; for most files of Excel it is --encoding windows-1252.`;
  throw new AllegianceError('BAD_INPUT', message, { line });
}

function lineTooLong(name: string, line: number): AllegianceError {
  const message = `Expected lines of at most ${MAX_LINE_BYTES} bytes; line ${line} of ${name} is longer. Is it a text file?`;
  return new AllegianceError('BAD_INPUT', message, { line });
}

function linesIn(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

function withoutByteOrderMark(piece: Buffer): Buffer {
  return piece.subarray(0, 3).equals(BOM) ? piece.subarray(3) : piece;
}
