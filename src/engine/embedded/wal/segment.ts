import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { diskWriteFailed, logFailed } from '../../errors.ts';
import { type Database, readLatestRevision } from '../grafeo.ts';
import { fingerprintOf, isSameFile, type StoreFiles, segmentNumbersOf, syncDirectory, syncFile } from '../storeFiles.ts';
import { readCheckpoint } from './checkpoint.ts';
import {
  CHECKSUM_LENGTH,
  chainChecksum,
  encodeEntry,
  formatLine,
  type LoggedChange,
  parseLine,
  renumbered,
  revisionIn,
  type SegmentHeader,
} from './entry.ts';
import type { SegmentContents } from './readSegment.ts';

export type SegmentEnd = SegmentContents['end'];

/**
 * A segment of the write-ahead log, open for appending. Each entry is synced to disk before its write is acknowledged. After a
 * failed disk operation no more entries are accepted: the state of the file is unknown until the next start reads it.
 */
export class Segment {
  private hasFailed = false;
  /** How often the end of the file began to change, and how often it was then known again. Odd while it changes. */
  private changes = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    readonly header: SegmentHeader,
    private position: SegmentEnd,
  ) {}

  /** Opens an existing segment to append at `end`; the file is truncated there. */
  static async open(file: string, header: SegmentHeader, end: SegmentEnd): Promise<Segment> {
    const handle = await open(file, 'r+');
    await handle.truncate(end.bytes);
    await handle.sync();
    return new Segment(file, handle, header, end);
  }

  /**
   * Creates a segment in a file that will be renamed to `file`.
   * @param tail Entries of another segment, as they are there; they are numbered again.
   */
  static async create(file: string, temporary: string, header: SegmentHeader, tail: AsyncIterable<string>): Promise<Segment> {
    const handle = await open(temporary, 'w+', 0o600);
    let end: SegmentEnd = { bytes: 0, lastLine: 0, sum: '', n: 0, revision: header.base.revision };
    const add = async (json: string, n: number, revision: number): Promise<void> => {
      const sum = chainChecksum(end.sum, json);
      const line = formatLine(sum, json);
      await handle.writeFile(line);
      end = { bytes: end.bytes + Buffer.byteLength(line), lastLine: end.bytes, sum, n, revision };
    };
    await add(JSON.stringify(header), 0, header.base.revision);
    for await (const json of tail) await add(renumbered(json, end.n + 1), end.n + 1, revisionIn(json));
    await handle.sync();
    return new Segment(file, handle, header, end);
  }

  /** The entries after a former end, as they are in the file. */
  async *entriesAfter({ bytes }: SegmentEnd): AsyncGenerator<string> {
    const tail = Buffer.alloc(this.position.bytes - bytes);
    for (let read = 0; read < tail.length; ) read += (await this.handle.read(tail, read, tail.length - read, bytes + read)).bytesRead;
    for (let start = 0, end = tail.indexOf('\n'); end >= 0; start = end + 1, end = tail.indexOf('\n', start))
      yield parseLine(tail.subarray(start, end))!.json.toString();
  }

  get number(): number {
    return this.header.generation;
  }

  get end(): SegmentEnd {
    return this.position;
  }

  /**
   * Appends an entry and syncs it to disk.
   * @param requireInPlace Proves that the files of the store are the ones of their names. Called before anything is written, so that
   * nothing is written into files of others, and again when the entry is on disk.
   * @returns A function that removes the entry again, for a commit that fails.
   * @throws STORE_UNAVAILABLE if the disk rejects the write, or the files are no longer the ones of their names
   */
  async append(revision: number, change: LoggedChange, requireInPlace: () => Promise<void>): Promise<() => Promise<void>> {
    if (this.hasFailed) throw logFailed();
    await requireInPlace();
    const previousEnd = this.position;
    const n = previousEnd.n + 1;
    const json = encodeEntry(n, revision, change);
    const sum = chainChecksum(previousEnd.sum, json);
    const line = Buffer.from(formatLine(sum, json));
    try {
      await this.changeEnd(async () => {
        for (let written = 0; written < line.length; ) {
          written += (await this.handle.write(line, written, line.length - written, previousEnd.bytes + written)).bytesWritten;
        }
        await this.handle.datasync();
        this.position = { bytes: previousEnd.bytes + line.length, lastLine: previousEnd.bytes, sum, n, revision };
      });
    } catch (error) {
      await this.truncateTo(previousEnd);
      throw diskWriteFailed({ cause: error });
    }
    try {
      await requireInPlace();
    } catch (error) {
      await this.truncateTo(previousEnd);
      throw error;
    }
    return () => this.truncateTo(previousEnd);
  }

  /**
   * Whether the file of its name is still the one that is open, and ends with the last entry. If not, the directory was replaced,
   * moved or deleted, or another program wrote into the file. Where its end changes meanwhile, only the first is looked at.
   */
  async isInPlace(): Promise<boolean> {
    const { changes } = this;
    const { bytes, lastLine, sum } = this.position;
    const checksum = Buffer.alloc(CHECKSUM_LENGTH);
    const [named, held] = await Promise.all([
      stat(this.file).catch(() => null),
      this.handle.stat(),
      this.handle.read(checksum, 0, CHECKSUM_LENGTH, lastLine),
    ]);
    if (changes % 2 === 1 || changes !== this.changes) return isSameFile(named, held);
    return isSameFile(named, held) && held.size === bytes && checksum.toString('latin1') === sum;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  get isUsable(): boolean {
    return !this.hasFailed;
  }

  /** Rejects all further entries. */
  stop(): void {
    this.hasFailed = true;
  }

  private async truncateTo(end: SegmentEnd): Promise<void> {
    try {
      await this.changeEnd(async () => {
        await this.handle.truncate(end.bytes);
        await this.handle.sync();
        this.position = end;
      });
    } catch {
      this.hasFailed = true;
    }
  }

  /** @param change Changes the end of the file, and notes where it is then. */
  private async changeEnd(change: () => Promise<void>): Promise<void> {
    this.changes++;
    try {
      await change();
    } finally {
      this.changes++;
    }
  }
}

