import { type FileHandle, open } from 'node:fs/promises';
import type { Problem } from '../../write/validate/problem.ts';
import type { ImportedRow, UnreadableLine } from './format.ts';
import type { FileLocation } from './problems.ts';

/**
 * The file of rejected rows and unreadable lines, as JSON Lines. Fix the rows in it and import it with `import jsonl`.
 *
 *   {"kind":"actors","row":{…},"file":"a.csv","line":12,"problems":[{"field":"slug","code":"BAD_INPUT","message":"…"}]}
 *   {"unreadable":"WRONG_WIDTH","text":"…","file":"a.csv","line":13,"problems":[…]}
 *
 * It is created when the first row is rejected.
 */
export class RejectedFile {
  private file: FileHandle | null = null;
  private pending: string[] = [];

  /** @param openFile Creates the file. */
  constructor(private readonly openFile: () => Promise<FileHandle>) {}

  row({ kind, row }: ImportedRow, { file, line }: FileLocation, problems: readonly Problem[]): void {
    const given = problems.map(({ field, code, message }) => ({ field, code, message }));
    this.pending.push(JSON.stringify({ kind, row, file, line, problems: given }));
  }

  unreadable({ unreadable, text, message }: UnreadableLine, { file, line }: FileLocation): void {
    const problems = [{ field: null, code: unreadable, message }];
    this.pending.push(JSON.stringify({ unreadable, text, file, line, problems }));
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

/** Creates a new file: `a.rejected.jsonl`, or `a.rejected-2.jsonl` where that exists. A file that somebody may be editing is never overwritten. */
export async function openRejectedFile(base: string, onOpened: (name: string) => void): Promise<FileHandle> {
  for (let number = 1; ; number++) {
    const name = `${base}.rejected${number === 1 ? '' : `-${number}`}.jsonl`;
    try {
      const file = await open(name, 'wx');
      onOpened(name);
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
