import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holderOf, mintToken, type TokenStore } from './token.ts';

/**
 * The editor's token that the first start makes. It is stored in a file next to the embedded store, readable by its owner only, until
 * it is used for the first time: so it can be shown again, and is not lost with the output of a start that failed.
 */
export interface FirstToken {
  /** Makes it if there is no token at all. */
  make(): Promise<void>;
  /** The token; null where there is none, or it was used or revoked. */
  read(): Promise<string | null>;
  /** Reports a token that was accepted: if it is this one, it is stored no longer. */
  accepted(token: string): void;
}

export function firstTokenIn(directory: string, tokens: TokenStore): FirstToken {
  const file = join(directory, 'editor-token');
  /** The token that is current; undefined while that is not known. */
  let current: string | null | undefined;

  async function read(): Promise<string | null> {
    const token = (await readFile(file, 'utf8').catch(() => '')).trim();
    current = token !== '' && holderOf(token, await tokens.list()) !== null ? token : null;
    return current;
  }

  return {
    make: async () => {
      if ((await tokens.list()).length > 0) return;
      const { token, record } = mintToken('editor', 'editor', new Date());
      await mkdir(directory, { recursive: true });
      await rm(file, { force: true });
      // Before its record: a token that is shown but not recorded is replaced by the next start, the other way round it would be lost.
      await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
      await tokens.add(record);
    },
    read,
    accepted: (token) => {
      if (token !== current) return;
      current = null;
      // Where that fails, it is shown again at the next start, as if it were not used.
      rm(file, { force: true }).catch(() => undefined);
    },
  };
}
