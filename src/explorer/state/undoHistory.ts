/** An edit of the graph by the user, which undo can take back. */
export interface OwnEdit {
  /** What was done, for the user: “added Iran backs Hezbollah”. */
  readonly done: string;
  /** Takes the edit back on the server. Rejects with a message for the user where the server refuses. */
  readonly undo: () => Promise<unknown>;
}

interface Step<T> {
  /** The value before the step. */
  readonly before: T;
  /** The edit that the step was; null where it changed the value only. */
  readonly edit: OwnEdit | null;
}

/** A value with the steps to it and the undone values, nearest last. */
export interface UndoHistory<T> {
  readonly past: readonly Step<T>[];
  readonly present: T;
  readonly future: readonly T[];
  /** The gesture that the last step is part of. */
  readonly gesture: string | null;
}

/** Number of steps that can be undone. */
const MAX_UNDO_STEPS = 200;

export const startHistory = <T>(present: T): UndoHistory<T> => ({ past: [], present, future: [], gesture: null });

/**
 * Adds a step that can be undone; none where nothing changed.
 * @param gesture changes of one gesture, such as the moves of a slider, are one step
 */
export function addStep<T>(
  { past, present, future, gesture: last }: UndoHistory<T>,
  next: T,
  gesture: string | null = null,
): UndoHistory<T> {
  if (next === present) return { past, present, future, gesture: last };
  const isNew = gesture === null || gesture !== last;
  return { past: isNew ? limited([...past, { before: present, edit: null }]) : past, present: next, future: [], gesture };
}

/** Adds an edit as a step. */
export const addEdit = <T>({ past, present }: UndoHistory<T>, edit: OwnEdit): UndoHistory<T> => ({
  past: limited([...past, { before: present, edit }]),
  present,
  future: [],
  gesture: null,
});

const limited = <T>(steps: readonly Step<T>[]): readonly Step<T>[] => steps.slice(-MAX_UNDO_STEPS);

/** Replaces the present value without a step: undo skips this change. */
export const replacePresent = <T>(history: UndoHistory<T>, present: T): UndoHistory<T> => ({ ...history, present });

/** The value before the last step. An edit is only removed from the steps: who calls this has taken it back. */
export function undo<T>(history: UndoHistory<T>): UndoHistory<T> {
  const { past, present, future } = history;
  const last = past.at(-1);
  if (!last) return history;
  const earlier = { past: past.slice(0, -1), gesture: null };
  return last.edit ? { ...earlier, present, future } : { ...earlier, present: last.before, future: [...future, present] };
}

export function redo<T>(history: UndoHistory<T>): UndoHistory<T> {
  const { past, present, future } = history;
  const after = future.at(-1);
  if (after === undefined) return history;
  return { past: limited([...past, { before: present, edit: null }]), present: after, future: future.slice(0, -1), gesture: null };
}
