import { defaultOf, type Fields, type RecordOf, type RowFor, type TakenOver, takenOver } from '../../records/field.ts';

/** The new value of a field: undefined leaves the current value, null clears it. */
export function patched<T>(given: T | null | undefined, current: T | null | undefined): T | null {
  return given === undefined ? (current ?? null) : given;
}

/**
 * The fields that a record takes over from a row. What a field implies where it is left out, it also implies where it is null.
 * Spread it after the other fields of a record: V8 takes ten times as long to add many fields to a spread object.
 */
export function takenFrom<T extends Fields>(fields: T, row: RowFor<T>, existing: RecordOf<T> | undefined): TakenOver<T> {
  const [given, current] = [row as Record<string, unknown>, existing as Record<string, unknown> | undefined];
  const taken: Record<string, unknown> = {};
  for (const { name, isImplied, otherwise } of rulesOf(fields)) {
    const value = isImplied ? (given[name] ?? current?.[name]) : patched(given[name], current?.[name]);
    taken[name] = value ?? otherwise;
  }
  return taken as TakenOver<T>;
}

interface Rule {
  readonly name: string;
  readonly isImplied: boolean;
  readonly otherwise: unknown;
}

const known = new WeakMap<Fields, readonly Rule[]>();

function rulesOf(fields: Fields): readonly Rule[] {
  let rules = known.get(fields);
  if (!rules) {
    rules = takenOver(fields).map((name) => {
      const field = fields[name]!;
      return { name, isImplied: field.implied !== undefined, otherwise: defaultOf(field) ?? null };
    });
    known.set(fields, rules);
  }
  return rules;
}

export function union<T>(current: readonly T[], given: readonly T[]): T[] {
  return [...new Set([...current, ...given])];
}
