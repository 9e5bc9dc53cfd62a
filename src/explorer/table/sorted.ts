const letters = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Rows sorted by a value: stable, with empty values last in both directions. */
export function sorted<T>(rows: readonly T[], value: (row: T) => string | number, falling: boolean): T[] {
  const way = falling ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    return way * (typeof x === 'number' && typeof y === 'number' ? x - y : letters.compare(String(x), String(y)));
  });
}
