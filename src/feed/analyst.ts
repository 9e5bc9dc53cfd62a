import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { View } from '../analysis/projection/view.ts';
import { type AnswerTo, answer, type Question } from '../analysis/questions.ts';
import { AllegianceError } from '../model/errors.ts';
import { PACKAGE_ROOT } from '../root.ts';
import type { Task, TaskResult } from './task.ts';
import { Turns } from './turns.ts';

export interface AnalystLimits {
  /** Steps that the search for one question may take. */
  readonly steps: number;
  /** Milliseconds that it may take in a thread, including the wait for one. */
  readonly time: number;
}

/** Steps that are tried on the main thread first: about a millisecond. */
const AT_ONCE = 20_000;
/** Worker threads for questions that take longer. */
const THREADS = 2;
/** `worker.ts` as built: worker threads cannot run TypeScript. */
const WORKER = join(PACKAGE_ROOT, 'dist/server/worker.js');

/**
 * Answers questions about the structure of the graph: short ones on the main thread, long ones in a worker thread, so that
 * they do not block other requests. A search stops when a limit is reached or its signal is aborted.
 */
export class Analyst {
  readonly #idle: Worker[] = [];
  readonly #turns = new Turns(THREADS);
  #closed = false;

  constructor(private readonly limits: AnalystLimits) {}

  /**
   * Answers a question about a view. `stoppedBy` of the answer says which limit ended the search, if one did.
   * @param caller Long questions of one caller wait for each other, so that others get a thread.
   * @throws INTERNAL_SERVER_ERROR where the search itself fails
   */
  async ask<Q extends Question>(view: View, question: Q, signal?: AbortSignal, caller = ''): Promise<AnswerTo<Q>> {
    const steps = Math.min(AT_ONCE, this.limits.steps);
    const first = answer(view, question, { steps });
    if (first.stoppedBy !== 'WORK_LIMIT' || steps === this.limits.steps) return first;
    const deadline = Date.now() + this.limits.time;
    const done = await this.#turns.take(caller);
    return this.#askThread(view, question, deadline, signal).finally(done);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  async #askThread<Q extends Question>(view: View, question: Q, deadline: number, signal?: AbortSignal): Promise<AnswerTo<Q>> {
    const worker = this.#idle.pop() ?? started();
    const cancelled = new SharedArrayBuffer(4);
    const { buffers, mark } = view;
    const result = await post(worker, { buffers, mark, question, steps: this.limits.steps, deadline, cancelled }, signal);
    if ('died' in result || this.#closed) void worker.terminate();
    else this.#idle.push(worker);
    if ('answer' in result) return result.answer as AnswerTo<Q>;
    throw new AllegianceError('INTERNAL_SERVER_ERROR', 'A search failed.', {}, { cause: 'died' in result ? result.died : result.error });
  }
}

function started(): Worker {
  const worker = new Worker(WORKER);
  worker.unref();
  return worker;
}

/** Runs a task in a thread. Resolves to its result, or to the reason why the thread died. */
function post(worker: Worker, task: Task, signal?: AbortSignal): Promise<TaskResult | { readonly died: unknown }> {
  return new Promise((resolve) => {
    const cancel = () => Atomics.store(new Int32Array(task.cancelled), 0, 1);
    const done = (result: TaskResult | { readonly died: unknown }) => {
      signal?.removeEventListener('abort', cancel);
      worker.off('message', done).off('error', died).off('exit', died);
      resolve(result);
    };
    const died = (cause: unknown) => done({ died: cause });
    worker.once('message', done).once('error', died).once('exit', died);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    worker.postMessage(task);
  });
}
