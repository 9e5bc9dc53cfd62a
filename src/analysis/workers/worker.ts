import { parentPort } from 'node:worker_threads';
import { compact } from '../projection/base.ts';
import type { Buffers, ReadSnapshot } from '../projection/buffers.ts';
import { GraphSnapshot } from '../projection/lookup.ts';
import { baseOf, type Staged } from '../projection/staged.ts';
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
  /** A time of `process.hrtime`, which all threads have in common, and which goes on where the clock of the machine is set. */
  readonly deadline: bigint;
  /** One Int32 that is set to 1 when the request is aborted. */
  readonly cancelled: SharedArrayBuffer;
}

export type TaskResult = { readonly answer: object } | { readonly error: string };

/** A base of the projection that is to be made. */
export type BaseTask =
  | { readonly kind: 'build'; readonly staged: Staged }
  | { readonly kind: 'compact'; readonly buffers: Buffers; readonly snapshot: ReadSnapshot; readonly minSpareCapacity: number };

/** `order`: of what was compacted. */
export type BaseResult = { readonly buffers: Buffers; readonly order?: Int32Array } | { readonly error: string };

/** A worker thread that answers long questions, or makes bases. It shares the memory of the projection with the main thread. */
parentPort!.on('message', (task: Task | BaseTask) => parentPort!.postMessage(attempt(() => ('kind' in task ? make(task) : reply(task)))));

function make(task: BaseTask): BaseResult {
  if (task.kind === 'build') return { buffers: baseOf(task.staged) };
  return compact(new GraphSnapshot(task.buffers, task.snapshot), task.minSpareCapacity, { nodes: 0, ties: 0 });
}

function reply(task: Task): TaskResult {
  const { question, steps, deadline, cancelled } = task;
  const flag = new Int32Array(cancelled);
  const stop = () => Atomics.load(flag, 0) === 1 || process.hrtime.bigint() > deadline;
  return { answer: answer(viewOf(task), question, { steps, stop }) };
}

function viewOf({ buffers, snapshot, passages, voices }: Task): View {
  const view = new View(buffers, snapshot, undefined, passages);
  return voices === null ? view : view.byVoices(voices);
}

function attempt<T>(work: () => T): T | { readonly error: string } {
  try {
    return work();
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
