import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { shareUrgency } from '../../../model/turns.ts';
import { PACKAGE_ROOT } from '../../../root.ts';
import { abortable } from '../../abortSignal.ts';
import type { Cypher } from '../../cypher.ts';
import type { Engine, KnownRead, Parameters, Row, SavedReads, Transaction } from '../../engine.ts';
import { statementFailed, storeClosed, threadEnded } from '../../errors.ts';
import { openError } from '../grafeo.ts';
import { keepFilesPrivate } from '../privateFiles.ts';
import type { WriteAheadLogOptions } from '../wal/writeAheadLog.ts';
import {
  type Call,
  fromSent,
  type NumberedCall,
  OPENING,
  type OpenedStore,
  PROVING,
  type Reply,
  type StoreThreadData,
  sender,
  type TransactionEnd,
} from './messages.ts';

/** `src/cli/storeThread.ts` as built: threads cannot run TypeScript. */
const THREAD_FILE = join(PACKAGE_ROOT, 'dist/server/storeThread.js');

/** Whether a store can have a thread of its own: not where the program was not built. */
export function canOpenInThread(): boolean {
  return existsSync(THREAD_FILE);
}

/**
 * The embedded engine in a thread of its own, for a server: neither opening and closing the store, nor the work of writes (`runTask`)
 * stops the thread that answers requests. A statement costs some 0.05 ms more than in this thread.
 * @param saved Where the store is proven to be as it was when these reads were made, it answers them before it is open
 * (`Engine.opened`): a store of a million relationships takes a quarter of a minute to open.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function openInThread(
  directory: string,
  timeout: number,
  options: WriteAheadLogOptions,
  saved: Promise<SavedReads | null> = Promise.resolve(null),
): Promise<Engine> {
  // The mask of new files is one for all threads, and can be set in the main thread only.
  const releaseMask = keepFilesPrivate();
  const thread = new StoreThread({ directory, timeout, options, urgency: shareUrgency() });
  const opened = thread.opened.catch((error: unknown) => {
    releaseMask();
    throw openError(directory, error);
  });
  const known = await Promise.race([
    opened.then(() => null),
    Promise.all([thread.proven, saved]).then(([position, reads]) => (reads?.position === position ? reads : opened.then(() => null))),
  ]);
  if (known === null) return engineIn(thread, (await opened).notice, releaseMask);
  thread.know(known.reads);
  opened.catch(() => undefined);
  return { ...engineIn(thread, null, releaseMask), opened: opened.then(({ notice }) => notice) };
}

function engineIn(thread: StoreThread, notice: string | null, releaseMask: () => void): Engine {
  let closing: Promise<void> | null = null;
  return {
    kind: 'embedded',
    joinsFromFewer: false,
    notice,
    version: async () => (await thread.opened).version,
    read: (statement, parameters, signal) =>
      abortable(signal, async () => thread.ahead(statement, parameters) ?? thread.request<Row[]>({ kind: 'read', statement, parameters })),
    writes: () => thread.writes,
    failed: thread.failed,
    write: async (work) => {
      const transaction = await thread.begin();
      const end = (outcome: TransactionEnd) => thread.request({ kind: 'end', transaction, outcome });
      let failed: unknown = null;
      const run: Transaction['run'] = async (statement, parameters) => {
        try {
          return await thread.request<Row[]>({ kind: 'run', transaction, statement, parameters });
        } catch (error) {
          failed = error;
          throw error;
        }
      };
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work({ joinsFromFewer: false, run });
        if (result.commit && failed !== null) throw failed;
      } catch (error) {
        // Whatever the work has done, the next write waits for its end.
        await end('failed').catch(() => undefined);
        throw error;
      }
      await end(result.commit ? 'commit' : 'rollback');
      return result.value;
    },
    runTask: (name, input) => thread.request({ kind: 'task', name, input }),
    searchText: (search, signal) => abortable(signal, () => thread.request<Row[]>({ kind: 'searchText', search })),
    define: (step) => thread.request({ kind: 'define', step }),
    // Until it is open nothing can be written, and its files have just been read.
    check: async () => (thread.isOpen ? thread.request({ kind: 'check' }) : undefined),
    position: () => thread.request({ kind: 'position' }),
    backup: (file) => thread.request({ kind: 'backup', file }),
    close: () => {
      closing ??= thread.close().finally(releaseMask);
      return closing;
    },
  };
}

/** The thread of a store, and the calls that wait for its replies. */
class StoreThread {
  /** `Engine.writes`, as the last reply had it: a write is counted before its caller hears of it. */
  writes = 0;
  readonly opened: Promise<OpenedStore>;
  /** The position of the store where it is proven before it is open; else it never resolves. */
  readonly proven: Promise<string>;
  /** Rejects where the thread ends though nobody has closed the store. */
  readonly failed: Promise<never>;
  isOpen = false;
  readonly #worker: Worker;
  readonly #send: (call: NumberedCall) => void;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  /** Reads that were made ahead after the last write, or saved. */
  #ahead: readonly KnownRead[] = [];
  #last = OPENING;
  /** Why nothing more can be asked; null while the store is open. */
  #ended: Error | null = null;

