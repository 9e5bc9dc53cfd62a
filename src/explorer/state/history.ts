/** A value with its earlier values and the undone ones, nearest last. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Number of steps that can be undone. */
const LONGEST = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** Adds a step that can be undone; none where nothing changed. */
export function step<T>({ past, present, future }: History<T>, next: T): History<T> {
  if (next === present) return { past, present, future };
  return { past: [...past, present].slice(-LONGEST), present: next, future: [] };
}

/** Replaces the present value without a step: undo skips this change. */
export const amend = <T>(history: History<T>, present: T): History<T> => ({ ...history, present });

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined ? { past, present, future } : { past: past.slice(0, -1), present: before, future: [...future, present] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const after = future.at(-1);
  return after === undefined ? { past, present, future } : { past: [...past, present], present: after, future: future.slice(0, -1) };
}
