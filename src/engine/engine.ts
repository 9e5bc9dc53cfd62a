import type { Cypher } from './cypher.ts';

/** One step of a migration of the store's schema. */
export type SchemaStep =
  | { readonly kind: 'index' | 'unique' | 'text'; readonly label: string; readonly property: string }
  | { readonly kind: 'counter'; readonly id: string };

/** Values that are passed to and from a store: plain JSON values. Integers stay integers. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Parameters = Readonly<Record<string, Value>>;
/** One row of a result, in the order of the statement's RETURN. */
export type Row = readonly Value[];

/** How the joins of a store run. */
export interface Joins {
  /** Does a match between two known nodes start at the one with fewer relationships? If not, it starts at the first. */
  readonly joinsFromFewer: boolean;
}

/** The statements of one write, which others see only after they are committed together. */
export interface Transaction extends Joins {
  run(statement: Cypher, parameters?: Parameters): Promise<Row[]>;
}

/** Result of a write; with `commit: false` it is rolled back. */
export interface WriteResult<T> {
  readonly commit: boolean;
  readonly value: T;
}

export interface TextSearch {
  readonly label: string;
  readonly property: string;
  /** Words of letters and digits with spaces between. */
  readonly words: string;
  readonly limit: number;
  readonly returns: readonly string[];
}

/** A read with its rows, which hold until the next write. `statement`: its name. */
export interface KnownRead {
  readonly statement: string;
  readonly parameters: Parameters;
  readonly rows: readonly Row[];
}

/** Reads that were saved when a store was at a position (`Engine.position`). */
export interface SavedReads {
  readonly position: string;
  readonly reads: readonly KnownRead[];
}

/**
 * A property graph that runs our Cypher. The two engines behave alike; code outside this folder does not depend on which one runs.
 * Every method throws AllegianceError only: STORE_UNAVAILABLE, QUERY_TIMEOUT, QUERY_TOO_COMPLEX, CONFLICT or
 * INTERNAL_SERVER_ERROR.
 */
export interface Engine extends Joins {
  readonly kind: 'neo4j' | 'embedded';
  /** What was found and repaired when the store was opened, as a text for the log; null if there was nothing to repair. */
  readonly notice: string | null;
  /** The server's or library's own version. */
  version(): Promise<string>;
  /** Runs one statement with read access, until it ends, meets the time limit, or the signal aborts it. */
  read(statement: Cypher, parameters?: Parameters, signal?: AbortSignal): Promise<Row[]>;
  /**
   * A number that has changed when a write has ended: while it stays, a store has what it had. Absent where other processes write to it,
   * too. NaN once the store is closed.
   */
  readonly writes?: () => number;
  /**
   * Where the log of a store ends that no other process writes to: a text that every write changes, and that no other store has. Absent
   * where there is no such log.
   */
  readonly position?: () => Promise<string>;
  /**
   * Where a store answers before it is open, from what was saved with it (`SavedReads`): resolves when it is, to what was found and
   * repaired; rejects where it cannot be opened. Statements that were not saved wait for it. Absent where it was open at once.
   */
  readonly opened?: Promise<string | null>;
  /** Rejects where the thread of a store has ended, though nobody has closed it: nothing can be read or written any more. */
  readonly failed?: Promise<never>;
  /** Runs a unit of work; any error rolls it back. */
  write<T>(work: (transaction: Transaction) => Promise<WriteResult<T>>): Promise<T>;
  /**
   * Does work of this name next to the store, where the store has a thread of its own: the planning of a write does not stop this thread
   * then. Absent where it has none. Input and result are copied, as messages between threads are.
   */
  readonly runTask?: <T>(name: string, input: unknown) => Promise<T>;
  /**
   * Full-text search, the one operation whose syntax differs between the engines: the best `limit` nodes of a label whose text
   * property contains any of the words, best first; each row holds the properties in `returns`. The property has a `text` index.
   */
  searchText(search: TextSearch, signal?: AbortSignal): Promise<Row[]>;
  /** Brings a store of an earlier version into the form in which statements expect it. Idempotent; absent where there is no such form. */
  readonly prepare?: () => Promise<void>;
  /** Applies one step of the schema. Idempotent. */
  define(step: SchemaStep): Promise<void>;
  /**
   * Whether the store can be written to as it should, beyond what a read shows.
   * @throws STORE_UNAVAILABLE with the reason if not
   */
  check(): Promise<void>;
  /**
   * Writes a consistent copy of all committed data, history included, to a new file, while others read and write.
   * Absent if the database has its own tool for backups, as Neo4j does.
   */
  readonly backup?: (file: string) => Promise<void>;
  close(): Promise<void>;
}
