import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../root.ts';
import { copyFailed, storeClosed } from '../../errors.ts';
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

/** What the process of a snapshot, or the one that starts it, has to say. */
export type SnapshotMessage =
  | BuiltSnapshot
  | { readonly error: string }
  /** Only of a starter: the process that it started, and how that ended. */
  | { readonly started: number }
  | { readonly ended: number; readonly how: string };

/** Argument of the process that starts the others. */
export const STARTER = 'starter';

/** `snapshotProcess.ts` as built: processes cannot run TypeScript. */
const PROCESS_FILE = join(PACKAGE_ROOT, 'dist/server/snapshot.js');

/**
 * Builds snapshots of an open store in a process of its own, one at a time: it needs as much memory as the store for that time, and
 * neither reads nor writes wait for it.
 */
export class Snapshots {
  #last: Promise<unknown> = Promise.resolve();
  /** The id of the process that builds one. */
  #building: number | undefined;
  #isClosed = false;
  readonly #starter: ChildProcess | null;

  /**
   * @param startsEarly To be made while this process is small: the processes of snapshots are then started by another small one. To
   * start a process stops this one for as long as it is large, half a second at 3 GiB, since its table of pages is copied.
   */
  constructor(
    private readonly files: StoreFiles,
    startsEarly: boolean,
  ) {
    this.#starter = startsEarly ? forked([STARTER]) : null;
    this.#starter?.on('error', () => undefined);
    if (this.#starter) letGo(this.#starter);
  }

  /**
   * Builds a snapshot of the store at an end of a segment. The segment and its snapshot must stay until it is built.
   * @param target There is no such file yet; where it fails, there is none afterwards either.
   * @throws STORE_UNAVAILABLE
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
    this.#end();
    // Now, since it may have been stopped, and would then not say that the other one has ended.
    this.#starter?.kill('SIGKILL');
    await this.#last;
  }

  async #run(task: SnapshotTask): Promise<Fingerprint> {
    if (this.#isClosed) throw storeClosed();
    const starter = this.#starter?.connected ? this.#starter : null;
    const child = starter ?? forked([]);
    if (starter === null) this.#begin(child.pid);
    child.ref();
    child.channel?.ref();
    let done: () => void = () => undefined;
    try {
      return await new Promise<Fingerprint>((resolve, reject) => {
        const endedEarly = (how: unknown) => reject(new Error(`The process of the snapshot ended early (${how}).`));
        const heard = (message: SnapshotMessage) => {
          if ('started' in message) this.#begin(message.started);
          else if ('snapshot' in message) resolve(message.snapshot);
          else if ('ended' in message) {
            // The one before may be said to have ended after this one was begun.
            if (message.ended === this.#building) endedEarly(message.how);
          } else reject(new Error(`The snapshot could not be built: ${message.error}`));
        };
        const exited = (code: number | null, signal: string | null) => endedEarly(signal ?? code);
        child.on('message', heard).once('error', reject).once('exit', exited);
        done = () => child.off('message', heard).off('error', reject).off('exit', exited);
        child.send(task, (error) => error && reject(error));
      });
    } catch (error) {
      // It goes on where only the one that started it has ended.
      this.#end();
      await Promise.all([this.files.building, task.target].map((path) => rm(path, { recursive: true, force: true })));
      throw this.#isClosed ? storeClosed({ cause: error }) : copyFailed({ cause: error });
    } finally {
      done();
      letGo(child);
      if (starter === null) child.kill('SIGKILL');
      this.#building = undefined;
    }
  }

  #end(): void {
    if (this.#building !== undefined) kill(this.#building);
  }

  #begin(pid: number | undefined): void {
    this.#building = pid;
    if (pid === undefined) return;
    if (this.#isClosed) kill(pid);
    else giveWay(pid);
  }
}

function forked(parameters: readonly string[]): ChildProcess {
  return fork(PROCESS_FILE, parameters, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** This process may end before it does. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Requests come before snapshots. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, which its caller notices.
  }
}
