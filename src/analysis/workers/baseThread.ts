import { existsSync } from 'node:fs';
import { type Worker } from 'node:worker_threads';
import type { BaseMaker } from '../projection/staged.ts';
import type { BaseResult, BaseTask } from './worker.ts';
import { startWorker, WORKER_FILE } from './workerPool.ts';

/** Milliseconds for which a thread is kept after a base: while much is written, the next one is due soon. */
const KEPT_MS = 2_000;

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

/** Starts a thread where none is kept. */
class BaseThreads {
  #kept: Worker | null = null;
  #end: NodeJS.Timeout | undefined;

  async make(task: BaseTask): Promise<Extract<BaseResult, { buffers: unknown }>> {
    clearTimeout(this.#end);
    const worker = this.#kept ?? startWorker();
    this.#kept = null;
    try {
      const result = await answerOf(worker, task);
      if ('error' in result) throw new Error(result.error);
      this.#keep(worker);
      return result;
    } catch (error) {
      void worker.terminate();
      throw error;
    }
  }

  #keep(worker: Worker): void {
    void this.#kept?.terminate();
    this.#kept = worker;
    this.#end = setTimeout(() => {
      void worker.terminate();
      this.#kept = null;
    }, KEPT_MS).unref();
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
