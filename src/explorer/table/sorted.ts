const letters = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** In the order of a value; empty ones last either way; equal ones as they came. */
export function sorted<T>(rows: readonly T[], value: (row: T) => string | number, falling: boolean): T[] {
  const way = falling ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    return way * (typeof x === 'number' && typeof y === 'number' ? x - y : letters.compare(String(x), String(y)));
  });
}
