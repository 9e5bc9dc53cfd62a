import { quoted } from '../../../model/errors.ts';
import { nestingOf } from '../../../model/nesting.ts';
import { COMMAND_KINDS } from '../../../write/commands.ts';
import { ROW_KINDS } from '../../../write/rows.ts';
import type { Imported, ImportFormat, ImportInput } from '../format.ts';
import { linesOf } from './lines.ts';

/** A row with evidence is 4 deep. */
const DEEPEST = 20;

const KINDS: readonly string[] = [...ROW_KINDS, ...COMMAND_KINDS];

/**
 * JSON Lines as `allegiance export jsonl` writes them: `{"kind": "actors", "row": {…}}` each, a row as the one write path
 * takes it. Beside these a line may hold `line` and `problems`, as a file of rejected rows has them: they are not read.
 */
export const JSONL_IMPORT: ImportFormat = {
  name: 'jsonl',
  version: 1,
  summary: 'JSON Lines, as `export jsonl` writes them, or a file of rejected rows',
  async *read(inputs) {
    for (const input of inputs) yield* readInput(input);
  },
};

async function* readInput(input: ImportInput): AsyncGenerator<Imported, void> {
  let line = 0;
  for await (const text of linesOf(input.open())) {
    line++;
    if (text === null) yield { unreadable: 'not-a-line', line, message: 'Expected UTF-8 of at most 16 MB in a line.', text: '' };
    else if (text.trim() !== '') yield readLine(text, line);
  }
}

function readLine(text: string, line: number): Imported {
  const value = parse(text);
  const unreadable = (message: string): Imported => ({ unreadable: 'not-a-row', line, message, text });
  if (typeof value !== 'object' || value === null) return unreadable(`Expected {"kind": …, "row": {…}} in JSON; got ${quoted(text)}.`);
  const { kind, row } = value as { kind?: unknown; row?: unknown };
  if (typeof kind !== 'string' || !KINDS.includes(kind))
    return unreadable(`Expected \`kind\` to be one of ${KINDS.join(', ')}; got ${quoted(kind)}.`);
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return unreadable(`Expected \`row\` to be an object; got ${quoted(row)}.`);
  if (nestingOf(row) > DEEPEST) return unreadable(`Expected lists and objects within each other at most ${DEEPEST} deep in \`row\`.`);
  return { kind: kind as (typeof ROW_KINDS)[number], row: row as Readonly<Record<string, unknown>>, line };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
