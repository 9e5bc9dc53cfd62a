/** How a request, or the WebSocket of a client, is rejected as a whole because of an error. */
interface Rejecting {
  /** HTTP status of the response. Errors of single fields or rows in a response do not change its status. */
  readonly status: number;
  /** Close code of the WebSocket: of graphql-transport-ws, or 1013, "Try again later" (IANA registry of RFC 6455). Default: 4500. */
  readonly closeCode?: number;
}

/**
 * All error codes that a client can receive. A message says what was expected, what came, and what to try.
 * `docs/errors.md` has a paragraph for each code.
 */
const ERRORS = {
  BAD_DATE: { status: 400 },
  BAD_WINDOW: { status: 400 },
  BAD_PAGE: { status: 400 },
  PAGE_TOO_LARGE: { status: 400 },
  BAD_CURSOR: { status: 400 },
  BAD_INPUT: { status: 400 },
  UNKNOWN_ENTITY: { status: 400 },
  UNKNOWN_SOURCE: { status: 400 },
  WRONG_END: { status: 400 },
  ROWS_REJECTED: { status: 400 },
  CONFLICT: { status: 409 },
  TOO_MANY_ROWS: { status: 413 },
  QUERY_TOO_COMPLEX: { status: 400 },
  RATE_LIMITED: { status: 429, closeCode: 1013 },
  OVERLOADED: { status: 503, closeCode: 1013 },
  UNAUTHENTICATED: { status: 401, closeCode: 4401 },
  FORBIDDEN: { status: 403, closeCode: 4403 },
  TOO_SLOW: { status: 500 },
  TOO_MANY_SUBSCRIPTIONS: { status: 429, closeCode: 1013 },
  STORE_UNAVAILABLE: { status: 503, closeCode: 1013 },
  STORE_IN_USE: { status: 500 },
  QUERY_TIMEOUT: { status: 503 },
  INTERNAL_SERVER_ERROR: { status: 500 },
} satisfies Readonly<Record<string, Rejecting>>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

export function statusesOf(code: ErrorCode): Required<Rejecting> {
  return { closeCode: 4500, ...ERRORS[code] };
}

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
