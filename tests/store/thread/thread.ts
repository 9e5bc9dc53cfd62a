import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { onTestFinished, vi } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';
import type { WriteAheadLogOptions } from '../../../src/engine/embedded/wal/writeAheadLog.ts';
import type { Engine } from '../../../src/engine/engine.ts';

/** A new directory, deleted when the test is over. */
export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-thread-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export type Open = (directory?: string, timeout?: number, options?: WriteAheadLogOptions) => Promise<Engine>;

function closed(engine: Engine): Engine {
  onTestFinished(() => engine.close());
  return engine;
}

/** Opens a store in a thread of its own, until the test is over. */
export const inThread: Open = async (directory = newDirectory(), timeout = 10_000, options = {}) =>
  closed(await openInThread(directory, timeout, options));

/** Opens a store in this thread, until the test is over. */
export const inThisThread: Open = async (directory = newDirectory(), timeout = 10_000, options = {}) =>
  closed(await openEmbedded(directory, timeout, options));

/** An engine in a thread of its own, and this thread. */
export async function withThread(directory = newDirectory()): Promise<{ readonly engine: Engine; readonly thread: Worker }> {
  const posting = vi.spyOn(Worker.prototype, 'postMessage');
  try {
    const engine = await inThread(directory);
    await engine.check();
    return { engine, thread: posting.mock.contexts[0] as Worker };
  } finally {
    posting.mockRestore();
  }
}
