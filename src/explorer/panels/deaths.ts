import { spanOf, textOf } from '../time/days.ts';

export interface MonthCount {
  /** `2024-11`. */
  readonly month: string;
  readonly deaths: number;
}

interface Deadly {
  readonly validity: { readonly start: string | null };
  readonly deaths: { readonly best: number | null };
}

/** Deaths by the month in which each event began, months without any included; what has no month is left out. */
export function deathsByMonth(events: readonly Deadly[]): MonthCount[] {
  const counts = new Map<string, number>();
  for (const { validity, deaths } of events) {
    const span = validity.start === null || validity.start.length < 7 ? null : spanOf(validity.start);
    if (!span || !deaths.best) continue;
    const month = textOf(span.first).slice(0, 7);
    counts.set(month, (counts.get(month) ?? 0) + deaths.best);
  }
  const months = [...counts.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return [];
  return monthsBetween(first, last).map((month) => ({ month, deaths: counts.get(month) ?? 0 }));
}

function monthsBetween(first: string, last: string): string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: number(last) - number(first) + 1 }, (_, index) => {
    const at = number(first) + index;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
