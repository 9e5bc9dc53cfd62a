import { useState } from 'react';
import { sortRows } from './sortRows.ts';

export interface TableColumn<T> {
  readonly name: string;
  readonly value: (row: T) => string | number;
  /** Its text stays on one line, as dates do. */
  readonly unbroken?: boolean;
  /** Renders the cell as a button. */
  readonly onOpen?: (row: T) => void;
}

interface Props<T> {
  readonly caption: string;
  readonly rows: readonly T[];
  readonly columns: readonly TableColumn<T>[];
  readonly keyOf: (row: T) => string;
  readonly selectedKey: string | null;
  readonly pageSize: number;
}

/** A table that is sorted by a click on a column header. */
export function SortableTable<T>({ caption, rows, columns, keyOf, selectedKey, pageSize }: Props<T>) {
  const [order, setOrder] = useState<{ readonly name: string; readonly descending: boolean }>({
    name: columns[0]!.name,
    descending: false,
  });
  const [pageCount, setPageCount] = useState(1);
  const column = columns.find(({ name }) => name === order.name) ?? columns[0]!;
  const ordered = sortRows(rows, column.value, order.descending);
  const headerCell = (name: string) => (
    <th key={name} scope="col" aria-sort={name !== column.name ? 'none' : order.descending ? 'descending' : 'ascending'}>
      <button type="button" onClick={() => setOrder({ name, descending: name === order.name && !order.descending })}>
        {name}
      </button>
    </th>
  );
  return (
    <>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map(({ name }) => headerCell(name))}</tr>
        </thead>
        <tbody>
          {ordered.slice(0, pageSize * pageCount).map((row) => (
            <tr key={keyOf(row)} data-selected={keyOf(row) === selectedKey}>
              {columns.map(({ name, value, unbroken, onOpen }) => (
                <td key={name} data-number={typeof value(row) === 'number'} data-unbroken={unbroken}>
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
      {ordered.length > pageSize * pageCount && (
        <button type="button" onClick={() => setPageCount(pageCount + 1)}>
          {ordered.length - pageSize * pageCount} more
        </button>
      )}
    </>
  );
}
