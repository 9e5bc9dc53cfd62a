import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** The encodings in which files can be read. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  ...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258'].map((page) => `windows-${page}` as const),
  ...['iso-8859-1', 'iso-8859-2', 'iso-8859-5', 'iso-8859-6', 'iso-8859-8', 'iso-8859-9', 'iso-8859-15'],
  ...['koi8-r', 'koi8-u', 'macintosh', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'],
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export function isEncoding(name: string): name is Encoding {
  return (ENCODINGS as readonly string[]).includes(name);
}

/** The encodings that are tried on bytes that are not UTF-8: those of Excel and of older data sets, by script. */
const CANDIDATES = ['windows-1252', 'windows-1256', 'windows-1251', 'windows-1254', 'windows-1250', 'windows-1255', 'windows-1253'];

/** A guess of the encoding of bytes. */
export interface EncodingGuess {
  /** The likeliest first. */
  readonly encodings: readonly [Encoding, ...Encoding[]];
  /** False where others read the bytes as well, so that a person must decide. */
  readonly isSure: boolean;
}

/** Guesses the encoding of the beginning of a file. UTF-8 and UTF-16 are known; pages of one byte a character are guesses. */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const known = unicodeOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : null);
  return known ? { encodings: [known], isSure: true } : { encodings: byLikelihood(bytes), isSure: false };
}

/** UTF-16 and UTF-32 by their byte order marks, UTF-16 also by the zeros beside ASCII; null for anything else. */
function unicodeOf(bytes: Uint8Array): Encoding | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b !== 0 && c === 0 && d !== 0 && b !== undefined && d !== undefined ? 'utf-16be' : null;
}

/**
 * The candidates, the likeliest first. A word of Latin letters has its accents among ASCII letters; a word in another script has
 * none. Which script that is, the frequencies of letters say.
 */
function byLikelihood(bytes: Uint8Array): [Encoding, ...Encoding[]] {
  const words =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[A-Za-z\u0080-\u00ff]+/g) ?? [];
  const accented = words.filter((word) => /[\u00c0-\u00ff]/.test(word));
  const inOtherScript = accented.filter((word) => word.length > 1 && !/[A-Za-z]/.test(word));
  if (inOtherScript.length * 2 <= accented.length) {
    const latin = analysed(bytes).filter((name) => ['windows-1250', 'windows-1254'].includes(name));
    const others = ['windows-1254', 'windows-1250', 'windows-1256', ...eastAsianOf(bytes)];
    return [...new Set(['windows-1252', ...latin, ...others])] as [Encoding, ...Encoding[]];
  }
  const found = analysed(Buffer.from(inOtherScript.join(' '), 'latin1')).filter((name) => CANDIDATES.includes(name));
  // What most programs would make of it is shown as well.
  const scored = [...CANDIDATES].sort((a, b) => strangeness(inOtherScript, a) - strangeness(inOtherScript, b));
  const likeliest = found.filter((name) => strangeness(inOtherScript, name) === 0).slice(0, 1);
  const first = [...(likeliest.length > 0 ? likeliest : scored.slice(0, 1)), 'windows-1252', ...scored.slice(0, 2), ...eastAsianOf(bytes)];
  return [...new Set([...first, ...scored])] as unknown as [Encoding, ...Encoding[]];
}

function analysed(bytes: Uint8Array): string[] {
  return analyse(bytes).map(({ name }) => name.toLowerCase());
}

const OF_EAST_ASIA = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'] as const;

/** The encodings of East Asia that read all letters as ones of theirs. */
function eastAsianOf(bytes: Uint8Array): Encoding[] {
  return OF_EAST_ASIA.filter((name) => {
    const letters = iconv.decode(Buffer.from(bytes), name).match(/[^\0-\x7f]/gu) ?? [];
    return letters.length > 0 && letters.every((letter) => /[\p{Script=Han}\p{Script=Hangul}ぁ-ヿ　-〿・－～]/u.test(letter));
  });
}

/** How many letters of the words cannot be where they are: letters of two scripts in a word, capitals after small letters, controls. */
function strangeness(words: readonly string[], encoding: string): number {
  let count = 0;
  for (const word of words) {
    const text = iconv.decode(Buffer.from(word, 'latin1'), encoding);
    const scripts = ['Latin', 'Arabic', 'Cyrillic', 'Hebrew', 'Greek'].filter((script) =>
      new RegExp(`\\p{Script=${script}}`, 'u').test(text),
    );
    count += Math.max(0, scripts.length - 1);
    count += text.match(/\p{Ll}\p{Lu}|[^\p{L}\p{M}\u200c\u200d]/gu)?.length ?? 0;
    // Vowels make words: many accented letters of the Latin script in a row are none.
    if (scripts[0] === 'Latin') count += text.length;
  }
  return count;
}