/**
 * Starts a log at the state of an open store, which nobody uses yet: saves a snapshot of it, creates an empty segment that continues from
 * it, and deletes the earlier ones.
 */
export async function startSegment(files: StoreFiles, database: Database): Promise<Segment> {
  const number = await nextSegmentNumber(files);
  const revision = await readLatestRevision(database);
  const snapshot = files.snapshot(number);
  await rm(snapshot, { force: true });
  database.save(snapshot);
  await syncFile(snapshot);
  return switchTo(files, { generation: number, base: { ...(await fingerprintOf(snapshot))!, revision } }, nothing());
}

async function* nothing(): AsyncGenerator<string> {}

export async function nextSegmentNumber(files: StoreFiles): Promise<number> {
  const earlier = [(await readCheckpoint(files.checkpoint))?.generation ?? 0, ...(await segmentNumbersOf(files, 'segment'))];
  return Math.max(...earlier) + 1;
}

/**
 * Creates a segment that continues from a snapshot, and deletes the others. The switch is atomic: the new segment takes effect when its
 * file is renamed from `.draft` to its final name.
 * @param tail The entries since the snapshot.
 */
export async function switchTo(files: StoreFiles, header: SegmentHeader, tail: AsyncIterable<string>): Promise<Segment> {
  const { generation } = header;
  const temporary = `${files.segment(generation)}.draft`;
  const segment = await Segment.create(files.segment(generation), temporary, header, tail);
  try {
    await syncDirectory(files.directory);
    await rename(temporary, files.segment(generation));
    await syncDirectory(files.directory);
  } catch (error) {
    await segment.close();
    throw error;
  }
  await removeOtherSegments(files, generation);
  return segment;
}

/** Deletes the files of other segments; files that cannot be deleted are left. */
export async function removeOtherSegments(files: StoreFiles, generation: number): Promise<void> {
  for (const kind of ['segment', 'snapshot'] as const) {
    const others = (await segmentNumbersOf(files, kind)).filter((number) => number !== generation);
    await Promise.allSettled(others.map((number) => rm(files[kind](number), { force: true })));
  }
}
