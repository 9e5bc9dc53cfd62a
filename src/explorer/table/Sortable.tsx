import { useState } from 'react';
import { sorted } from './sorted.ts';

export interface Column<T> {
  readonly name: string;
  readonly value: (row: T) => string | number;
  /** Renders the cell as a button. */
  readonly onOpen?: (row: T) => void;
}

interface Props<T> {
  readonly caption: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly chosen: string | null;
  readonly page: number;
}

/** A table that is sorted by a click on a column header. */
export function Sortable<T>({ caption, rows, columns, keyOf, chosen, page }: Props<T>) {
  const [order, setOrder] = useState<{ readonly name: string; readonly falling: boolean }>({ name: columns[0]!.name, falling: false });
  const [pages, setPages] = useState(1);
  const column = columns.find(({ name }) => name === order.name) ?? columns[0]!;
  const ordered = sorted(rows, column.value, order.falling);
  const head = (name: string) => (
    <th key={name} scope="col" aria-sort={name !== column.name ? 'none' : order.falling ? 'descending' : 'ascending'}>
      <button type="button" onClick={() => setOrder({ name, falling: name === order.name && !order.falling })}>
        {name}
      </button>
    </th>
  );
  return (
    <>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map(({ name }) => head(name))}</tr>
        </thead>
        <tbody>
          {ordered.slice(0, page * pages).map((row) => (
            <tr key={keyOf(row)} data-selected={keyOf(row) === chosen}>
              {columns.map(({ name, value, onOpen }) => (
                <td key={name} data-number={typeof value(row) === 'number'}>
                  {onOpen ? (
                    <button type="button" className="link" onClick={() => onOpen(row)}>
                      <bdi>{value(row)}</bdi>
                    </button>
                  ) : (
                    <bdi>{value(row)}</bdi>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {ordered.length > page * pages && (
        <button type="button" onClick={() => setPages(pages + 1)}>
          {ordered.length - page * pages} more
        </button>
      )}
    </>
  );
}
