import type { FileHandle } from 'node:fs/promises';

/** A file of JSON Lines, created with its first line. */
export class LinesFile {
  private file: FileHandle | null = null;
  private pending: string[] = [];

  /** @param openFile Creates the file. */
  constructor(private readonly openFile: () => Promise<FileHandle>) {}

  protected add(line: object): void {
    this.pending.push(JSON.stringify(line));
  }

  /** Writes the pending lines. */
  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const lines = this.pending.map((line) => `${line}\n`).join('');
    this.pending = [];
    this.file ??= await this.openFile();
    await this.file.appendFile(lines);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.file?.close();
    this.file = null;
  }
}
