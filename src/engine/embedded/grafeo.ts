import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import grafeo from '@grafeo-db/js';
import { AllegianceError } from '../../model/errors.ts';
import type { Row, SchemaStep } from '../engine.ts';
import { conflict, diskWriteFailed, reasonOf, statementFailed, storeClosed } from '../errors.ts';
import { stepText } from '../migrations.ts';
import { LATEST_REVISION, RevisionNumbers } from '../revisionNumbers.ts';

/** Rows of a result that are taken at once: less than 20 ms. */
const ROWS_AT_ONCE = 1_000;
/** Milliseconds after which others have their turn. */
const TURN = 8;

export type Database = grafeo.GrafeoDB;

/** Opens a database file, or creates it; null: in memory. */
export function openFile(file: string | null): Database {
  return file === null ? grafeo.GrafeoDB.create() : grafeo.GrafeoDB.create(file);
}

/** Opens a database file read-only. */
export function openReadOnly(file: string): Database {
  return grafeo.GrafeoDB.openReadOnly(file);
}

/**
 * Locks a directory for this process, until it closes the returned database or ends. The lock is the one that Grafeo takes, here
 * on an empty database of its own: the system releases it when the process ends, and the store's file can be replaced meanwhile.
 * @throws STORE_IN_USE, STORE_UNAVAILABLE
 */
export async function lockDirectory(directory: string, lock: string, log: string): Promise<Database> {
  try {
    return openFile(lock);
  } catch (error) {
    if (isLocked(error)) throw openError(directory, error);
    await rm(log, { recursive: true, force: true });
    await rm(lock, { recursive: true, force: true });
    return openFile(lock);
  }
}

export function openError(directory: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  if (isLocked(error)) {
    return new AllegianceError(
      'STORE_IN_USE',
      `The data in ${directory} is in use by another process. Stop that one, or give this one a directory of its own with ALLEGIANCE_DATA.`,
      {},
      { cause: error },
    );
  }
  return new AllegianceError('STORE_UNAVAILABLE', `The data in ${directory} cannot be opened: ${reasonOf(error)}`, {}, { cause: error });
}

/** By Grafeo's error message: it checks the lock before it reads the file. */
function isLocked(error: unknown): boolean {
  return /cannot be locked|is locked by/i.test(reasonOf(error));
}

export function rowsOf(result: Pick<grafeo.QueryResult, 'rows'>): Row[] {
  return result.rows() as Row[];
}

/**
 * The rows of a result, however many: others have their turn meanwhile. Few are taken at once, which is faster.
 * @param turn Milliseconds after which others have their turn.
 */
export async function rowsInTurns(result: Pick<grafeo.QueryResult, 'rows' | 'length' | 'columns' | 'get'>, turn = TURN): Promise<Row[]> {
  const { length, columns } = result;
  if (length <= ROWS_AT_ONCE) return rowsOf(result);
  const rows: Row[] = [];
  for (let began = performance.now(); rows.length < length; ) {
    const row = result.get(rows.length);
    rows.push(columns.map((name) => row[name]) as Row);
    if (rows.length % 50 > 0 || performance.now() - began < turn) continue;
    await nextTurn();
    began = performance.now();
  }
  return rows;
}

/** Applies one step of the schema. */
export async function applyStep(database: Database, step: SchemaStep): Promise<void> {
  await translateErrors(`define ${step.kind}`, async () => {
    // No stop words: the tokens of a text index are n-grams, and some of them are spelled like English stop words.
    if (step.kind === 'text') return database.createTextIndex(step.label, step.property, { tokenizer: 'standard', stopWords: [] });
    // Without an index made before the constraint, Grafeo scans on every insert (engine notes in CONTRIBUTING.md).
    if (step.kind === 'unique') await database.executeCypher(stepText({ ...step, kind: 'index' }));
    await database.executeCypher(stepText(step));
  });
}

/** The latest revision; 0 before the first. */
export async function readLatestRevision(on: Pick<Database, 'executeCypher'>): Promise<number> {
  return (await readRevisionNumbers(on)).latest;
}

export async function readRevisionNumbers(on: Pick<Database, 'executeCypher'>): Promise<RevisionNumbers> {
  return RevisionNumbers.of(rowsOf(await on.executeCypher(LATEST_REVISION.text, {}))[0]);
}

/**
 * Commits a transaction beside this thread: its own `commit()` blocks the event loop, for as long as the changes are large. The
 * transaction is over then, although `isActive` does not say so.
 */
export async function commitBeside(changes: Pick<ReturnType<Database['beginTransaction']>, 'execute'>): Promise<void> {
  await changes.execute('COMMIT');
}

export async function translateErrors<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translateEmbedded(name, error);
  }
}

/** Translates an error of Grafeo into one of our codes. The original is the cause, for the log. */
function translateEmbedded(statement: string, error: unknown): AllegianceError {
  if (error instanceof AllegianceError) return error;
  const reason = reasonOf(error);
  if (/conflict|constraint|unique/i.test(reason)) return conflict({ cause: error });
  if (/write-ahead log/i.test(reason)) return diskWriteFailed({ cause: error });
  if (/closed/i.test(reason)) return storeClosed({ cause: error });
  return statementFailed(statement, error);
}
