/** A change, and where it stands in the list: by its day, then by the id of its tie; a beginning before an ending. */
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

/** The first day of the new state of things. */
export function boundaryOf({ day, ends }: ChangePlace): number {
  return ends ? day + 1 : day;
}
