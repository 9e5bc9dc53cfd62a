import { statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROLES } from '../model/caller.ts';
import { AllegianceError } from '../model/errors.ts';
import { type TokenRecord, type TokenStore, tokenNameInUse } from './token.ts';

const RECORDS = z.object({
  tokens: z.array(
    z.object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      name: z.string(),
      role: z.enum(ROLES),
      createdAt: z.string(),
      revokedAt: z.string().nullable(),
    }),
  ),
});

/** Tokens next to the embedded store, in `tokens.json`, readable by its owner only. Changes by other processes take effect at once. */
export function fileTokens(directory: string): TokenStore {
  const file = join(directory, 'tokens.json');
  let cached: { readonly version: string | null; readonly records: Promise<readonly TokenRecord[]> } = {
    version: '',
    records: Promise.resolve([]),
  };

  /** The list as the file has it now. Each request looks at the file: that takes less than to have another thread look at it. */
  async function list(): Promise<readonly TokenRecord[]> {
    const version = versionOf(file);
    if (version !== cached.version) {
      const records = version === '' ? Promise.resolve([]) : readRecords(file);
      const current = { version, records };
      cached = current;
      records.catch(() => {
        if (cached === current) cached = { ...current, version: null };
      });
    }
    return cached.records;
  }

  const change = <T>(work: (records: readonly TokenRecord[]) => Promise<T>): Promise<T> =>
    withFileLock(join(directory, 'tokens.lock'), async () => work(await list()));

  return {
    list,
    add: async (record) => {
      await mkdir(directory, { recursive: true });
      await change(async (records) => {
        if (records.some(({ name, revokedAt }) => name === record.name && revokedAt === null)) throw tokenNameInUse(record.name);
        await replaceFile(file, [...records, record]);
      });
    },
    revoke: async (name, at) => {
      if (versionOf(file) === '') return false;
      return change(async (records) => {
        const isMatch = (record: TokenRecord) => record.name === name && record.revokedAt === null;
        if (!records.some(isMatch)) return false;
        await replaceFile(
          file,
          records.map((record) => (isMatch(record) ? { ...record, revokedAt: at.toISOString() } : record)),
        );
        return true;
      });
    },
  };
}

/** A value that differs after every change of the file; empty if there is no file. */
function versionOf(file: string): string {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

async function readRecords(file: string): Promise<readonly TokenRecord[]> {
  try {
    return RECORDS.parse(JSON.parse(await readFile(file, 'utf8'))).tokens;
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

function unreadableFile(file: string, cause: unknown): AllegianceError {
  const message = `The tokens in ${file} cannot be read. Fix the file, or remove it and create new tokens.`;
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause });
}

/** Replaces the file atomically: concurrent readers see the old file, and a crash leaves one of the two. */
async function replaceFile(file: string, tokens: readonly TokenRecord[]): Promise<void> {
  const temporary = `${file}.draft`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify({ tokens }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Milliseconds between two attempts. */
const RETRY_INTERVAL = 20;
/** Milliseconds after which a lock file counts as left behind by a process that died. */
const STALE_AFTER = 5_000;
/** Milliseconds to wait for the lock at most. */
const ACQUIRE_TIMEOUT = 10_000;

/**
 * Runs `work` while this process alone holds the lock file.
 * @throws STORE_IN_USE if another process holds it for more than 10 seconds
 */
async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + ACQUIRE_TIMEOUT;
  while (!(await tryAcquire(file))) {
    if (performance.now() > deadline)
      throw new AllegianceError(
        'STORE_IN_USE',
        `Another process holds the lock file ${file}. If no other process is running, remove the file.`,
      );
    if (await isStale(file)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryAcquire(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Also where it is of the future: the clock was set back since, or the process had another one. */
async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && Math.abs(Date.now() - found.mtimeMs) > STALE_AFTER;
}
