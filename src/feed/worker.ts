import { parentPort } from 'node:worker_threads';
import { View } from '../analysis/projection/view.ts';
import { answer } from '../analysis/questions.ts';
import type { Task, TaskResult } from './task.ts';

/** A worker thread that answers long questions. It shares the memory of the projection with the main thread. */
parentPort!.on('message', ({ buffers, snapshot, question, steps, deadline, cancelled }: Task) => {
  const flag = new Int32Array(cancelled);
  const stop = () => Atomics.load(flag, 0) === 1 || Date.now() > deadline;
  parentPort!.postMessage(attempt(() => answer(new View(buffers, snapshot), question, { steps, stop })));
});

function attempt(work: () => object): TaskResult {
  try {
    return { answer: work() };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
