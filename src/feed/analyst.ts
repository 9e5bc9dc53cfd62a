import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { View } from '../analysis/projection/view.ts';
import { type AnswerTo, answer, type Question } from '../analysis/questions.ts';
import { AllegianceError } from '../model/errors.ts';
import { PACKAGE_ROOT } from '../root.ts';
import type { Task, TaskResult } from './task.ts';
import { Turns } from './turns.ts';

export interface AnalystLimits {
  /** Steps a question may take in all. */
  readonly steps: number;
  /** Milliseconds it may take. */
  readonly time: number;
}

/** Steps that are taken at once, on the thread of the request: about a millisecond. */
const AT_ONCE = 20_000;
/** Threads for questions that take longer. */
const THREADS = 2;
/** `worker.ts` as it is built: threads run no sources. */
const WORKER = join(PACKAGE_ROOT, 'dist/server/worker.js');

/**
 * Answers questions about the shape of the graph: short ones at once, long ones in another thread, so that they hold up
 * nobody. Stops when a limit is met or when the one who asked is gone.
 */
export class Analyst {
  readonly #idle: Worker[] = [];
  readonly #turns = new Turns(THREADS);
  #closed = false;

  constructor(private readonly limits: AnalystLimits) {}

  /** @param caller Whose question it is: of many long ones those of one caller wait for each other. */
  async ask<Q extends Question>(view: View, question: Q, signal?: AbortSignal, caller = ''): Promise<AnswerTo<Q>> {
    const steps = Math.min(AT_ONCE, this.limits.steps);
    const first = answer(view, question, { steps });
    if (first.stoppedBy !== 'WORK_LIMIT' || steps === this.limits.steps) return first;
    const deadline = Date.now() + this.limits.time;
    const done = await this.#turns.take(caller);
    return this.#askThread(view, question, deadline, signal).finally(done);
  }

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

/** What a thread answers, or what it died of. */
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
