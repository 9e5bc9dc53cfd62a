import { z } from 'zod';
import { AllegianceError } from '../../../model/errors.ts';
import { ROW_KINDS } from '../../../write/validate/rows.ts';
import { ENCODINGS } from '../encodings.ts';
import { parseYaml, type YamlPath } from '../yaml.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** How a column is compared. Without any of these, it must have a value. */
const comparison = {
  /** One of these values. */
  is: z.union([scalar, z.array(scalar)]).optional(),
  /** A regular expression that the value contains. */
  matches: z.string().min(1).optional(),
  /** Numbers are compared as numbers, everything else as text. */
  above: scalar.optional(),
  atLeast: scalar.optional(),
  below: scalar.optional(),
  atMost: scalar.optional(),
};

type Comparison = { readonly [Name in keyof typeof comparison]?: z.infer<(typeof comparison)[Name]> };

/** The condition of one column. */
export type ColumnCondition = Comparison & { readonly column: string };

/** Whether a record makes a row, or a source gives a value. */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | ColumnCondition;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(condition).min(1) }),
    z.strictObject({ or: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ column: z.string().min(1), ...comparison }),
  ]),
) as unknown as z.ZodType<Condition>;

/** How numbers are written: `{ thousands: ".", decimal: "," }`. */
const numbers = z.strictObject({
  thousands: z.union([z.string().length(1), z.literal('')]).optional(),
  decimal: z.enum(['.', ',']).optional(),
});
export type NumberMarks = z.infer<typeof numbers>;

const regularExpression = z.string().min(1).refine(isRegularExpression, 'expected a regular expression');

