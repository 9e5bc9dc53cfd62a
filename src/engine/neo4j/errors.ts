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

/** A constraint could not be made, because nodes in the database do not meet it. */
export function isUnmetConstraint(error: unknown): boolean {
  const original = error instanceof AllegianceError ? error.cause : error;
  return /ConstraintCreationFailed|ConstraintVerificationFailed|ConstraintValidationFailed/.test(codeOf(original));
}

/** Others have written nodes with a label of ours, of which several have the same key. */
export function foreignNodes(label: string, property: string, count: number, cause: unknown): AllegianceError {
  const written = count === 1 ? '1 node' : `${count} nodes`;
  return new AllegianceError(
    'STORE_UNAVAILABLE',
    `Expected only nodes of Allegiance with the label ${label}; found ${written} written by others, and several with the same ${property}. Labels that begin with Allegiance are its own: take the label from them, or give Allegiance a database of its own (NEO4J_DATABASE).`,
    {},
    { cause },
  );
}

/** Translates an error of Neo4j or its driver into one of our codes. The original is the cause, for the log. */
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
