import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../root.ts';
import { storeClosed } from '../../errors.ts';
import type { Fingerprint, StoreFiles } from '../storeFiles.ts';
import type { Segment, SegmentEnd } from './segment.ts';

/** What a snapshot is built from, and where. */
export interface SnapshotTask {
  readonly base: string;
  readonly segment: string;
  readonly segmentNumber: number;
  /** The first entries of the segment that are in the snapshot, and the revision after them. */
  readonly entries: number;
  readonly revision: number;
  /** A directory for what is needed meanwhile; it is replaced and deleted. */
  readonly directory: string;
  /** The snapshot; there is no such file yet. */
  readonly target: string;
}

export interface BuiltSnapshot {
  readonly snapshot: Fingerprint;
}

/** `snapshotProcess.ts` as built: processes cannot run TypeScript. */
const PROCESS_FILE = join(PACKAGE_ROOT, 'dist/server/snapshot.js');

/**
 * Builds snapshots of an open store in a process of its own, one at a time: it needs as much memory as the store for that time, and
 * neither reads nor writes wait for it.
 */
export class Snapshots {
  #last: Promise<unknown> = Promise.resolve();
  #child: ChildProcess | null = null;
  #isClosed = false;

  constructor(private readonly files: StoreFiles) {}

  /**
   * Builds a snapshot of the store at an end of a segment. The segment and its snapshot must stay until it is built.
   * @param target There is no such file yet; where it fails, there is none afterwards either.
   */
  build(segment: Segment, { n: entries, revision }: SegmentEnd, target: string): Promise<Fingerprint> {
    const task: SnapshotTask = {
      base: this.files.snapshot(segment.number),
      segment: this.files.segment(segment.number),
      segmentNumber: segment.number,
      entries,
      revision,
      directory: this.files.building,
      target,
    };
    const built = this.#last.then(() => this.#run(task));
    this.#last = built.catch(() => undefined);
    return built;
  }

  /** Ends the process of a snapshot that is being built. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#child?.kill('SIGKILL');
    await this.#last;
  }

  async #run(task: SnapshotTask): Promise<Fingerprint> {
    if (this.#isClosed) throw storeClosed();
    const child = fork(PROCESS_FILE, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    giveWay(child.pid);
    try {
      return await new Promise<Fingerprint>((resolve, reject) => {
        child.once('message', (message: BuiltSnapshot | { readonly error: string }) => {
          if ('snapshot' in message) resolve(message.snapshot);
          else reject(new Error(`The snapshot could not be built: ${message.error}`));
        });
        child.once('error', reject);
        child.once('exit', (code, signal) => reject(new Error(`The process of the snapshot ended early (${signal ?? code}).`)));
        child.send(task);
      });
    } catch (error) {
      await Promise.all([this.files.building, task.target].map((path) => rm(path, { recursive: true, force: true })));
      throw this.#isClosed ? storeClosed({ cause: error }) : error;
    } finally {
      this.#child = null;
    }
  }
}

/** Requests come before snapshots. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, which its caller notices.
  }
}
