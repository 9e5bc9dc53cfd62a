import type { EventKind, PlacePrecision } from '../../../model/kinds.ts';
import { BadCell, cellCount, cellDate, cellText, requiredId } from './cells.ts';
import type { UcdpRecord } from './records.ts';
import { type PressReport, reportsOf } from './report.ts';
import { type EventTime, eventTimeOf } from './when.ts';

export interface DeathEstimate {
  readonly best: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface EventSide {
  readonly id: string;
  readonly name: string;
  readonly deaths: number | null;
}

/** A row of GED. */
export interface GedEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly dyad: string | null;
  readonly country: string;
  readonly a: EventSide;
  readonly b: EventSide;
  readonly when: EventTime;
  /** True where the last day in the table is before the first. */
  readonly isReversed: boolean;
  readonly precision: PlacePrecision | null;
  readonly deaths: DeathEstimate;
  readonly civilianDeaths: number | null;
  /** Deaths whose side is unknown. */
  readonly unknownSideDeaths: number | null;
  /** True where the event sums up several incidents that the source does not separate. */
  readonly isSummary: boolean;
  readonly reports: readonly PressReport[];
  /** The original source, where the report repeats another. */
  readonly originalSource: string | null;
}

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
export function gedEvent(record: UcdpRecord): GedEvent {
  const type = cellText(record.type_of_violence) ?? '';
  const kind = KINDS[type];
  if (!kind) throw new BadCell('type_of_violence', '1, 2 or 3', type);
  const count = (column: string) => cellCount(record[column], column);
  const first = cellDate(record.date_start, 'date_start') ?? cellDate(record.year, 'year');
  if (first === null) throw new BadCell('date_start', 'a date', record.date_start ?? '');
  const last = cellDate(record.date_end, 'date_end') ?? first;
  return {
    id: requiredId(record.id, 'id'),
    kind,
    dyad: cellText(record.dyad_new_id) === null ? null : requiredId(record.dyad_new_id, 'dyad_new_id'),
    country: cellText(record.country) ?? 'unknown country',
    a: sideOf(record, 'a'),
    b: sideOf(record, 'b'),
    when: eventTimeOf(first, last, count('date_prec') ?? 1),
    isReversed: last < first && !first.startsWith(last),
    precision: PRECISIONS[cellText(record.where_prec) ?? ''] ?? null,
    deaths: { best: count('best'), low: count('low'), high: count('high') },
    civilianDeaths: count('deaths_civilians'),
    unknownSideDeaths: count('deaths_unknown'),
    isSummary: cellText(record.event_clarity) === '2',
    reports: reportsOf(record),
    originalSource: cellText(record.source_original),
  };
}

function sideOf(record: UcdpRecord, side: 'a' | 'b'): EventSide {
  const id = requiredId(record[`side_${side}_new_id`], `side_${side}_new_id`);
  const deaths = cellCount(record[`deaths_${side}`], `deaths_${side}`);
  return { id, name: cellText(record[`side_${side}`]) ?? `UCDP actor ${id}`, deaths };
}

/** True where low, best and high are not in ascending order. */
export function isOutOfOrder({ best, low, high }: DeathEstimate): boolean {
  return (low ?? 0) > (best ?? low ?? 0) || (best ?? 0) > (high ?? best ?? 0) || (low ?? 0) > (high ?? low ?? 0);
}