  constructor(workerData: StoreThreadData) {
    this.#worker = new Worker(THREAD_FILE, { workerData });
    this.#worker.on('message', (replies: readonly Reply[]) => {
      for (const reply of replies) this.#take(reply);
    });
    this.failed = new Promise((_, reject) => {
      const fail = (error?: Error) => {
        const reason = threadEnded(error && { cause: error });
        if (this.#end(reason)) reject(reason);
      };
      this.#worker.on('error', fail);
      this.#worker.on('exit', () => fail());
    });
    this.failed.catch(() => undefined);
    this.#send = sender(
      (calls) => this.#worker.postMessage(calls),
      (call, error) => this.#reject(call.call, statementFailed(nameOf(call), error)),
    );
    this.proven = this.#replyTo(PROVING);
    this.proven.catch(() => undefined);
    this.opened = this.#replyTo<OpenedStore>(OPENING).then((store) => {
      this.isOpen = true;
      return store;
    });
    // What was asked meanwhile hears why.
    this.opened.catch((error: Error) => this.#end(error));
  }

  /** Takes reads that hold until the next write. */
  know(reads: readonly KnownRead[]): void {
    if (this.writes === 0) this.#ahead = reads;
  }

  /** The rows of a read that was made ahead, and still has what the store has; null for all others. */
  ahead({ name }: Cypher, parameters: Parameters = {}): Row[] | null {
    const found = this.#ahead.find(({ statement }) => statement === name);
    return found !== undefined && isDeepStrictEqual(found.parameters, parameters) ? [...found.rows] : null;
  }

  async request<T>(call: Call): Promise<T> {
    return this.#replyTo(this.#number(call));
  }

  /** Resolves to the number of a transaction when it has begun. */
  async begin(): Promise<number> {
    const number = this.#number({ kind: 'begin' });
    await this.#replyTo(number);
    return number;
  }

  async close(): Promise<void> {
    if (this.#ended !== null) return;
    try {
      await this.request({ kind: 'close' });
    } finally {
      this.#end(storeClosed());
      // It ends by itself, as soon as no statement runs: Grafeo ends the process where one outlives its thread.
      this.#worker.unref();
    }
  }

  #number(call: Call): number {
    if (this.#ended !== null) throw this.#ended;
    this.#last++;
    this.#send({ ...call, call: this.#last });
    return this.#last;
  }

  #replyTo<T>(call: number): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
    });
  }

  #take(reply: Reply): void {
    if (reply.ahead !== undefined || reply.writes !== this.writes) this.#ahead = reply.ahead ?? [];
    this.writes = reply.writes;
    const { call } = reply;
    if ('error' in reply) this.#reject(call, fromSent(reply.error));
    else this.#waiting.get(call)?.resolve(reply.value as never);
    this.#waiting.delete(call);
  }

  #reject(call: number, error: Error): void {
    this.#waiting.get(call)?.reject(error);
    this.#waiting.delete(call);
  }

  /** Returns whether it had not ended before. */
  #end(reason: Error): boolean {
    if (this.#ended !== null) return false;
    this.#ended = reason;
    this.writes = Number.NaN;
    this.#ahead = [];
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    return true;
  }
}

/** What cannot be sent, for an error. */
function nameOf(call: Call): string {
  return 'statement' in call ? call.statement.name : call.kind;
}
