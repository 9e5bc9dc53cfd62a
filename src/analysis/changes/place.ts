/** The sort key of a change: its day, then the id of its tie, then a beginning before an ending. */
export interface ChangePlace {
  /** The first day of a beginning, the last day of an ending. */
  readonly day: number;
  readonly id: string;
  readonly ends: boolean;
}

export function comparePlaces(a: ChangePlace, b: ChangePlace): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return Number(a.ends) - Number(b.ends);
}

/** The first day after the change. */
export function boundaryOf({ day, ends }: ChangePlace): number {
  return ends ? day + 1 : day;
}
