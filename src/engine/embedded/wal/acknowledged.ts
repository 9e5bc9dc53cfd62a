import { type FileHandle, open, readFile } from 'node:fs/promises';
import { acknowledgedFile } from '../storeFiles.ts';

/** Bytes. All contents have the same length, so that a new one overwrites the old one completely. */
const LENGTH = 64;

/**
 * The highest revision that was acknowledged in a directory, in a file beside the directory, `DIRECTORY.acknowledged`: so that a start
 * notices that the directory has been replaced by an older one. Written after each commit, without a sync. Where the file cannot be
 * written, as beside a mounted volume, nothing is remembered.
 */
export class AcknowledgedRevision {
  private handle: Promise<FileHandle | null> | null = null;

  private constructor(
    private readonly file: string,
    /** 0 where nothing is remembered. */
    private highest: number,
  ) {}

  static async of(directory: string): Promise<AcknowledgedRevision> {
    const file = acknowledgedFile(directory);
    const content = await readFile(file, 'utf8').catch(() => '');
    return new AcknowledgedRevision(file, Number(/^\{"revision":(\d+)\}\s*$/.exec(content)?.[1] ?? 0));
  }

  get revision(): number {
    return this.highest;
  }

  async remember(revision: number): Promise<void> {
    if (revision <= this.highest) return;
    this.highest = revision;
    // Not 'a': what is written must be at the start.
    this.handle ??= open(this.file, 'r+')
      .catch(() => open(this.file, 'w', 0o600))
      .catch(() => null);
    const handle = await this.handle;
    await handle?.write(`${JSON.stringify({ revision }).padEnd(LENGTH - 1)}\n`, 0).catch(() => undefined);
  }

  async close(): Promise<void> {
    await (await this.handle)?.close();
  }
}
