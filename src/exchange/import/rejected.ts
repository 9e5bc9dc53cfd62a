import { type FileHandle, open } from 'node:fs/promises';
import type { Problem } from '../../write/validate/problem.ts';
import type { ImportedRow, UnreadableLine } from './format.ts';
import { LinesFile } from './linesFile.ts';
import type { FileLocation } from './problems.ts';

/**
 * The file of rejected rows and unreadable lines, as JSON Lines. Fix the rows in it and import it with `import jsonl`.
 *
 *   {"kind":"actors","row":{…},"file":"a.csv","line":12,"problems":[{"field":"slug","code":"BAD_INPUT","message":"…"}]}
 *   {"unreadable":"WRONG_WIDTH","text":"…","file":"a.csv","line":13,"problems":[…]}
 *
 * It is created when the first row is rejected.
 */
export class RejectedFile extends LinesFile {
  row({ kind, row }: ImportedRow, { file, line }: FileLocation, problems: readonly Problem[]): void {
    const given = problems.map(({ field, code, message }) => ({ field, code, message }));
    this.add({ kind, row, file, line, problems: given });
  }

  unreadable({ unreadable, text, message }: UnreadableLine, { file, line }: FileLocation): void {
    this.add({ unreadable, text, file, line, problems: [{ field: null, code: unreadable, message }] });
  }
}

/**
 * The file of all problems and warnings, of which a report shows a few examples:
 *
 *   {"code":"release-dropped","field":null,"file":"ged251.csv","line":1,"message":"…","times":1}
 */
export class FindingsFile extends LinesFile {
  finding(code: string, field: string | null, message: string, location: FileLocation, times: number): void {
    this.add({ code, field, ...location, message, times });
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
