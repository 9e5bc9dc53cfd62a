/** The new value of a field: undefined leaves the current value, null clears it. */
export function patched<T>(given: T | null | undefined, current: T | null | undefined): T | null {
  return given === undefined ? (current ?? null) : given;
}

export function union<T>(current: readonly T[], given: readonly T[]): T[] {
  return [...new Set([...current, ...given])];
}
