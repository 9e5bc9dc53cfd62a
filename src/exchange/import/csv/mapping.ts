import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AllegianceError } from '../../../model/errors.ts';
import { ROW_KINDS } from '../../../write/validate/rows.ts';
import { ENCODINGS } from '../text/encoding.ts';

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

export type Mapping = z.infer<typeof mapping>;
export type RowMapping = z.infer<typeof rowMapping>;
export type Condition = z.infer<typeof condition>;

/** The path of a value in a mapping: `rows`, 0, `fields`, `slug`. */
export type MappingPath = readonly (string | number)[];

/** A mapping, and a function that makes an error with file, line and path. */
export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly errorAt: (path: MappingPath, message: string) => AllegianceError;
}

/**
 * Parses a mapping of a CSV file, which is YAML.
 * @param name Name of the file, for errors.
 * @throws BAD_INPUT with file, line and path
 */
export function readMapping(text: string, name: string): LoadedMapping {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [syntax] = document.errors;
  if (syntax) throw new AllegianceError('BAD_INPUT', `${name}: ${syntax.message}`);
  const errorAt = (path: MappingPath, message: string): AllegianceError => {
    const line = lineOf(path);
    const location = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
    return new AllegianceError('BAD_INPUT', `${name}${line === null ? '' : `, line ${line}`}: ${location || 'mapping'}: ${message}`);
  };
  const lineOf = (path: MappingPath): number | null => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    return path.length === 0 ? null : lineOf(path.slice(0, -1));
  };
  const parsed = mapping.safeParse(document.toJS());
  if (parsed.success) return { mapping: parsed.data, errorAt };
  const issue = parsed.error.issues[0]!;
  throw errorAt(issue.path as MappingPath, issue.message);
}
