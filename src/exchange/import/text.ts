import { isUtf8 } from 'node:buffer';
import { AllegianceError } from '../../model/errors.ts';
import { guessEncoding, readingsOf } from './encodings.ts';

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
    if (!isUtf8(piece.subarray(start, end))) throw notUtf8(piece, piece.subarray(start, end), name, line);
    start = end;
  }
  throw notUtf8(piece, piece, name, line);
}

/** The right encoding cannot be known from a few bytes, so the error shows how the likely ones read them. */
function notUtf8(piece: Buffer, wrongLine: Buffer, name: string, line: number): AllegianceError {
  const { encodings } = guessEncoding(piece);
  const message = `Expected ${name} to be UTF-8; line ${line} is not. It has ${readingsOf(wrongLine, encodings).join(', ')}. Name the encoding that reads it right, such as --encoding ${encodings[0]}.`;
  return new AllegianceError('BAD_INPUT', message, { line });
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
