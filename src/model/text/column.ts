/** A value of a node, an edge or a row in a file; null where it is unknown or does not apply. */
export type Cell = string | number | boolean | null;

/** A property of nodes, edges or rows in a file. */
export interface Column<T> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'double' | 'boolean';
  readonly of: (item: T) => Cell;
}
