import { daysInMonth } from '../../../model/calendar.ts';
import { parseDate } from '../../../model/date.ts';
import type { EventKind, PlacePrecision } from '../../../model/kinds.ts';
import type { EarlierEvent } from '../earlier.ts';
import { actorOfRecord } from './actorRegistry.ts';
import { BadCell, cellCount, cellDate, cellId, cellText, requiredId } from './cells.ts';
import { reportsOf } from './report.ts';
import type { UcdpRecord } from './table.ts';

/** A row of GED. */
export type GedEvent = ReturnType<typeof gedEvent>;

const KINDS: Readonly<Record<string, EventKind>> = {
  1: 'STATE_BASED_VIOLENCE',
  2: 'NON_STATE_VIOLENCE',
  3: 'ONE_SIDED_VIOLENCE',
};

/** UCDP's precision codes of places: 5 is a line or a region without exact borders; 7, the sea or the air, has no precision here. */
const PRECISIONS: Readonly<Record<string, PlacePrecision>> = {
  1: 'EXACT',
  2: 'NEAR',
  3: 'DISTRICT',
  4: 'PROVINCE',
  5: 'NEAR',
  6: 'COUNTRY',
};

/** @throws BadCell where no event can be read from the row */
export function gedEvent(record: UcdpRecord) {
  const type = cellText(record.type_of_violence) ?? '';
  const kind = KINDS[type];
  if (!kind) throw new BadCell('type_of_violence', '1, 2 or 3', type);
  const count = (column: string) => cellCount(record[column], column);
  const first = cellDate(record.date_start, 'date_start') ?? cellDate(record.year, 'year');
  if (first === null) throw new BadCell('date_start', 'a date', record.date_start ?? '');
  const last = cellDate(record.date_end, 'date_end') ?? first;
  const country = cellText(record.country) ?? 'unknown country';
  return {
    id: requiredId(record.id, 'id'),
    kind,
    isOneSided: kind === 'ONE_SIDED_VIOLENCE',
    dyad: cellId(record.dyad_new_id, 'dyad_new_id'),
    country,
    /** Its place in words. */
    where: cellText(record.where_coordinates) ?? country,
    a: { ...actorOfRecord(record, 'side_a_new_id', 'side_a'), deaths: count('deaths_a') },
    b: { ...actorOfRecord(record, 'side_b_new_id', 'side_b'), deaths: count('deaths_b') },
    when: eventTimeOf(first, last, count('date_prec') ?? 1),
    /** True where the last day in the table is before the first. */
    isReversed: last < first && !first.startsWith(last),
    precision: PRECISIONS[cellText(record.where_prec) ?? ''] ?? null,
    deaths: { deathsBest: count('best'), deathsLow: count('low'), deathsHigh: count('high') },
    civilianDeaths: count('deaths_civilians'),
    unknownSideDeaths: count('deaths_unknown'),
    /** True where the event sums up several incidents that the source does not separate. */
    isSummary: cellText(record.event_clarity) === '2',
    reports: reportsOf(record),
    /** The original source, where the report repeats another. */
    originalSource: cellText(record.source_original),
  };
}

/** What files are filtered by, of an event of the graph or of a row. */
export type GedFacets = Pick<EarlierEvent, 'kind' | 'start' | 'end' | 'placePrecision' | 'civilianDeaths' | 'place'>;

/** The same of a row, from as few cells as possible. @throws BadCell */
export function gedFacets(record: UcdpRecord): GedFacets {
  const first = cellDate(record.date_start, 'date_start') ?? cellDate(record.year, 'year') ?? '';
  const when = eventTimeOf(first, cellDate(record.date_end, 'date_end') ?? first, cellCount(record.date_prec, 'date_prec') ?? 1);
  return {
    kind: KINDS[cellText(record.type_of_violence) ?? ''] ?? 'OTHER',
    ...when,
    placePrecision: PRECISIONS[cellText(record.where_prec) ?? ''] ?? null,
    civilianDeaths: cellCount(record.deaths_civilians, 'deaths_civilians'),
    place: [`ucdp-place:${cellId(record.country_id, 'country_id')}/${cellText(record.adm_1) ?? ''}`],
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The time of an event from its first and last day and UCDP's precision: 1 the day is known, 2 within 2 to 6 days, 3 the
 * week, 4 the month, 5 more than a month up to a year. From 2 on the event is on one unknown day of the span. With 1 it lasted
 * from the first day to the last. `end` is null for an event on a single day, which `start` gives as exactly as it is known.
 */
export function eventTimeOf(first: string, last: string, precision: number): { start: string; end: string | null } {
  const [start, end] = parseDate(last).last < parseDate(first).first ? [last, first] : [first, last];
  if (start === end) return { start: DAY.test(start) ? coarsened(start, precision) : start, end: null };
  if (precision <= 1 || !DAY.test(start) || !DAY.test(end)) return { start, end };
  return { start: spanOf(start, end), end: null };
}

/** A single day of which only the month or year is known. */
function coarsened(day: string, precision: number): string {
  return precision === 5 ? day.slice(0, 4) : precision === 4 ? day.slice(0, 7) : day;
}

/** One unknown day of a span, in EDTF; a whole year or month is written as such. */
function spanOf(start: string, end: string): string {
  const [year, month] = start.split('-') as [string, string];
  if (start === `${year}-01-01` && end === `${year}-12-31`) return year;
  const length = String(daysInMonth(Number(year), Number(month)));
  return start.endsWith('-01') && end === `${year}-${month}-${length}` ? `${year}-${month}` : `[${start}..${end}]`;
}
