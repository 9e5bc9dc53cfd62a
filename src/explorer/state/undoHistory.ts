/** A value with its earlier values and the undone ones, nearest last. */
export interface UndoHistory<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Number of steps that can be undone. */
const MAX_UNDO_STEPS = 200;

export const startHistory = <T>(present: T): UndoHistory<T> => ({ past: [], present, future: [] });

/** Adds a step that can be undone; none where nothing changed. */
export function addStep<T>({ past, present, future }: UndoHistory<T>, next: T): UndoHistory<T> {
  if (next === present) return { past, present, future };
  return { past: [...past, present].slice(-MAX_UNDO_STEPS), present: next, future: [] };
}

/** Replaces the present value without a step: undo skips this change. */
export const replacePresent = <T>(history: UndoHistory<T>, present: T): UndoHistory<T> => ({ ...history, present });

export function undo<T>({ past, present, future }: UndoHistory<T>): UndoHistory<T> {
  const before = past.at(-1);
  return before === undefined ? { past, present, future } : { past: past.slice(0, -1), present: before, future: [...future, present] };
}

export function redo<T>({ past, present, future }: UndoHistory<T>): UndoHistory<T> {
  const after = future.at(-1);
  return after === undefined ? { past, present, future } : { past: [...past, present], present: after, future: future.slice(0, -1) };
}