/** The first words that are not ASCII, as some encodings read them, each reading once: `“أحمد” in windows-1256`. */
export function readingsOf(bytes: Uint8Array, encodings: readonly Encoding[]): string[] {
  const at = bytes.findIndex((byte) => byte > 0x7f);
  const separates = (byte: number): boolean => byte < 0x20 || [0x22, 0x2c, 0x3b, 0x7c].includes(byte);
  let [start, end] = [at, at];
  while (start > 0 && at - start < 30 && !separates(bytes[start - 1]!)) start--;
  while (end < bytes.length && end - at < 30 && !separates(bytes[end]!)) end++;
  const byReading = new Map<string, string>();
  for (const name of encodings) {
    const reading = iconv.decode(Buffer.from(bytes.subarray(start, end)), name);
    if (!byReading.has(reading)) byReading.set(reading, name);
  }
  return [...byReading].slice(0, 8).map(([reading, name]) => `“${reading}” in ${name}`);
}

/** The characters of Windows-1252 at 0x80 to 0x9F, where ISO 8859-1 has control characters. */
const WINDOWS_1252_HIGH = iconv.decode(Buffer.from(Array.from({ length: 32 }, (_, index) => 0x80 + index)), 'windows-1252');
const C1_CONTROL = /[\u0080-\u009f]/g;

/** Text in which C1 controls, left by a wrong conversion, are what Windows-1252 has in their place: ’ “ ” – and others. */
export function withoutControls(text: string): string {
  return text.replace(C1_CONTROL, (character) => WINDOWS_1252_HIGH[character.charCodeAt(0) - 0x80]!.replace('\ufffd', ''));
}

export function controlsIn(text: string): number {
  return text.match(C1_CONTROL)?.length ?? 0;
}

/** What a byte from 0x80 to 0xBF is where it is read as Windows-1252, or as ISO 8859-1. */
const CONTINUATION = `[\\u0080-\\u00bf${WINDOWS_1252_HIGH.replace(/\ufffd/g, '')}]`;
/** What may follow a capital letter in a text that is right: “AMANHÃ” ends with a quote. */
const CLOSING = /^[^\p{L}]*[”’»…–—]$/u;
/**
 * UTF-8 that was read as Windows-1252: one letter of Latin scripts, a mark such as ’ and all of three and four bytes; of other
 * scripts two letters at least, since a single one may be a capital letter before a quote.
 */
const DOUBLE_ENCODED = new RegExp(
  `[\\u00e0-\\u00ef]${CONTINUATION}{2}|[\\u00f0-\\u00f4]${CONTINUATION}{3}|[\\u00c2-\\u00c5]${CONTINUATION}|(?:[\\u00c2-\\u00df]${CONTINUATION}){2,}`,
  'gu',
);

/** The places where UTF-8 was read as Windows-1252, as `Ã˜` for `Ø`: what is there, and what it was. */
export function doubleEncodedIn(text: string): { readonly at: number; readonly found: string; readonly was: string }[] {
  return [...text.matchAll(DOUBLE_ENCODED)].flatMap(({ 0: found, index: at }) => {
    const isEndOfWord = CLOSING.test(found.slice(1)) && !/^\p{L}/u.test(text.slice(at + found.length));
    const bytes = Buffer.from(Array.from(found, byteOf));
    if ((isEndOfWord && !found.startsWith('â€')) || !isUtf8(bytes)) return [];
    return [{ at, found, was: bytes.toString('utf8') }];
  });
}

function byteOf(character: string): number {
  const high = WINDOWS_1252_HIGH.indexOf(character);
  return high === -1 ? character.charCodeAt(0) : 0x80 + high;
}

/** What is said of a text with such places. */
export function doubleEncodedMessage(text: string, places: ReturnType<typeof doubleEncodedIn>): string {
  const [{ at, found, was }] = places as [(typeof places)[number]];
  const around = (middle: string): string => {
    const before = text.slice(Math.max(0, at - 20), at);
    return `“${`${before}${middle}${text.slice(at + found.length, at + found.length + 20)}`.trim()}”`;
  };
  const count = places.length === 1 ? 'A character of UTF-8 seems' : `${places.length} characters of UTF-8 seem`;
  return `${count} to have been read as Windows-1252 by an earlier program: ${around(found)} for ${around(was)}. Left as it is; convert the file back, or download it again.`;
}

/**
 * Converts bytes to UTF-8. UTF-16 and UTF-32 are known by their byte order marks, whatever the encoding that is given. UTF-8 is passed through
 * unchecked; `wholeLines` checks it.
 */
export async function* toUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Encoding = 'utf-8'): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = Buffer.alloc(0);
  let decoder: { write(piece: Buffer): string; end(): string | undefined } | null = null;
  const converted = (piece: Uint8Array): Uint8Array => (decoder ? Buffer.from(decoder.write(Buffer.from(piece))) : piece);
  const begin = (first: Uint8Array): Uint8Array => {
    const actual = unicodeOf(first) ?? encoding;
    if (actual !== 'utf-8') decoder = iconv.getDecoder(actual, { stripBOM: true });
    return converted(first);
  };
  for await (const chunk of bytes) {
    if (head === null) yield converted(chunk);
    else if (head.length + chunk.length < 4) head = Buffer.concat([head, chunk]);
    else {
      yield begin(head.length === 0 ? chunk : Buffer.concat([head, chunk]));
      head = null;
    }
  }
  if (head !== null && head.length > 0) yield begin(head);
  const rest = (decoder as { end(): string | undefined } | null)?.end();
  if (rest) yield Buffer.from(rest);
}
