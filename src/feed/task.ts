import type { Buffers, Mark } from '../analysis/projection/buffers.ts';
import type { Question } from '../analysis/questions.ts';

/** A question on its way to another thread. */
export interface Task {
  readonly buffers: Buffers;
  readonly mark: Mark;
  readonly question: Question;
  readonly steps: number;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** One Int32 that becomes 1 when nobody waits any more. */
  readonly cancelled: SharedArrayBuffer;
}

export type TaskResult = { readonly answer: object } | { readonly error: string };
