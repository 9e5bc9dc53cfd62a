import { isReadableName, READABLE_NAME } from '../model/readableName.ts';
import type { RelationshipType } from '../model/vocabulary.ts';

/**
 * What a field holds. From it follow its check, its GraphQL type, its column type and how CSV cells are read.
 * `test` narrows a text or a row further; `expected` says what a value that fails it should have been.
 */
export type FieldValue =
  | ({ readonly kind: 'line'; readonly max?: number } & (Narrowed<string> | { readonly test?: never }))
  | { readonly kind: 'prose'; readonly max?: number }
  | { readonly kind: 'date' | 'time' | 'reference' | 'count' | 'boolean' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: FieldValue; readonly min?: number; readonly expected?: string }
  | ({ readonly kind: 'row'; readonly fields: Fields } & ((Narrowed<never> & { readonly blamed: string }) | { readonly test?: never }));

interface Narrowed<T> {
  readonly test: (value: T) => boolean;
  readonly expected: string;
}

/** A field of a record, said once: everything that reads, checks, stores or shows the field follows from this. */
export interface Field {
  readonly value: FieldValue;
  /** Its description as a field of a GraphQL input and as a plain field of the output, where one fits both. */
  readonly meaning?: string;
  /** Its description as a field of a GraphQL input. Without this or `meaning`, no mutation takes it. */
  readonly input?: string | undefined;
  /** Rows of imports have it although no mutation takes it. */
  readonly imported?: true;
  /** A row must give it. */
  readonly required?: true;
  /** Every record has it, although a row need not give it. */
  readonly always?: true;
  /** What a row means that leaves it out: the default of the GraphQL input. JSON Lines leave this value out. */
  readonly implied?: unknown;
  /** The value of records without one, in a plan and in the store. */
  readonly fallback?: unknown;
  /** What the record holds, where that is not what a row gives; false: the record does not hold it itself. */
  readonly stored?: FieldValue | false;
  /** The store reads it for every query, not only for those that select it. */
  readonly brief?: true;
  /** Its description as a plain field of the GraphQL output. */
  readonly output?: string | undefined;
  /** The GraphQL output has a resolver of its own for it. */
  readonly resolved?: true;
  /** Its label in descriptions of changes. Without one, changes of it are not described: it follows from other fields. */
  readonly label?: string;
  /** It is a column of the graph formats; a text is the name of the column. */
  readonly column?: true | string;
  /** The only types of relationship that have it. */
  readonly types?: readonly RelationshipType[];
}

export type Fields = Readonly<Record<string, Field>>;

/** The fields of a record, in the order of rows and of JSON Lines. */
export function fieldsOf<const T extends Fields>(fields: T): T {
  return fields;
}

/** The same fields, each with these properties as well. */
export function eachWith<T extends Fields, const More extends Partial<Field>>(
  fields: T,
  more: More,
): { readonly [Name in keyof T]: Omit<T[Name], keyof More> & More } {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, ...more }])) as never;
}

export const LINE = { kind: 'line' } as const;
/** A line that people read as a name or title. */
export const READABLE = { kind: 'line', test: isReadableName, expected: READABLE_NAME } as const;
export const PROSE = { kind: 'prose' } as const;
/** A date in EDTF, as text. */
export const DATE = { kind: 'date' } as const;
/** A moment in UTC, as text. */
export const TIME = { kind: 'time' } as const;
/** In a row: the id of a record, or another name of it. In a record: its id. */
export const REFERENCE = { kind: 'reference' } as const;
/** A whole number from 0. */
export const COUNT = { kind: 'count' } as const;
export const BOOLEAN = { kind: 'boolean' } as const;

export function choice<const T extends string>(values: readonly T[]) {
  return { kind: 'choice', values } as const;
}

export function listOf<const V extends FieldValue>(of: V, least: { readonly min?: number; readonly expected?: string } = {}) {
  return { kind: 'list', of, ...least } as const;
}

