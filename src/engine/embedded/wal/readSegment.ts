import { readFile } from 'node:fs/promises';
import { chainChecksum, type LogEntry, parseLine, type SegmentHeader } from './entry.ts';

/** Contents of a segment, up to the first line whose checksum is wrong. */
export interface SegmentContents {
  readonly segmentNumber: number;
  /** Null if the first line is damaged. */
  readonly header: SegmentHeader | null;
  /** The valid lines after the header, not parsed. */
  readonly lines: readonly Buffer[];
  /** End of the valid part: its length in bytes, where its last line starts, its checksum, and number and revision of its last entry. */
  readonly end: { readonly bytes: number; readonly lastLine: number; readonly sum: string; readonly n: number; readonly revision: number };
  /** `torn`: the last line is incomplete, as after a crash while it was written. `damaged`: anything else is wrong. */
  readonly state: 'whole' | 'torn' | 'damaged';
  /** The highest revision in any line, also after the damaged one. */
  readonly highestRevision: number;
}

export async function readSegment(file: string, segmentNumber: number): Promise<SegmentContents> {
  const content = await readFile(file);
  const valid = validPrefixOf(content);
  const header = valid.lines.length > 0 ? (JSON.parse(valid.lines[0]!.toString()) as SegmentHeader) : null;
  const lines = valid.lines.slice(1);
  const last = lines.length > 0 ? parseEntry(lines.at(-1)!) : null;
  const n = last?.n ?? 0;
  const revision = last?.revision ?? header?.base.revision ?? 0;
  const after = highestRevisionAfter(content, valid.bytes);
  const rest = content.length - valid.bytes;
  return {
    segmentNumber,
    header,
    lines,
    end: { bytes: valid.bytes, lastLine: valid.lastLine, sum: valid.sum, n, revision },
    state: rest === 0 && header !== null ? 'whole' : header !== null && isTorn(content, valid.bytes) ? 'torn' : 'damaged',
    highestRevision: Math.max(revision, after),
  };
}

export function parseEntry(line: Buffer): LogEntry {
  return JSON.parse(line.toString()) as LogEntry;
}

function validPrefixOf(content: Buffer): { lines: Buffer[]; bytes: number; lastLine: number; sum: string } {
  const lines: Buffer[] = [];
  let sum = '';
  let bytes = 0;
  let lastLine = 0;
  for (let end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', bytes)) {
    const parts = parseLine(content.subarray(bytes, end));
    if (parts === null || chainChecksum(sum, parts.json) !== parts.checksum) break;
    lines.push(parts.json);
    sum = parts.checksum;
    lastLine = bytes;
    bytes = end + 1;
  }
  return { lines, bytes, lastLine, sum };
}

function isTorn(content: Buffer, from: number): boolean {
  return content.indexOf('\n', from) < 0;
}

/** The highest revision in the lines after `from` whose checksum continues the line before them. */
function highestRevisionAfter(content: Buffer, from: number): number {
  let highest = 0;
  let previous: string | null = null;
  for (let start = from, end = content.indexOf('\n', from); end >= 0; start = end + 1, end = content.indexOf('\n', start)) {
    const parts = parseLine(content.subarray(start, end));
    if (parts !== null && previous !== null && chainChecksum(previous, parts.json) === parts.checksum)
      highest = Math.max(highest, parseEntry(parts.json).revision);
    previous = parts?.checksum ?? null;
  }
  return highest;
}
