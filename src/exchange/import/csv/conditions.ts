import type { ColumnCondition, Condition } from './mapping.ts';
import type { CellLookup } from './values.ts';

/** Whether a record makes a row. */
export type Predicate = (lookup: CellLookup) => boolean;

export function predicateOf(condition: Condition | undefined): Predicate {
  if (!condition) return () => true;
  if ('and' in condition) {
    const all = condition.and.map(predicateOf);
    return (lookup) => all.every((one) => one(lookup));
  }
  if ('or' in condition) {
    const any = condition.or.map(predicateOf);
    return (lookup) => any.some((one) => one(lookup));
  }
  if ('not' in condition) {
    const inner = predicateOf(condition.not);
    return (lookup) => !inner(lookup);
  }
  return columnPredicate(condition as ColumnCondition);
}

/** The columns that a condition reads. */
export function columnsOfCondition(condition: Condition): string[] {
  if ('and' in condition) return condition.and.flatMap(columnsOfCondition);
  if ('or' in condition) return condition.or.flatMap(columnsOfCondition);
  return 'not' in condition ? columnsOfCondition(condition.not) : [(condition as ColumnCondition).column];
}

/** A record without a value meets no comparison. */
function columnPredicate({ column, is, matches, above, atLeast, below, atMost }: ColumnCondition): Predicate {
  const tests: ((value: string) => boolean)[] = [];
  if (is !== undefined) {
    const values = new Set([is].flat().map(String));
    // A number is the same in any spelling: 1, 01 and 1.0.
    const numbers = new Set([is].flat().filter((one) => typeof one === 'number'));
    tests.push((value) => values.has(value) || (numbers.size > 0 && value.trim() !== '' && numbers.has(Number(value))));
  }
  if (matches !== undefined) {
    const pattern = new RegExp(matches, 'u');
    tests.push((value) => pattern.test(value));
  }
  if (above !== undefined) tests.push((value) => compared(value, above) > 0);
  if (atLeast !== undefined) tests.push((value) => compared(value, atLeast) >= 0);
  if (below !== undefined) tests.push((value) => compared(value, below) < 0);
  if (atMost !== undefined) tests.push((value) => compared(value, atMost) <= 0);
  return (lookup) => {
    const value = lookup(column);
    return value !== null && tests.every((test) => test(value));
  };
}

/** Numbers by their size, else by the order of their characters, which is right for ISO dates. NaN, which is no order, where only one is a number. */
function compared(value: string, other: string | number | boolean): number {
  const [a, b] = [Number(value), Number(other)];
  if (typeof other === 'number' || (value.trim() !== '' && !Number.isNaN(a) && !Number.isNaN(b))) return a - b;
  return value < String(other) ? -1 : value > String(other) ? 1 : 0;
}
