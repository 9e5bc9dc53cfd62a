import { AllegianceError, type ErrorCode } from '../../../model/errors.ts';
import type { Cypher } from '../../cypher.ts';
import type { KnownRead, Parameters, SchemaStep, TextSearch } from '../../engine.ts';
import type { WriteAheadLogOptions } from '../wal/writeAheadLog.ts';

/** With what the thread of a store is started: the arguments of `openEmbedded`, and what is urgent in the thread that starts it. */
export interface StoreThreadData {
  readonly urgency: SharedArrayBuffer;
  readonly directory: string;
  readonly timeout: number;
  readonly options: WriteAheadLogOptions;
}

/** What the thread of a store is asked to do. A transaction has the number of the call that began it. */
export type Call =
  | { readonly kind: 'read'; readonly statement: Cypher; readonly parameters: Parameters | undefined }
  | { readonly kind: 'searchText'; readonly search: TextSearch }
  | { readonly kind: 'begin' }
  | { readonly kind: 'run'; readonly transaction: number; readonly statement: Cypher; readonly parameters: Parameters | undefined }
  | { readonly kind: 'end'; readonly transaction: number; readonly outcome: TransactionEnd }
  | { readonly kind: 'task'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'define'; readonly step: SchemaStep }
  | { readonly kind: 'check' }
  | { readonly kind: 'position' }
  | { readonly kind: 'backup'; readonly file: string }
  | { readonly kind: 'close' };

/** How a transaction ends; `failed`: its work has thrown. */
export type TransactionEnd = 'commit' | 'rollback' | 'failed';

export type NumberedCall = Call & { readonly call: number };

/**
 * The answer to a call. `writes`: `Engine.writes` when it was given. `ahead`: reads that the other thread will make next, one of a
 * statement, with their rows, which hold until the next write.
 */
export type Reply = { readonly call: number; readonly writes: number; readonly ahead?: readonly KnownRead[] } & (
  | { readonly value: unknown }
  | { readonly error: SentError }
);

/** What an open store says of itself, in reply to call 0, which nobody makes. */
export interface OpenedStore {
  readonly version: string;
  readonly notice: string | null;
}

/** The call whose reply says that the store is open, or cannot be opened. */
export const OPENING = 0;
/** The call whose reply is the position of a store that is proven to be as it was when it was closed; it comes before, or not at all. */
export const PROVING = -1;

/** An error, as it is sent from one thread to another. */
export interface SentError {
  /** Null: an error that is not one of ours. */
  readonly code: ErrorCode | null;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What an error of the system says beside its message: `code`, `syscall`, `path`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly cause: SentError | null;
}

export function toSent(error: unknown): SentError {
  if (!(error instanceof Error))
    return { code: null, name: 'Error', message: String(error), stack: undefined, fields: {}, details: {}, cause: null };
  const [code, details] = error instanceof AllegianceError ? [error.code, error.details] : [null, {}];
  const fields = code === null ? Object.fromEntries(Object.entries(error).filter(([, value]) => Object(value) !== value)) : {};
  const cause = error.cause === undefined ? null : toSent(error.cause);
  return { code, name: error.name, message: error.message, stack: error.stack, fields, details, cause };
}

export function fromSent({ code, name, message, stack, fields, details, cause }: SentError): Error {
  const options = cause === null ? {} : { cause: fromSent(cause) };
  if (code !== null) return withStack(new AllegianceError(code, message, details, options), stack);
  const error = Object.assign(new Error(message, options), fields);
  if (name !== error.name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return withStack(error, stack);
}

function withStack<T extends Error>(error: T, stack: string | undefined): T {
  if (stack !== undefined) error.stack = stack;
  return error;
}

/**
 * Sends messages to another thread, all those of one turn as one message: sending each apart costs more than what most of them hold.
 * @param post Sends one message.
 * @param failed Called with each one that holds what cannot be sent, such as a function.
 */
export function sender<T>(post: (messages: readonly T[]) => void, failed: (message: T, error: unknown) => void): (message: T) => void {
  let waiting: T[] = [];
  const postOne = (message: T): void => {
    try {
      post([message]);
    } catch (error) {
      failed(message, error);
    }
  };
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      const messages = waiting;
      waiting = [];
      try {
        post(messages);
      } catch {
        for (const one of messages) postOne(one);
      }
    });
  };
}
