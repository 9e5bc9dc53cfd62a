import { parentPort } from 'node:worker_threads';
import type { Buffers, ReadSnapshot } from '../projection/buffers.ts';
import { View } from '../projection/view.ts';
import type { CompiledVoices } from '../projection/voices.ts';
import type { PassageColumns } from '../projection/weighing.ts';
import { type AnalysisQuestion, answer } from '../questions.ts';

/** A question sent to a worker thread. */
export interface Task {
  readonly buffers: Buffers;
  readonly snapshot: ReadSnapshot;
  /** Present for a view with passages. */
  readonly passages: PassageColumns | null;
  /** Present for a view of some voices. */
  readonly voices: CompiledVoices | null;
  readonly question: AnalysisQuestion;
  readonly steps: number;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** One Int32 that is set to 1 when the request is aborted. */
  readonly cancelled: SharedArrayBuffer;
}

export type TaskResult = { readonly answer: object } | { readonly error: string };

/** A worker thread that answers long questions. It shares the memory of the projection with the main thread. */
parentPort!.on('message', (task: Task) => {
  const { question, steps, deadline, cancelled } = task;
  const flag = new Int32Array(cancelled);
  const stop = () => Atomics.load(flag, 0) === 1 || Date.now() > deadline;
  parentPort!.postMessage(attempt(() => answer(viewOf(task), question, { steps, stop })));
});

function viewOf({ buffers, snapshot, passages, voices }: Task): View {
  const view = new View(buffers, snapshot, undefined, passages);
  return voices === null ? view : view.byVoices(voices);
}

function attempt(work: () => object): TaskResult {
  try {
    return { answer: work() };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
