import pino from 'pino';
import type { LogLevel } from '../config.ts';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';

/** A request as the log tells it: never its text, a token, or, unless asked for, the values of its variables. */
export interface LoggedRequest {
  readonly id: string;
  /** Its operation's name, where it is one of those that the schema folder knows. */
  readonly operation: string;
  readonly cost: number;
  readonly milliseconds: number;
  /** Codes of its errors, each once. */
  readonly codes: readonly string[];
  readonly variables?: unknown;
}

/** Written at once, so that nothing is lost when the process ends. */
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

/** May it tell the values of variables? */
let tellsValues = false;

/** The log of the server: one line of JSON each on standard error. Text of others stands in JSON strings, so it ends no line. */
export const log = {
  setLevel: (level: LogLevel): void => {
    logger.level = level;
  },
  tellValues: (tells: boolean): void => {
    tellsValues = tells;
  },
  request: (request: LoggedRequest): void => logger.info(request, 'request'),
  info: (message: string): void => logger.info(message),
  /** With an error of our own work, in which no request has a part: it is told whole. */
  warn: (message: string, error?: unknown): void => logger.warn(withError(error, true), message),
  /** With an error of a request, whose words may hold what was asked with: they are left out unless values are asked for. */
  error: (message: string, error?: unknown): void => logger.error(withError(error, tellsValues), message),
};

function withError(error: unknown, isWhole: boolean): object {
  return error === undefined ? {} : { error: chainOf(error).map(isWhole ? wordsOf : kindOf) };
}

/** An error, then what caused it, and so on. */
function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && chain.length < 5; one = one instanceof Error ? one.cause : undefined) chain.push(one);
  return chain;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Codes whose sentences are ours and say nothing of what was asked. */
const PLAIN: readonly ErrorCode[] = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'STORE_IN_USE', 'QUERY_TIMEOUT'];

/** Its class, its code and where it came from, without the words of others: stores and parsers name values in theirs. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return [typeof error, ...placesIn(String(error))].join('\n');
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const words = error instanceof AllegianceError && PLAIN.includes(error.code) ? `: ${error.message}` : '';
  return [`${error.name}${code}${words}`, ...placesIn(stackBelowWords(error))].join('\n');
}

/** Nothing where the words are not in the stack as they are, for then nobody knows where they end. */
function stackBelowWords({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at < 0 ? '' : stack.slice(at + message.length);
}

/** The lines of a stack that name a place in a file, or something of Node's. */
function placesIn(stack: string): string[] {
  return stack.split('\n').filter((line) => /^ +at .*(:\d+:\d+|<anonymous>|native|index \d+)\)?$/.test(line));
}
