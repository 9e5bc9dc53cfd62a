import { AllegianceError } from '../../model/errors.ts';
import {
  ConnectionLost,
  conflict,
  connectionRejected,
  outOfMemory,
  poolExhausted,
  readOnly,
  reasonOf,
  statementFailed,
  timedOut,
} from '../errors.ts';

/** The driver reports the last two if the first message of a server arrives in fragments, or is not Bolt. */
const UNREACHABLE = new Set(['ServiceUnavailable', 'SessionExpired', 'ProtocolError', 'ERR_OUT_OF_RANGE']);

/** An error that a retry on another connection may not meet. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'SessionExpired' || code === 'Neo.ClientError.Cluster.NotALeader' || code === 'Neo.TransientError.General.DatabaseUnavailable'
  );
}

export function isDeadlock(error: unknown): boolean {
  return /DeadlockDetected/.test(codeOf(error));
}

/** Another process created the index or constraint while the statement was running. */
export function alreadyExists(error: unknown): boolean {
  return /(EquivalentSchemaRule|Constraint)AlreadyExists/.test(codeOf(error));
}

/** Translates an error of Neo4j or its driver into one of our codes. The original is kept as the cause, for the log. */
export function translateNeo4j(statement: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  const code = codeOf(error);
  const cause = { cause: error };
  if (/TransactionTimedOut|LockClientStopped|TransactionTerminated|Terminated$/.test(code)) return timedOut(cause);
  if (/ConstraintValidationFailed|DeadlockDetected|Outdated/.test(code)) return conflict(cause);
  if (/OutOfMemory|StackOverFlow/i.test(code)) return outOfMemory(cause);
  if (/ReadOnly/.test(code)) return readOnly(cause);
  if (/connection acquisition/i.test(reasonOf(error))) return poolExhausted(cause);
  if (UNREACHABLE.has(code)) return new ConnectionLost(cause);
  if (/Security|DatabaseUnavailable|DatabaseNotFound|Cluster/.test(code)) return connectionRejected(cause);
  return statementFailed(statement, error);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
