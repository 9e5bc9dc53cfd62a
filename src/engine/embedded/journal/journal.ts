import { type FileHandle, open } from 'node:fs/promises';
import { AllegianceError } from '../../../model/errors.ts';
import { diskRefuses } from '../errors.ts';
import { type Done, type Header, jsonOf, lineOf, sumOf } from './line.ts';
import type { ReadJournal } from './readJournal.ts';

export type End = ReadJournal['end'];

/**
 * A segment of the write-ahead log, open for appending. Each entry is synced to disk before its write is acknowledged. After a
 * failed disk operation no more entries are accepted: the state of the file is unknown until the next start reads it.
 */
export class Journal {
  private isBroken = false;

  private constructor(
    private readonly handle: FileHandle,
    readonly header: Header,
    private at: End,
  ) {}

  /** Opens an existing segment to append at `end`; the file is truncated there. */
  static async open(file: string, header: Header, end: End): Promise<Journal> {
    const handle = await open(file, 'r+');
    await handle.truncate(end.bytes);
    await handle.sync();
    return new Journal(handle, header, end);
  }

  /** Creates a segment that holds its header only. */
  static async create(file: string, header: Header): Promise<Journal> {
    const json = JSON.stringify(header);
    const sum = sumOf('', json);
    const line = lineOf(sum, json);
    const handle = await open(file, 'w', 0o600);
    await handle.writeFile(line);
    await handle.sync();
    return new Journal(handle, header, { bytes: Buffer.byteLength(line), sum, n: 0, revision: header.base.revision });
  }

  get generation(): number {
    return this.header.generation;
  }

  get end(): End {
    return this.at;
  }

  /**
   * Appends an entry and syncs it to disk.
   * @returns A function that removes the entry again, for a commit that fails.
   * @throws STORE_UNAVAILABLE if the disk rejects the write
   */
  async append(revision: number, done: Done): Promise<() => Promise<void>> {
    if (this.isBroken) throw journalBroken();
    const before = this.at;
    const n = before.n + 1;
    const json = jsonOf(n, revision, done);
    const sum = sumOf(before.sum, json);
    const line = Buffer.from(lineOf(sum, json));
    try {
      for (let written = 0; written < line.length; ) {
        written += (await this.handle.write(line, written, line.length - written, before.bytes + written)).bytesWritten;
      }
      await this.handle.datasync();
    } catch (error) {
      await this.cutAt(before);
      throw diskRefuses(error);
    }
    this.at = { bytes: before.bytes + line.length, sum, n, revision };
    return () => this.cutAt(before);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  get isWhole(): boolean {
    return !this.isBroken;
  }

  /** Rejects all further entries. */
  giveUp(): void {
    this.isBroken = true;
  }

  private async cutAt(end: End): Promise<void> {
    try {
      await this.handle.truncate(end.bytes);
      await this.handle.sync();
      this.at = end;
    } catch {
      this.isBroken = true;
    }
  }
}

function journalBroken(): AllegianceError {
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    'The disk failed while the write-ahead log was being written, so the store accepts no more writes. Fix the disk, then restart the server.',
  );
}
