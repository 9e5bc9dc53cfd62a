/** The new value of a field: undefined leaves the current value, null clears it. */
export function kept<T>(given: T | null | undefined, known: T | null | undefined): T | null {
  return given === undefined ? (known ?? null) : given;
}

export function union<T>(known: readonly T[], given: readonly T[]): T[] {
  return [...new Set([...known, ...given])];
}
