import { quoted } from '../../../model/errors.ts';
import { nestingOf } from '../../../model/nesting.ts';
import { COMMAND_KINDS } from '../../../write/validate/commands.ts';
import { ROW_KINDS } from '../../../write/validate/rows.ts';
import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { linesOf } from './lines.ts';

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
  for await (const text of linesOf(input.open())) {
    line++;
    if (text === null) yield { unreadable: 'not-a-line', line, message: 'Expected a line of at most 16 MiB in UTF-8.', text: '' };
    else if (text.trim() !== '') yield readLine(text, line);
  }
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
