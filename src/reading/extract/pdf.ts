import { AllegianceError } from '../../model/errors.ts';
import type { ExtractedText } from './extracted.ts';
import { joined } from './plain.ts';

/** Pages that are read at most. */
const MAX_PAGES = 500;

interface Line {
  readonly text: string;
  readonly y: number;
  readonly height: number;
}

/**
 * The text layer of a PDF, by PDF.js: lines that follow one another closely are a paragraph.
 * @throws BAD_INPUT for a file that is damaged or needs a password
 */
export async function textOfPdf(bytes: Uint8Array, name: string): Promise<ExtractedText> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AllegianceError(
      'BAD_INPUT',
      `Cannot read ${name}: expected a PDF that opens without a password; PDF.js says: ${reason}`,
      {},
      { cause: error },
    );
  });
  try {
    const paragraphs: string[] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number++) {
      const content = await (await pdf.getPage(number)).getTextContent();
      addPage(paragraphs, linesOf(content.items as never));
    }
    const { info } = await pdf.getMetadata();
    const { Title: title } = info as { Title?: unknown };
    return { text: paragraphs.join('\n'), title: typeof title === 'string' && title !== '' ? title : null };
  } finally {
    await pdf.destroy();
  }
}

function linesOf(
  items: readonly { readonly str?: string; readonly hasEOL?: boolean; readonly height?: number; readonly transform?: readonly number[] }[],
): Line[] {
  const lines: Line[] = [];
  let text = '';
  let height = 0;
  let y = 0;
  const end = () => {
    if (text.trim() !== '') lines.push({ text: text.trim(), y, height });
    text = '';
    height = 0;
  };
  for (const { str = '', hasEOL = false, height: own = 0, transform } of items) {
    if (str !== '') {
      const at = transform?.[5] ?? y;
      if (text !== '' && Math.abs(at - y) > Math.max(own, height) * 0.6) end();
      y = at;
    }
    text += str;
    height = Math.max(height, own);
    if (hasEOL) end();
  }
  end();
  return lines;
}

/** A wider gap, or larger letters, begin a paragraph; one that a page ends in the middle of a sentence goes on. */
function addPage(paragraphs: string[], lines: readonly Line[]): void {
  let before: Line | null = null;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    const isOpen = last !== undefined && !/[.!?:”"]$/.test(last);
    const close =
      before !== null &&
      Math.abs(before.y - line.y) <= Math.max(before.height, line.height, 1) * 1.7 &&
      Math.abs(before.height - line.height) < 1.5;
    if (last !== undefined && (close || (before === null && isOpen && /^\p{Ll}/u.test(line.text))))
      paragraphs[paragraphs.length - 1] = joined(last, line.text);
    else paragraphs.push(line.text);
    before = line;
  }
}
