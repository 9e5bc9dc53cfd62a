import type { Buffers, ReadSnapshot } from '../analysis/projection/buffers.ts';
import type { AnalysisQuestion } from '../analysis/questions.ts';

/** A question sent to a worker thread. */
export interface Task {
  readonly buffers: Buffers;
  readonly snapshot: ReadSnapshot;
  readonly question: AnalysisQuestion;
  readonly steps: number;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** One Int32 that is set to 1 when the request is aborted. */
  readonly cancelled: SharedArrayBuffer;
}

export type TaskResult = { readonly answer: object } | { readonly error: string };
