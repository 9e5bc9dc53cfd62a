import type { z } from 'zod';
import { parseDate } from '../../model/date.ts';
import type { Problem, ProblemCode } from '../report.ts';

export function problem(field: string | null, code: ProblemCode, message: string): Problem {
  return { field, code, message };
}

/** Checks an unknown row against its schema. */
export function parseRow<T>(schema: z.ZodType<T>, row: unknown): { row: T } | { problems: Problem[] } {
  const parsed = schema.safeParse(row);
  if (parsed.success) return { row: parsed.data };
  return { problems: parsed.error.issues.map((issue) => problem(fieldOf(issue.path), codeOf(issue), issue.message)) };
}

type GivenDate = string | null | undefined;

/**
 * The problem of an interval that no dates can satisfy: its last possible end lies before its first possible start.
 * @param field The name of the end field in the row.
 */
export function checkInterval(start: GivenDate, end: GivenDate, field = 'end'): Problem[] {
  return checkOrder([start, 'start'], [end, 'end'], field);
}

/** As `checkInterval`; the attested dates must also lie within the interval. */
export function checkAttested(interval: {
  start: GivenDate;
  attestedFrom: GivenDate;
  attestedUntil: GivenDate;
  end: GivenDate;
}): Problem[] {
  const { start, attestedFrom, attestedUntil, end } = interval;
  if (!attestedFrom && !attestedUntil) return checkInterval(start, end);
  return [
    checkInterval(start, end),
    checkOrder([start, 'start'], [attestedFrom, 'attestedFrom']),
    checkOrder([start, 'start'], [attestedUntil, 'attestedUntil']),
    checkOrder([attestedFrom, 'attestedFrom'], [attestedUntil, 'attestedUntil']),
    checkOrder([attestedFrom, 'attestedFrom'], [end, 'end']),
    checkOrder([attestedUntil, 'attestedUntil'], [end, 'end']),
  ]
    .flat()
    .slice(0, 1);
}

function checkOrder([earlier, earlierName]: [GivenDate, string], [later, laterName]: [GivenDate, string], field = laterName): Problem[] {
  if (!earlier || !later || parseDate(later).last >= parseDate(earlier).first) return [];
  const article = /^[aeiou]/.test(laterName) ? 'an' : 'a';
  const message = `Expected ${article} ${laterName} on or after the ${earlierName} ${earlier}; got ${later}. Swap the two, or leave out what is not known.`;
  return [problem(field, 'BAD_INTERVAL', message)];
}

function fieldOf(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null;
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`)).join('');
}

function codeOf(issue: { code: string; params?: Record<string, unknown> }): ProblemCode {
  return issue.code === 'custom' && issue.params?.code === 'BAD_DATE' ? 'BAD_DATE' : 'BAD_INPUT';
}
