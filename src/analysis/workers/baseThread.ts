import { existsSync } from 'node:fs';
import { type Worker } from 'node:worker_threads';
import type { BaseMaker } from '../projection/staged.ts';
import type { BaseResult, BaseTask } from './worker.ts';
import { startWorker, WORKER_FILE } from './workerPool.ts';

/**
 * Makes bases of the projection in a thread of its own, so that requests go on: at a million relationships it takes half a second. The
 * thread ends with each. Null where the program was not built.
 */
export function baseThread(): BaseMaker | null {
  if (!existsSync(WORKER_FILE)) return null;
  return {
    build: async (staged) => (await inThread({ kind: 'build', staged })).buffers,
    compact: async (buffers, snapshot, minSpareCapacity) => {
      const { buffers: compacted, order } = await inThread({ kind: 'compact', buffers, snapshot, minSpareCapacity });
      return { buffers: compacted, order: order! };
    },
  };
}

async function inThread(task: BaseTask): Promise<Extract<BaseResult, { buffers: unknown }>> {
  const worker = startWorker();
  try {
    const result = await answerOf(worker, task);
    if ('error' in result) throw new Error(result.error);
    return result;
  } finally {
    void worker.terminate();
  }
}

function answerOf(worker: Worker, task: BaseTask): Promise<BaseResult> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread ended with code ${code}.`)));
    worker.postMessage(task);
  });
}
