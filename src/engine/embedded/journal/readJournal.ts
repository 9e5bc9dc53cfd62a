import { readFile } from 'node:fs/promises';
import { type Entry, type Header, partsOf, sumOf } from './line.ts';

/** Contents of a segment, up to the first line whose checksum is wrong. */
export interface ReadJournal {
  readonly generation: number;
  /** Null if the first line is damaged. */
  readonly header: Header | null;
  /** The valid lines after the header, not parsed. */
  readonly lines: readonly Buffer[];
  /** End of the valid part: its length in bytes, its checksum, and number and revision of its last entry. */
  readonly end: { readonly bytes: number; readonly sum: string; readonly n: number; readonly revision: number };
  /** `torn`: the last line is incomplete, as after a crash while it was written. `damaged`: anything else is wrong. */
  readonly state: 'whole' | 'torn' | 'damaged';
  /** The highest revision in any line, also after the damaged one. */
  readonly lastSeen: number;
}

export async function readJournal(file: string, generation: number): Promise<ReadJournal> {
  const content = await readFile(file);
  const believed = believedOf(content);
  const header = believed.lines.length > 0 ? (JSON.parse(believed.lines[0]!.toString()) as Header) : null;
  const lines = believed.lines.slice(1);
  const last = lines.length > 0 ? entryOf(lines.at(-1)!) : null;
  const n = last?.n ?? 0;
  const revision = last?.revision ?? header?.base.revision ?? 0;
  const after = seenAfter(content, believed.bytes);
  const rest = content.length - believed.bytes;
  return {
    generation,
    header,
    lines,
    end: { bytes: believed.bytes, sum: believed.sum, n, revision },
    state: rest === 0 && header !== null ? 'whole' : header !== null && isTorn(content, believed.bytes) ? 'torn' : 'damaged',
    lastSeen: Math.max(revision, after),
  };
}

export function entryOf(line: Buffer): Entry {
  return JSON.parse(line.toString()) as Entry;
}

function believedOf(content: Buffer): { lines: Buffer[]; bytes: number; sum: string } {
  const lines: Buffer[] = [];
  let sum = '';
  let bytes = 0;
  for (let end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', bytes)) {
    const parts = partsOf(content.subarray(bytes, end));
    if (parts === null || sumOf(sum, parts.json) !== parts.sum) break;
    lines.push(parts.json);
    sum = parts.sum;
    bytes = end + 1;
  }
  return { lines, bytes, sum };
}

function isTorn(content: Buffer, from: number): boolean {
  return content.indexOf('\n', from) < 0;
}

/** The highest revision in the lines after `from` whose checksum continues the line before them. */
function seenAfter(content: Buffer, from: number): number {
  let seen = 0;
  let before: string | null = null;
  for (let start = from, end = content.indexOf('\n', from); end >= 0; start = end + 1, end = content.indexOf('\n', start)) {
    const parts = partsOf(content.subarray(start, end));
    if (parts !== null && before !== null && sumOf(before, parts.json) === parts.sum) seen = Math.max(seen, entryOf(parts.json).revision);
    before = parts?.sum ?? null;
  }
  return seen;
}
