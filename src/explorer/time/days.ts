/** Days are counted from 1970-01-01 in the proleptic Gregorian calendar. */
const MS_PER_DAY = 86_400_000;

/** The dates of a tie as the server returns them; null where unknown. */
export interface Dates {
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

/** The first and the last day that a date can mean. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** A tie possibly holds from `lo` to `hi`, and surely from `clo` to `chi` (on no day where `clo` is after `chi`). */
export interface DayBounds {
  readonly lo: number;
  readonly hi: number;
  readonly clo: number;
  readonly chi: number;
}

/** How surely a tie holds in a range of days. */
export type HoldsInRange = 'surely' | 'possibly' | 'not';

const DATE_PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const RANGE_PATTERN = /^\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\]$/;

export const dayOf = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS_PER_DAY);
};

/** Reads `2016`, `2016-12`, `2016-12-22` or `[2016-01-11..2016-01-17]`; null for anything else. */
export function parseDays(text: string): DayRange | null {
  const range = RANGE_PATTERN.exec(text);
  if (range) {
    const [from, to] = [parseDays(range[1]!), parseDays(range[2]!)];
    return from && to && from.first < to.first ? { first: from.first, last: to.last } : null;
  }
  const [, year, month, day] = DATE_PATTERN.exec(text) ?? [];
  if (year === undefined || Number(year) === 0) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const first = dayOf(y, m, d);
  if (formatDay(first) !== `${year}-${month ?? '01'}-${day ?? '01'}`) return null;
  if (day !== undefined) return { first, last: first };
  return { first, last: (month === undefined ? dayOf(y + 1, 1, 1) : dayOf(y, m + 1, 1)) - 1 };
}

/** `2016-12-22`. */
export const formatDay = (day: number): string => {
  const date = new Date(day * MS_PER_DAY);
  const part = (value: number, length: number) => String(value).padStart(length, '0');
  return `${part(date.getUTCFullYear(), 4)}-${part(date.getUTCMonth() + 1, 2)}-${part(date.getUTCDate(), 2)}`;
};

export const yearOf = (day: number): number => new Date(day * MS_PER_DAY).getUTCFullYear();

/** The same rule as in `src/model/interval.ts`: possibly from the first day of `start` to the last of `end`, surely between days that the dates attest. */
export function dayBoundsOf({ start, end, attestedFrom, attestedUntil }: Dates): DayBounds {
  const ranges = [start, attestedFrom, attestedUntil, end].map((date) => (date === null ? null : parseDays(date)));
  const given = ranges.filter((range) => range !== null);
  return {
    lo: ranges[0]?.first ?? Number.NEGATIVE_INFINITY,
    hi: ranges[3]?.last ?? Number.POSITIVE_INFINITY,
    clo: Math.min(Number.POSITIVE_INFINITY, ...given.map(({ last }) => last)),
    chi: Math.max(Number.NEGATIVE_INFINITY, ...given.map(({ first }) => first)),
  };
}

/** How surely a tie holds in a range of days; without a range every tie holds. */
export function holdsInRange({ lo, hi, clo, chi }: DayBounds, range: DayRange | null): HoldsInRange {
  if (range === null) return 'surely';
  if (clo <= range.last && chi >= range.first) return 'surely';
  return lo <= range.last && hi >= range.first ? 'possibly' : 'not';
}
