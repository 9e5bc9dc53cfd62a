import { constants, open, readFile, stat } from 'node:fs/promises';
import { type Fingerprint, isSameFile } from '../storeFiles.ts';
import { chainChecksum, formatLine, parseLine } from './entry.ts';

/**
 * The last acknowledged entry, in a file of its own, by which a truncated log is detected. It is written after each commit
 * without a sync, so it may lag behind after a power failure, but not after the process was killed.
 * Its fields are part of the file format; `generation` is the number of the segment.
 */
export interface Checkpoint {
  readonly generation: number;
  /** Number of the last entry, its checksum and its revision. */
  readonly n: number;
  readonly sum: string;
  readonly revision: number;
  /** Fingerprint of the store's file when it was closed; null while it is open. */
  readonly closed: Fingerprint | null;
}

/** Bytes. All checkpoints have the same length, so that a new one overwrites the old one completely. */
const CHECKPOINT_LENGTH = 512;

/** Null if there is none, or its checksum is wrong. */
export async function readCheckpoint(file: string): Promise<Checkpoint | null> {
  const content = await readFile(file).catch(() => null);
  const parts = content && parseLine(Buffer.from(content.toString('latin1').trimEnd(), 'latin1'));
  return parts && chainChecksum('', parts.json) === parts.checksum ? (JSON.parse(parts.json.toString()) as Checkpoint) : null;
}

/** Writes each checkpoint over the one before. */
export interface CheckpointWriter {
  /** @param sync Wait until it is on disk? */
  write(checkpoint: Checkpoint, sync: boolean): Promise<void>;
  /** Whether the file of its name is still the one that is open. */
  isInPlace(): Promise<boolean>;
  close(): Promise<void>;
}

export async function openCheckpointWriter(file: string): Promise<CheckpointWriter> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    write: async (checkpoint, sync) => {
      const json = JSON.stringify(checkpoint);
      const line = formatLine(chainChecksum('', json), json)
        .trimEnd()
        .padEnd(CHECKPOINT_LENGTH - 1);
      await handle.write(`${line}\n`, 0);
      if (sync) await handle.sync();
    },
    isInPlace: async () => {
      const [named, held] = await Promise.all([stat(file).catch(() => null), handle.stat()]);
      return isSameFile(named, held);
    },
    close: () => handle.close(),
  };
}
