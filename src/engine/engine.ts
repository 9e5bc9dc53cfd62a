import type { Cypher } from './cypher.ts';
import type { SchemaStep } from './migrations.ts';

/** What may travel to and from a store: plain JSON values. Integers stay integers. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Parameters = Readonly<Record<string, Value>>;
/** One row of an answer, in the order of the statement's RETURN. */
export type Row = readonly Value[];

/** Statements of one write, seen by nobody else until they are committed together. */
export interface Transaction {
  run(statement: Cypher, parameters?: Parameters): Promise<Row[]>;
}

/** What a write came to; one with `commit: false` leaves the store as it was. */
export interface Outcome<T> {
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

/**
 * A property graph that runs our Cypher. The two engines behave alike; nothing outside this folder knows which one runs.
 * Every method throws AllegianceError only: STORE_UNAVAILABLE, QUERY_TIMEOUT, QUERY_TOO_COMPLEX, CONFLICT or
 * INTERNAL_SERVER_ERROR.
 */
export interface Engine {
  readonly kind: 'neo4j' | 'embedded';
  /** What opening the store found and put right, in plain sentences; null where there is nothing to tell. */
  readonly notice: string | null;
  /** The server's or library's own version. */
  version(): Promise<string>;
  /** Runs one statement with read access, within the time limit, and no longer than the signal says that it is wanted. */
  read(statement: Cypher, parameters?: Parameters, wanted?: AbortSignal): Promise<Row[]>;
  /** Runs a unit of work; any error rolls it back. */
  write<T>(work: (transaction: Transaction) => Promise<Outcome<T>>): Promise<T>;
  /**
   * Full-text search, the one thing the engines spell differently: the best `limit` nodes of a label whose text property
   * holds any of the words, best first, as the properties asked for. The property has a `text` index.
   */
  searchText(search: TextSearch, wanted?: AbortSignal): Promise<Row[]>;
  /** Applies one step of the schema; doing it twice is doing it once. */
  define(step: SchemaStep): Promise<void>;
  /**
   * Writes all that is committed, its history with it, into a new file, as of one moment and while others read and write.
   * Absent where the database has a tool of its own for that, as Neo4j does.
   */
  readonly backup?: (file: string) => Promise<void>;
  close(): Promise<void>;
}
