import { constants, open, readFile } from 'node:fs/promises';
import type { Fingerprint } from './files.ts';
import { lineOf, partsOf, sumOf } from './line.ts';

/**
 * How far things had come, in a file of its own: an end that the journal lost shows against it. It is written after each
 * commit without waiting for the disk, so it may lag after a power cut, never after a killed process.
 */
export interface Mark {
  readonly generation: number;
  /** The last entry, its checksum and revision. */
  readonly n: number;
  readonly sum: string;
  readonly revision: number;
  /** Set when the store was closed: what its file was then. Null while it is open. */
  readonly closed: Fingerprint | null;
}

/** One size for all marks, so that a new one covers the old one wholly. */
const LENGTH = 512;

/** Null where there is none that can be believed. */
export async function readMark(file: string): Promise<Mark | null> {
  const content = await readFile(file).catch(() => null);
  const parts = content && partsOf(Buffer.from(content.toString('latin1').trimEnd(), 'latin1'));
  return parts && sumOf('', parts.json) === parts.sum ? (JSON.parse(parts.json.toString()) as Mark) : null;
}

/** Writes marks over each other. */
export interface MarkWriter {
  /** Waits for the disk only where it is told to. */
  write(mark: Mark, sync: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openMark(file: string): Promise<MarkWriter> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    write: async (mark, sync) => {
      const json = JSON.stringify(mark);
      const line = lineOf(sumOf('', json), json)
        .trimEnd()
        .padEnd(LENGTH - 1);
      await handle.write(`${line}\n`, 0);
      if (sync) await handle.sync();
    },
    close: () => handle.close(),
  };
}
