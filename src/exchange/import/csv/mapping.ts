import { z } from 'zod';
import { AllegianceError } from '../../../model/errors.ts';
import { ROW_KINDS } from '../../../write/validate/rows.ts';
import { ENCODINGS } from '../text.ts';
import { parseYaml, type YamlPath } from '../yaml.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Whether a record makes a row: the column has a value, or one of these values. */
const condition = z.strictObject({ column: z.string().min(1), is: z.union([scalar, z.array(scalar)]).optional() });

const rowMapping = z.strictObject({
  kind: z.enum(ROW_KINDS as [(typeof ROW_KINDS)[number], ...typeof ROW_KINDS]),
  when: condition.optional(),
  fields: z.record(z.string(), z.unknown()),
});

const mapping = z.strictObject({
  delimiter: z.string().length(1, 'expected one character').optional(),
  encoding: z.enum(ENCODINGS).optional(),
  /** Date formats, tried in this order. */
  dates: z.array(z.string()).optional(),
  /** Values that mean "no value". */
  nulls: z.array(scalar).optional(),
  /** Values that templates can use like columns. */
  constants: z.record(z.string(), scalar).optional(),
  rows: z.array(rowMapping).min(1, 'expected at least one kind of row'),
});

/** A value that is read from the record. */
export const valueSource = z
  .strictObject({
    column: z.string().min(1).optional(),
    template: z.string().min(1).optional(),
    /** Replaces values of the column; a value that is not listed stays as it is. */
    values: z.record(z.string(), scalar.nullable()).optional(),
    /** Used where there is no value. */
    default: scalar.nullable().optional(),
    /** Splits the value into several at this text. */
    split: z.string().min(1).optional(),
    dates: z.array(z.string()).optional(),
  })
  .refine(({ column, template }) => (column === undefined) !== (template === undefined), 'expected either `column` or `template`');

export type Mapping = z.infer<typeof mapping>;
export type RowMapping = z.infer<typeof rowMapping>;
export type Condition = z.infer<typeof condition>;

/** A mapping, and a function that makes an error with file, line and path. */
export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly errorAt: (path: YamlPath, message: string) => AllegianceError;
}

/**
 * Parses a mapping of a CSV file, which is YAML.
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