/** How the records of a group become one value. */
export const AGGREGATES = ['earliest', 'latest', 'least', 'greatest', 'sum', 'count', 'first', 'last'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** A value that is read from the record. */
export const valueSource = z
  .strictObject({
    /** Only where this is so; else there is no value. */
    when: condition.optional(),
    /** A column, or several: the first that has a value. */
    column: oneOrMore.optional(),
    template: oneOrMore.optional(),
    /** Year, month and day in columns of their own. */
    date: z.strictObject({ year: z.string().min(1), month: z.string().min(1).optional(), day: z.string().min(1).optional() }).optional(),
    /** The part of the value that this regular expression finds: its first group, or else all of it. */
    pattern: regularExpression.optional(),
    /** Replaces values; a value that is not listed stays as it is. */
    values: z.record(z.string(), scalar.nullable()).optional(),
    /** Used for a value that `values` does not list; null: no value. */
    otherwise: scalar.nullable().optional(),
    /** Used where there is no value. */
    default: scalar.nullable().optional(),
    /** Splits the value into several at this text, or at each of several. */
    split: oneOrMore.optional(),
    dates: z.array(z.string()).optional(),
    numbers: numbers.optional(),
    aggregate: z.enum(AGGREGATES).optional(),
    /** `name`: a reference is the name or an alias of an entity, even where it looks like a slug. */
    by: z.literal('name').optional(),
  })
  .refine(
    ({ column, template, date, aggregate }) =>
      [column, template, date].filter((one) => one !== undefined).length === 1 ||
      (aggregate === 'count' && template === undefined && date === undefined),
    'expected either `column`, `template` or `date`',
  );
export type ValueSource = z.infer<typeof valueSource>;

const each = z
  .strictObject({
    /** A column with a list, or several. */
    column: oneOrMore,
    split: oneOrMore.optional(),
    /** One name: the values of all columns, one by one. As many as columns: values that belong together by place. */
    as: oneOrMore,
    /** Each two of the values, once, under the two names of `as`. */
    pairs: z.literal(true).optional(),
    /** The name of the column that a value is from, under this name: of a table with a column for each month. */
    columnAs: z.string().min(1).optional(),
  })
  .refine(
    ({ column, as, pairs }) => [pairs ? [2] : [1, [column].flat().length]].flat().includes([as].flat().length),
    'expected one name in `as`, or as many as columns; with `pairs: true` two',
  )
  .refine(({ as, columnAs }) => columnAs === undefined || [as].flat().length === 1, '`columnAs` needs one name in `as`');
export type Each = z.infer<typeof each>;

const rowMapping = z.strictObject({
  kind: z.enum(ROW_KINDS as [(typeof ROW_KINDS)[number], ...typeof ROW_KINDS]),
  when: condition.optional(),
  /** One row for each value of a cell, under this name; of several cells whose values belong together, for each place in them. */
  each: z.union([each, z.array(each).min(1)]).optional(),
  /** One row for all records with the same values here. */
  groupBy: z.array(z.string().min(1)).min(1).optional(),
  /** A row ends when the next one with the same values here starts. */
  endsAtNext: z.array(z.string().min(1)).min(1).optional(),
  fields: z.record(z.string(), z.unknown()),
});

const mapping = z.strictObject({
  /** What the table is, where the mapping is of a known one. */
  table: z
    .strictObject({
      title: z.string(),
      /** The columns by which it is recognised; `a|b`: one of these. */
      columns: z.array(z.string()).optional(),
      /** Columns that show that it is another table. */
      without: z.array(z.string()).optional(),
      /** The number of columns of a file without a header. */
      width: z.int().optional(),
      note: z.string().optional(),
    })
    .optional(),
  delimiter: z
    .union([z.string().length(1, 'expected one character'), z.literal('tab').transform(() => '\t')], 'expected one character')
    .optional(),
  encoding: z.enum(ENCODINGS as unknown as [(typeof ENCODINGS)[number]]).optional(),
  /** Whether values may be in quotes. Default: yes, but not between tabs. */
  quotes: z.boolean().optional(),
  /** Lines before the header that are left out. */
  skip: z.int().min(0).optional(),
  /** How many rows the header has: `Delivery` above `Year` is the column `Delivery Year`. Default: 1. */
  headerRows: z.int().min(1).max(5).optional(),
  /** Names of the columns of a file without a header. */
  header: z.array(z.string()).min(1).optional(),
  /** Columns in which a blank cell means what the last one above it says, as below a merged cell. */
  fillDown: z.array(z.string().min(1)).min(1).optional(),
  /** Lines that begin with this are left out. */
  comment: z.string().min(1).optional(),
  /** XLSX: the name of the sheet. JSON: the path of the records. */
  sheet: z.string().min(1).optional(),
  records: z.string().min(1).optional(),
  /** Date formats, tried in this order. */
  dates: z.array(z.string()).optional(),
  /** The latest year that two digits can mean. Default: this year. */
  latestYear: z.int().min(100).max(9_999).optional(),
  numbers: numbers.optional(),
  /** Values that mean "no value". */
  nulls: z.array(scalar).optional(),
  /** Values that templates can use like columns. */
  constants: z.record(z.string(), scalar).optional(),
  /** Columns that are made from others. */
  columns: z.record(z.string(), z.unknown()).optional(),
  /** Columns that the file may lack; then they have no value. */
  optional: z.array(z.string()).optional(),
  /** `identifier`: one identifier is one entity, whatever its names. */
  joinBy: z.literal('identifier').optional(),
  rows: z.array(rowMapping).min(1, 'expected at least one kind of row'),
});

export type Mapping = z.infer<typeof mapping>;
export type RowMapping = z.infer<typeof rowMapping>;

/** A mapping, and a function that makes an error with file, line and path. */
export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly errorAt: (path: YamlPath, message: string) => AllegianceError;
}

/**
 * Parses a mapping of a table, which is YAML.
 * @param name Name of the file, for errors.
 * @throws BAD_INPUT with file, line and path
 */
export function readMapping(text: string, name: string): LoadedMapping {
  const { value, lineOf } = parseYaml(text, name);
  const errorAt = (path: YamlPath, message: string): AllegianceError => {
    const line = lineOf(path);
    const location = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
    return new AllegianceError('BAD_INPUT', `${name}${line === null ? '' : `, line ${line}`}: ${location || 'mapping'}: ${message}`);
  };
  const parsed = mapping.safeParse(value);
  if (parsed.success) return { mapping: parsed.data, errorAt };
  const issue = parsed.error.issues[0]!;
  throw errorAt(issue.path as YamlPath, issue.message);
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
