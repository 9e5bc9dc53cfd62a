import type { Row, Value } from '../../engine/engine.ts';
import type { EventTotals } from '../event/event.type.ts';

/** The counts of a statement per key, and the revision counted: its rows are a key, the revision, and a list. */
export function countedFor(keys: readonly string[], rows: readonly Row[]): { readonly revision: number; readonly list: Value[][] }[] {
  const found = new Map(rows.map(([key, revision, list]) => [key as string, { revision: revision as number, list: list as Value[][] }]));
  return keys.map((key) => found.get(key)!);
}

export function addTotals(a: EventTotals, b: EventTotals): EventTotals {
  const sum = (part: 'best' | 'low' | 'high') => (a.deaths[part] ?? 0) + (b.deaths[part] ?? 0);
  return { events: a.events + b.events, deaths: { best: sum('best'), low: sum('low'), high: sum('high') } };
}
