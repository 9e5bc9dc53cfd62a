/** The most bytes of a line. */
export const MAX_JSON_LINE_BYTES = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** The lines of a UTF-8 text, without their line ends; null for a line that is not UTF-8 or too long. At most one line is in memory. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | null, void> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let isFirst = true;
  const line = (): string | null => {
    const text = size > MAX_JSON_LINE_BYTES ? null : decoded(Buffer.concat(parts), isFirst);
    [parts, size, isFirst] = [[], 0, false];
    return text;
  };
  const append = (part: Uint8Array): void => {
    size += part.length;
    if (size <= MAX_JSON_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      append(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) append(chunk.subarray(start));
  }
  if (size > 0) yield line();
}

function decoded(bytes: Uint8Array, isFirst: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch {
    return null;
  }
}
