/** A value with the ones before it and those that were undone, the nearest last. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Steps that can be undone. */
const LONGEST = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** A step that can be undone; none where nothing changed. */
export function step<T>({ past, present, future }: History<T>, next: T): History<T> {
  if (next === present) return { past, present, future };
  return { past: [...past, present].slice(-LONGEST), present: next, future: [] };
}

/** A change that is no step of the visitor's: undoing goes past it. */
export const amend = <T>(history: History<T>, present: T): History<T> => ({ ...history, present });

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined ? { past, present, future } : { past: past.slice(0, -1), present: before, future: [...future, present] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const after = future.at(-1);
  return after === undefined ? { past, present, future } : { past: [...past, present], present: after, future: future.slice(0, -1) };
}
