import iconv from 'iconv-lite';
import { AllegianceError } from '../../model/errors.ts';
import { codePointLength, MAX_DOCUMENT_LENGTH } from '../../model/text/codePoints.ts';
import type { ExtractedText } from './extracted.ts';
import { textOfHtml } from './html.ts';
import { textOfPdf } from './pdf.ts';
import { textOfMarkdown, unwrap } from './plain.ts';

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** How archives (word processors' files are such), older ones of these, programs and pictures begin. */
const OTHER_KINDS = [
  [0x50, 0x4b, 3, 4],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
];

/**
 * Takes the text out of a file: plain text, Markdown, HTML (the article without what stands around it) or PDF (its text layer). The
 * content decides; the name only between text and Markdown. Scripts are not run, and nothing is fetched.
 * @throws BAD_INPUT for a file that is too large, has no text, or is of another kind
 */
export async function extractText(bytes: Uint8Array, name: string): Promise<ExtractedText> {
  if (bytes.length > MAX_FILE_BYTES)
    throw bad(name, `at most ${MAX_FILE_BYTES / 1024 / 1024} MiB, got ${(bytes.length / 1024 / 1024).toFixed(1)} MiB; split it`);
  const { text, title } = await extract(bytes, name);
  const normal = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (normal === '') throw bad(name, 'some text; a scanned PDF has none until text recognition adds it');
  const length = codePointLength(normal);
  if (length > MAX_DOCUMENT_LENGTH) throw bad(name, `at most ${MAX_DOCUMENT_LENGTH} characters of text, got ${length}; split it`);
  return { text: normal, title: title?.normalize('NFC').replace(/\s+/g, ' ').trim() || null };
}

async function extract(bytes: Uint8Array, name: string): Promise<ExtractedText> {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (start.startsWith('%PDF-')) return textOfPdf(bytes, name);
  if (OTHER_KINDS.some((first) => first.every((byte, at) => bytes[at] === byte)))
    throw bad(name, 'text, Markdown, HTML or PDF; save a word processor’s file as one of these');
  const text = decode(bytes, start);
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b/i.test(text)) return textOfHtml(text);
  if (/\.(?:md|markdown)$/i.test(name)) return textOfMarkdown(text);
  return { text: unwrap(text), title: null };
}

/** By its mark, by what an HTML page declares, as UTF-8; what is none of these as Windows-1252. */
function decode(bytes: Uint8Array, start: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const [, declared] = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start) ?? [];
    return iconv.decode(Buffer.from(bytes), declared && iconv.encodingExists(declared) ? declared : 'windows-1252');
  }
}

function bad(name: string, expected: string): AllegianceError {
  return new AllegianceError('BAD_INPUT', `Cannot read ${name}: expected ${expected}.`);
}
