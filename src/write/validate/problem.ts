/** Why a row was rejected. */
export const PROBLEM_CODES = [
  'BAD_INPUT',
  'BAD_DATE',
  'BAD_INTERVAL',
  'UNKNOWN_ENTITY',
  'UNKNOWN_SOURCE',
  'UNKNOWN_RELATIONSHIP',
  'UNKNOWN_EVENT',
  'UNKNOWN_ID',
  'WRONG_END',
  'WRONG_FIELD',
  'WRONG_KIND',
  'CIRCLE',
  'IDENTIFIER_TAKEN',
  'RETRACTED',
  'NOT_RETRACTED',
  'STILL_NEEDED',
  'BAD_MERGE',
  'BAD_SPAN',
  'QUOTE_NOT_FOUND',
  'CHANGED_SINCE',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  /** The path of the field, such as `evidence[0].source`; null where the problem is of the row as a whole. */
  readonly field: string | null;
  readonly code: ProblemCode;
  readonly message: string;
}

export function problem(field: string | null, code: ProblemCode, message: string): Problem {
  return { field, code, message };
}
