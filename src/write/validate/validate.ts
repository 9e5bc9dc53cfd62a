import type { z } from 'zod';
import { quoted, received } from '../../model/errors.ts';
import { mapInTurns } from '../../model/turns.ts';
import { COMMAND_KINDS, COMMAND_SCHEMAS } from './commands.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import { ROW_KINDS, ROW_SCHEMAS } from './rows.ts';

const SCHEMAS = { ...ROW_SCHEMAS, ...COMMAND_SCHEMAS };
const KINDS: readonly BatchKind[] = [...ROW_KINDS, ...COMMAND_KINDS];

/** The kinds of row in a batch: rows to be written, and commands. */
export type BatchKind = keyof typeof SCHEMAS;

/** Unchecked rows, by kind. */
export type BatchRows = { readonly [Kind in BatchKind]?: readonly unknown[] };

/** A row that matches its schema, or the problems of one that does not. */
export type CheckedRow = {
  [Kind in BatchKind]: { readonly kind: Kind; readonly index: number } & (
    | { readonly row: z.infer<(typeof SCHEMAS)[Kind]> }
    | { readonly problems: readonly Problem[] }
  );
}[BatchKind];

/** A row that matches its schema. */
export type ValidRow = Extract<CheckedRow, { row: unknown }>;

/** Checks every row against its schema, in turns with other work. Returns them in the order in which they are written. */
export function validateRows(rows: BatchRows): Promise<CheckedRow[]> {
  const given = KINDS.flatMap((kind) => (rows[kind] ?? []).map((row, index) => ({ kind, index, row })));
  return mapInTurns(given, ({ kind, index, row }) => ({ kind, index, ...parseRow<unknown>(SCHEMAS[kind], row) }) as CheckedRow);
}

export function isValid(row: CheckedRow): row is ValidRow {
  return 'row' in row;
}

/** Checks an unknown row against its schema. */
export function parseRow<T>(schema: z.ZodType<T>, row: unknown): { row: T } | { problems: Problem[] } {
  const parsed = schema.safeParse(row, { error: issueMessage });
  if (parsed.success) return { row: parsed.data };
  return { problems: parsed.error.issues.map((issue) => problem(fieldOf(issue.path), codeOf(issue), issue.message)) };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The message of an issue whose schema has none of its own: what was expected, and what was received. */
function issueMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return `Expected ${TYPES[issue.expected] ?? issue.expected}; got ${received(issue.input)}.`;
  if (issue.code === 'invalid_value') return `Expected one of ${issue.values.map(String).join(', ')}; got ${received(issue.input)}.`;
  if (issue.code !== 'unrecognized_keys') return undefined;
  const { shape } = (issue.inst as unknown as z.core.$ZodObject)._zod.def;
  return `Expected only the fields ${Object.keys(shape).join(', ')}; got ${issue.keys.map(quoted).join(', ')}.`;
}

function fieldOf(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null;
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`)).join('');
}

function codeOf(issue: { code: string; params?: Record<string, unknown> }): ProblemCode {
  return issue.code === 'custom' && issue.params?.code === 'BAD_DATE' ? 'BAD_DATE' : 'BAD_INPUT';
}
