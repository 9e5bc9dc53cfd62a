import { existsSync } from 'node:fs';
import { type Worker } from 'node:worker_threads';
import type { BaseMaker } from '../projection/staged.ts';
import type { BaseResult, BaseTask } from './worker.ts';
import { isRunning, startWorker, WORKER_FILE } from './workerPool.ts';

/** Milliseconds after a base for which its thread waits for another: while much is written, the next one is due soon. */
const IDLE_MS = 2_000;

/**
 * Makes bases of the projection in a thread of its own, so that requests go on: at a million relationships it takes half a second. Null
 * where the program was not built.
 */
export function baseThread(): BaseMaker | null {
  if (!existsSync(WORKER_FILE)) return null;
  const threads = new BaseThreads();
  return {
    build: async (staged) => (await threads.make({ kind: 'build', staged })).buffers,
    compact: async (buffers, snapshot, minSpareCapacity) => {
      const { buffers: compacted, order } = await threads.make({ kind: 'compact', buffers, snapshot, minSpareCapacity });
      return { buffers: compacted, order: order! };
    },
  };
}

/** Starts a thread where none is idle. */
class BaseThreads {
  #idle: Worker | null = null;
  #end: NodeJS.Timeout | undefined;

  async make(task: BaseTask): Promise<Extract<BaseResult, { buffers: unknown }>> {
    clearTimeout(this.#end);
    const worker = this.#idle && isRunning(this.#idle) ? this.#idle : startWorker();
    this.#idle = null;
    try {
      const result = await answerOf(worker, task);
      if ('error' in result) throw new Error(result.error);
      this.#leaveIdle(worker);
      return result;
    } catch (error) {
      void worker.terminate();
      throw error;
    }
  }

  #leaveIdle(worker: Worker): void {
    clearTimeout(this.#end);
    void this.#idle?.terminate();
    this.#idle = worker;
    this.#end = setTimeout(() => {
      void worker.terminate();
      this.#idle = null;
    }, IDLE_MS).unref();
  }
}

function answerOf(worker: Worker, task: BaseTask): Promise<BaseResult> {
  return new Promise((resolve, reject) => {
    const ended = (code: number) => finish(() => reject(new Error(`The thread ended with code ${code}.`)));
    const failed = (error: Error) => finish(() => reject(error));
    const made = (result: BaseResult) => finish(() => resolve(result));
    const finish = (settle: () => void) => {
      worker.off('message', made).off('error', failed).off('exit', ended);
      settle();
    };
    worker.once('message', made).once('error', failed).once('exit', ended);
    worker.postMessage(task);
  });
}
