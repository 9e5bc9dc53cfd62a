import { AllegianceError, quoted } from '../../../model/errors.ts';

/** The encodings in which files can be read. */
export const ENCODINGS = ['utf-8', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** @throws BAD_INPUT for an unknown encoding */
export function encodingNamed(name: string): Encoding {
  const known = ENCODINGS.find((encoding) => encoding === name.toLowerCase());
  if (known) return known;
  throw new AllegianceError('BAD_INPUT', `Expected an encoding: ${ENCODINGS.join(' or ')}; got ${quoted(name)}.`);
}

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
