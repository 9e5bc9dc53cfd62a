import { quoted } from '../../model/errors.ts';
import { nestingOf } from '../../model/nesting.ts';
import { COMMAND_KINDS } from '../../write/validate/commands.ts';
import { ROW_KINDS } from '../../write/validate/rows.ts';
import { HISTORY_KINDS } from '../export/jsonl/historyLines.ts';
import { toUtf8 } from './encodings.ts';
import type { ImportFormat, ImportInput, ImportItem } from './format.ts';

/** The most bytes of a line. */
export const MAX_JSON_LINE_BYTES = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** The deepest nesting of lists and objects in a row. A row with evidence has 4 levels. */
const MAX_ROW_DEPTH = 20;

const KINDS: readonly string[] = [...ROW_KINDS, ...COMMAND_KINDS];

/**
 * JSON Lines as `allegiance export jsonl` writes them: each line is `{"kind": "actors", "row": {…}}`, a row in the form that
 * mutations take. Other keys, such as `line` and `problems` in a file of rejected rows, are ignored.
 */
export const JSONL_IMPORT: ImportFormat = {
  name: 'jsonl',
  version: 1,
  summary: 'JSON Lines: what `export jsonl` writes, or a file of rejected rows',
  async *read(inputs) {
    for (const input of inputs) yield* readInput(input);
  },
};

async function* readInput(input: ImportInput): AsyncGenerator<ImportItem, void> {
  let line = 0;
  for await (const text of jsonLines(toUtf8(input.open()))) {
    line++;
    if (text === null) yield { unreadable: 'not-a-line', line, message: 'Expected a line of at most 16 MiB in UTF-8.', text: '' };
    else if (text.trim() !== '' && !isHistory(text)) yield readLine(text, line);
  }
}

/** True for a line of the history that `export jsonl --history` adds, which is only to be read. */
function isHistory(text: string): boolean {
  const [, kind] = /^\{"kind":"(\w+)"/.exec(text) ?? [];
  return HISTORY_KINDS.some((one) => one === kind);
}

function readLine(text: string, line: number): ImportItem {
  const value = parse(text);
  const unreadable = (message: string): ImportItem => ({ unreadable: 'not-a-row', line, message, text });
  if (typeof value !== 'object' || value === null) return unreadable(`Expected {"kind": …, "row": {…}} in JSON; got ${quoted(text)}.`);
  const { kind, row } = value as { kind?: unknown; row?: unknown };
  if (typeof kind !== 'string' || !KINDS.includes(kind))
    return unreadable(`Expected \`kind\` to be one of ${KINDS.join(', ')}; got ${quoted(kind)}.`);
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return unreadable(`Expected \`row\` to be an object; got ${quoted(row)}.`);
  if (nestingOf(row) > MAX_ROW_DEPTH) return unreadable(`Expected at most ${MAX_ROW_DEPTH} levels of nested lists and objects in \`row\`.`);
  return { kind: kind as (typeof ROW_KINDS)[number], row: row as Readonly<Record<string, unknown>>, line };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lines of a UTF-8 text, without their line ends; null for a line that is not UTF-8 or too long. At most one line is in memory. */
export async function* jsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | null, void> {
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