export function rowOf<T extends Fields>(fields: T) {
  return { kind: 'row', fields } as const;
}

type Plain<V> = V extends { kind: 'choice'; values: readonly (infer T)[] }
  ? T
  : V extends { kind: 'list'; of: infer Item }
    ? readonly Plain<Item>[]
    : V extends { kind: 'row'; fields: infer T extends Fields }
      ? RowFor<T>
      : V extends { kind: 'boolean' }
        ? boolean
        : V extends { kind: 'count' | 'number' }
          ? number
          : string;

type InRow = { readonly input: string } | { readonly meaning: string } | { readonly imported: true };
type NeverNull = { readonly required: true } | { readonly always: true } | { readonly implied: unknown } | { readonly fallback: unknown };
type Stored<F> = F extends { stored: infer V } ? V : F extends { value: infer V } ? V : never;
type NullableUnless<Condition, F, V> = F extends Condition ? V : V | null;
type Flat<T> = { [Name in keyof T]: T[Name] };

/** A row that gives the fields of a record. A field that is left out stays as it is, null clears it. */
export type RowFor<T extends Fields> = Flat<
  { -readonly [Name in keyof T as T[Name] extends InRow & { required: true } ? Name : never]: Plain<T[Name]['value']> } & {
    -readonly [Name in keyof T as T[Name] extends InRow ? (T[Name] extends { required: true } ? never : Name) : never]?:
      | Plain<T[Name]['value']>
      | null
      | undefined;
  }
>;

/** A record as it is stored; null where a value is not known. */
export type RecordOf<T extends Fields> = {
  readonly [Name in keyof T as T[Name] extends { stored: false } ? never : Name]: NullableUnless<
    NeverNull,
    T[Name],
    Plain<Stored<T[Name]>>
  >;
};

/** The values of a record of which nothing is known but what every record has. */
export type DefaultsOf<T extends Fields> = {
  readonly [Name in keyof RecordOf<T> as T[Name] extends { required: true } | { always: true } ? never : Name]: RecordOf<T>[Name];
};

/** The fields of a record that a row gives as they are stored, so that a plan takes them over without a rule of its own. */
export type TakenOver<T extends Fields> = Pick<
  RecordOf<T>,
  {
    [Name in keyof T]: T[Name] extends InRow
      ? T[Name] extends { stored: unknown } | { value: { kind: 'reference' | 'list' | 'row' } }
        ? never
        : Name
      : never;
  }[keyof T] &
    keyof RecordOf<T>
>;

/** The description of the input or of the plain output; undefined where there is none. */
export const inputMeaning = ({ input, meaning }: Field): string | undefined => input ?? meaning;
export const outputMeaning = ({ output, meaning }: Field): string | undefined => output ?? meaning;

/** The fields that a row may give. */
export function fieldsInRow(fields: Fields): [name: string, field: Field][] {
  return Object.entries(fields).filter(([, field]) => inputMeaning(field) !== undefined || field.imported);
}

/** The value of a record that has none of its own; undefined where every record has one. */
export function defaultOf(field: Field): unknown {
  return field.fallback ?? field.implied ?? (field.required || field.always ? undefined : null);
}

export function defaultsOf<T extends Fields>(fields: T): DefaultsOf<T> {
  const values = storedFields(fields).map(([name, field]) => [name, defaultOf(field)]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** The fields that the record itself holds, with what it holds. */
export function storedFields(fields: Fields): [name: string, field: Field][] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.stored === false ? [] : [[name, { ...field, value: field.stored ?? field.value }] as [string, Field]],
  );
}

const RULED = new Set(['reference', 'list', 'row']);

/** The names of `TakenOver`. */
export function takenOver(fields: Fields): string[] {
  return fieldsInRow(fields).flatMap(([name, { value, stored }]) => (stored === undefined && !RULED.has(value.kind) ? [name] : []));
}
