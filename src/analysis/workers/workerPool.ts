import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AllegianceError } from '../../model/errors.ts';
import { PACKAGE_ROOT } from '../../root.ts';
import type { View } from '../projection/view.ts';
import { type AnalysisQuestion, type AnswerTo, answer } from '../questions.ts';
import { FairQueue } from './fairQueue.ts';
import type { Task, TaskResult } from './worker.ts';

export interface QuestionLimits {
  /** Steps that the search for one question may take. */
  readonly steps: number;
  /** Milliseconds that it may take in a thread, including the wait for one. */
  readonly time: number;
}

/** Steps that are tried on the main thread first: about a millisecond. */
const INLINE_STEPS = 20_000;

/** Of a millisecond. */
const NANOSECONDS = 1_000_000n;
/** Worker threads for questions that take longer. */
const THREADS = 2;
/** `worker.ts` as built: worker threads cannot run TypeScript. */
export const WORKER_FILE = join(PACKAGE_ROOT, 'dist/server/worker.js');

/**
 * Answers questions about the structure of the graph: short ones on the main thread, long ones in a worker thread, so that
 * they do not block other requests. A search stops when a limit is reached or its signal is aborted.
 */
export class WorkerPool {
  readonly #idle: Worker[] = [];
  readonly #queue = new FairQueue(THREADS);
  #closed = false;

  constructor(private readonly limits: QuestionLimits) {}

  /**
   * Answers a question about a view. `stoppedBy` of the answer says which limit ended the search, if one did.
   * @param caller Long questions of one caller wait for each other, so that others get a thread.
   * @param onLong Called if the question is long, before it waits for a thread.
   * @throws INTERNAL_SERVER_ERROR where the search itself fails
   */
  async run<Q extends AnalysisQuestion>(
    view: View,
    question: Q,
    signal?: AbortSignal,
    caller = '',
    onLong?: () => void,
  ): Promise<AnswerTo<Q>> {
    const steps = Math.min(INLINE_STEPS, this.limits.steps);
    const first = answer(view, question, { steps });
    if (first.stoppedBy !== 'WORK_LIMIT' || steps === this.limits.steps) return first;
    onLong?.();
    const deadline = process.hrtime.bigint() + BigInt(this.limits.time) * NANOSECONDS;
    const finish = await this.#queue.acquire(caller);
    return this.#runInThread(view, question, deadline, signal).finally(finish);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #takeIdle(): Worker | undefined {
    let worker = this.#idle.pop();
    while (worker && !isRunning(worker)) worker = this.#idle.pop();
    return worker;
  }

  async #runInThread<Q extends AnalysisQuestion>(view: View, question: Q, deadline: bigint, signal?: AbortSignal): Promise<AnswerTo<Q>> {
    const worker = this.#takeIdle() ?? startWorker();
    const cancelled = new SharedArrayBuffer(4);
    const { buffers, snapshot, voices } = view;
    const passages = view.passages && { column: view.passages.column, ofTie: view.passages.ofTie };
    const task = { buffers, snapshot, passages, voices, question, steps: this.limits.steps, deadline, cancelled };
    const result = await runTask(worker, task, signal);
    if ('died' in result || this.#closed) void worker.terminate();
    else this.#idle.push(worker);
    if ('answer' in result) return result.answer as AnswerTo<Q>;
    throw new AllegianceError('INTERNAL_SERVER_ERROR', 'A search failed.', {}, { cause: 'died' in result ? result.died : result.error });
  }
}

/** A thread, which does not keep the process from ending. */
export function startWorker(): Worker {
  const worker = new Worker(WORKER_FILE);
  worker.unref();
  // What waits for its answer hears of it; one that fails while it is idle is only not used again.
  worker.on('error', () => undefined);
  return worker;
}

/** Whether a thread has not ended: one that has answers nothing, and does not say so. */
export function isRunning(worker: Worker): boolean {
  return worker.threadId !== -1;
}

/** Runs a task in a thread. Resolves to its result, or to the reason why the thread died. */
function runTask(worker: Worker, task: Task, signal?: AbortSignal): Promise<TaskResult | { readonly died: unknown }> {
  return new Promise((resolve) => {
    const cancel = () => Atomics.store(new Int32Array(task.cancelled), 0, 1);
    const finish = (result: TaskResult | { readonly died: unknown }) => {
      signal?.removeEventListener('abort', cancel);
      worker.off('message', finish).off('error', died).off('exit', died);
      resolve(result);
    };
    const died = (cause: unknown) => finish({ died: cause });
    worker.once('message', finish).once('error', died).once('exit', died);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    worker.postMessage(task);
  });
}
