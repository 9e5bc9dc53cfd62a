import type { Value } from '../engine/engine.ts';
import { defaultOf, type Fields, type RecordOf, storedFields } from '../records/field.ts';

/**
 * How a record is stored: its properties by name, each with the default for a missing one. Statements return the
 * properties as a list in this order, which both engines decode faster than maps.
 */
export interface Layout<T> {
  readonly names: readonly (keyof T & string)[];
  /** `[n.id, n.slug, …]` for a variable of a statement. */
  list(variable: string): string;
  /** The record that a statement returned as a list. */
  decode(values: Value): T;
  /** A layout that reads only these properties; the others have their defaults. */
  pick(...names: readonly (keyof T & string)[]): Pick<Layout<T>, 'list' | 'decode'>;
  /** `{id: row[2], slug: row[3], …}`: the properties of a new record; in `row` they are a list as of `encode`, from index `from` on. */
  mapLiteral(row: string, from: number): string;
  /**
   * The properties for `mapLiteral`: those that every record has come first, and what is null at the end is left out, since a list
   * is null beyond its end. Both engines read lists in half the time of maps, whose keys are sent with every row.
   */
  encode(record: { readonly [Name in keyof T]?: T[Name] }): Value[];
}

/** The layout of a record with these fields. */
export function layoutOf<F extends Fields, T extends object = RecordOf<F>>(fields: F): Layout<T> {
  const defaults = Object.fromEntries(storedFields(fields).map(([name, field]) => [name, defaultOf(field)])) as Partial<T>;
  const names = Object.keys(defaults) as (keyof T & string)[];
  const pick = (...picked: readonly (keyof T & string)[]): Pick<Layout<T>, 'list' | 'decode'> => {
    // A class for each selection, so that V8 gives its records one hidden class. The prototype has the defaults of fields not read.
    class Decoded {
      constructor(list: readonly unknown[]) {
        const record = this as Partial<T>;
        for (let index = 0; index < picked.length; index++) {
          const name = picked[index]!;
          record[name] = (list[index] ?? defaults[name]) as T[typeof name];
        }
      }
    }
    Object.assign(Decoded.prototype, defaults);
    return {
      list: (variable) => `[${picked.map((name) => `${variable}.${name}`).join(', ')}]`,
      decode: (values) => new Decoded(values as readonly unknown[]) as T,
    };
  };
  const all = pick(...names);
  const written = [...names.filter((name) => defaults[name] !== null), ...names.filter((name) => defaults[name] === null)];
  return {
    names,
    pick,
    list: all.list,
    // A plain object: the write path compares it with the given record by deep equality.
    decode: (values) => ({ ...all.decode(values) }),
    mapLiteral: (row, from) => `{${written.map((name, index) => `${name}: ${row}[${from + index}]`).join(', ')}}`,
    encode: (record) => {
      const values = written.map((name) => (record[name] ?? null) as Value);
      while (values.at(-1) === null) values.pop();
      return values;
    },
  };
}

/** The part of the layout that the store reads for every query. */
export function briefOf<T extends Fields>(fields: T): Pick<Layout<RecordOf<T>>, 'list' | 'decode'> {
  const brief = storedFields(fields).flatMap(([name, field]) => (field.brief ? [name as keyof RecordOf<T> & string] : []));
  return layoutOf(fields).pick(...brief);
}
