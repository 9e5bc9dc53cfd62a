import pino from 'pino';
import type { LogLevel } from '../config.ts';

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

/** The log of the server: one line of JSON each on standard error. Text of others stands in JSON strings, so it ends no line. */
export const log = {
  setLevel: (level: LogLevel): void => {
    logger.level = level;
  },
  request: (request: LoggedRequest): void => logger.info(request, 'request'),
  info: (message: string): void => logger.info(message),
  warn: (message: string, error?: unknown): void => logger.warn(withError(error), message),
  error: (message: string, error?: unknown): void => logger.error(withError(error), message),
};

function withError(error: unknown): object {
  return error === undefined ? {} : { error: chainOf(error) };
}

/** An error with what caused it, as text. */
function chainOf(error: unknown): string[] {
  const chain: string[] = [];
  for (let one = error; one !== undefined && chain.length < 5; one = one instanceof Error ? one.cause : undefined) {
    chain.push(one instanceof Error ? (one.stack ?? one.message) : String(one));
  }
  return chain;
}
