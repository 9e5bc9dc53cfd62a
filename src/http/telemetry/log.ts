import pino from 'pino';
import type { LogLevel } from '../../config.ts';
import { AllegianceError, type ErrorCode } from '../../model/errors.ts';

/** Log entry of a request. It never contains the query text or a token. */
export interface RequestLogEntry {
  readonly id: string;
  /** Name of the operation, if it is one of those in `schema/operations`, else `other`. */
  readonly operation: string;
  readonly cost: number;
  readonly milliseconds: number;
  /** Distinct error codes. */
  readonly codes: readonly string[];
  /** Logged only if values are. */
  readonly variables: unknown;
}

/** Written synchronously, so that nothing is lost when the process ends. */
const logger = pino(
  {
    base: undefined,
    level: 'warn',
    messageKey: 'message',
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
  },
  pino.destination({ dest: 2, sync: true }),
);

/** May entries contain values of variables? */
let showsValues = false;

/** The log of the server: one line of JSON per entry, on standard error. External text is inside JSON strings, so it cannot inject lines. */
export const log = {
  setLevel: (level: LogLevel): void => {
    logger.level = level;
  },
  showValues: (show: boolean): void => {
    showsValues = show;
  },
  request: ({ variables, ...request }: RequestLogEntry): void => logger.info({ ...request, ...(showsValues && { variables }) }, 'request'),
  info: (message: string): void => logger.info(message),
  /** For errors of background work, which contain no data of requests: logged with message and stack. */
  warn: (message: string, error?: unknown): void => logger.warn(withError(error, true), message),
  /** For errors of a request. Their messages may contain values of the request, and are logged only if values are. */
  error: (message: string, error?: unknown): void => logger.error(withError(error, showsValues), message),
};

function withError(error: unknown, withMessage: boolean): object {
  return error === undefined ? {} : { error: causesOf(error).map(withMessage ? stackOf : describeWithoutMessage) };
}

/** An error and its chain of causes. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && chain.length < 5; one = one instanceof Error ? one.cause : undefined) chain.push(one);
  return chain;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Codes whose messages are ours, and contain no values of a request. */
const SAFE_CODES: readonly ErrorCode[] = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'STORE_IN_USE', 'QUERY_TIMEOUT'];

/** Class, code and stack frames of an error, without its message: stores and parsers quote values in theirs. */
function describeWithoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return [typeof error, ...framesIn(String(error))].join('\n');
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const message = error instanceof AllegianceError && SAFE_CODES.includes(error.code) ? `: ${error.message}` : '';
  return [`${error.name}${code}${message}`, ...framesIn(stackAfterMessage(error))].join('\n');
}

/** The stack after the message; empty if the stack does not contain the message as it is, since then its end is unknown. */
function stackAfterMessage({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at < 0 ? '' : stack.slice(at + message.length);
}

/** The stack frames: lines with a position in a file, or in Node itself. */
function framesIn(stack: string): string[] {
  return stack.split('\n').filter((line) => /^ +at .*(:\d+:\d+|<anonymous>|native|index \d+)\)?$/.test(line));
}
