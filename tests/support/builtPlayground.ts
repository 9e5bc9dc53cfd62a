import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Builds the playground as `npm run build` does, into a new directory outside the tree; the caller removes it. Takes seconds. */
export async function buildPlayground(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'allegiance-playground-'));
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'src/playground', '--outDir', directory], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return directory;
}
