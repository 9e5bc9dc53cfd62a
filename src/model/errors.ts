/**
 * All error codes that a client can receive. A message says what was expected, what came, and what to try.
 * `docs/errors.md` has a paragraph for each code.
 */
export const ERROR_CODES = [
  'BAD_DATE',
  'BAD_WINDOW',
  'BAD_PAGE',
  'PAGE_TOO_LARGE',
  'BAD_CURSOR',
  'BAD_INPUT',
  'UNKNOWN_ENTITY',
  'WRONG_END',
  'CONFLICT',
  'TOO_MANY_ROWS',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_SLOW',
  'TOO_MANY_SUBSCRIPTIONS',
  'STORE_UNAVAILABLE',
  'STORE_IN_USE',
  'QUERY_TIMEOUT',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class AllegianceError extends Error {
  override readonly name = 'AllegianceError';

  /** @param details Values a program can use (limits, suggestions); they reach the client as extensions. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A value as received, cut to 80 characters for use in a message. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value);
  return text.length > 80 ? `"${text.slice(0, 77)}..."` : `"${text}"`;
}

/** A value as received, for a message; of lists and objects only what they are. */
export function received(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Too deep for the stack, or circular.
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}
