const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Rows sorted by a value: stable, with empty values last in both directions. */
export function sortRows<T>(rows: readonly T[], value: (row: T) => string | number, descending: boolean): T[] {
  const factor = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    return factor * (typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y)));
  });
}
