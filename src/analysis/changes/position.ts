/** The sort key of a change: its day, then the id of its tie, then a beginning before an ending. */
export interface ChangePosition {
  /** The first day of a beginning, the last day of an ending. */
  readonly day: number;
  readonly id: string;
  readonly ends: boolean;
}

export function comparePositions(a: ChangePosition, b: ChangePosition): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return Number(a.ends) - Number(b.ends);
}

/** The first day after the change. */
export function firstDayAfter({ day, ends }: ChangePosition): number {
  return ends ? day + 1 : day;
}
