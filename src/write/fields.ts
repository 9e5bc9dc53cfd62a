import { defaultOf, type Fields, type RecordOf, type RowFor, type TakenOver, takenOver } from '../records/field.ts';

/** The new value of a field: undefined leaves the current value, null clears it. */
export function patched<T>(given: T | null | undefined, current: T | null | undefined): T | null {
  return given === undefined ? (current ?? null) : given;
}

/** The fields that a record takes over from a row. What a field implies where it is left out, it also implies where it is null. */
export function takenFrom<T extends Fields>(fields: T, row: RowFor<T>, existing: RecordOf<T> | undefined): TakenOver<T> {
  const [given, current] = [row as Record<string, unknown>, existing as Record<string, unknown> | undefined];
  const taken: Record<string, unknown> = {};
  for (const [name, implied, isImplied] of rulesOf(fields)) {
    const value = isImplied ? (given[name] ?? current?.[name]) : patched(given[name], current?.[name]);
    taken[name] = value ?? implied;
  }
  return taken as TakenOver<T>;
}

type Rule = readonly [name: string, withoutValue: unknown, isImplied: boolean];

const rules = new WeakMap<Fields, readonly Rule[]>();

function rulesOf(fields: Fields): readonly Rule[] {
  const known = rules.get(fields);
  if (known) return known;
  const made = takenOver(fields).map((name): Rule => [name, defaultOf(fields[name]!) ?? null, fields[name]!.implied !== undefined]);
  rules.set(fields, made);
  return made;
}

export function union<T>(current: readonly T[], given: readonly T[]): T[] {
  return [...new Set([...current, ...given])];
}
