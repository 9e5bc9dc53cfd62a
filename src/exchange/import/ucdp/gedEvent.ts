import type { EventKind, PlacePrecision } from '../../../model/kinds.ts';
import { BadCell, countOf, dateOf, requiredId, textOf } from './cells.ts';
import type { UcdpRecord } from './records.ts';
import { type Report, reportsOf } from './report.ts';
import { type When, whenOf } from './when.ts';

export interface Deaths {
  readonly best: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Side {
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
  readonly a: Side;
  readonly b: Side;
  readonly when: When;
  /** True where the last day in the table is before the first. */
  readonly backwards: boolean;
  readonly precision: PlacePrecision | null;
  readonly deaths: Deaths;
  readonly civilians: number | null;
  /** Deaths whose side is unknown. */
  readonly unknown: number | null;
  /** True where the event sums up several incidents that the source does not separate. */
  readonly summed: boolean;
  readonly reports: readonly Report[];
  /** The original source, where the report repeats another. */
  readonly original: string | null;
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
  const type = textOf(record.type_of_violence) ?? '';
  const kind = KINDS[type];
  if (!kind) throw new BadCell('type_of_violence', '1, 2 or 3', type);
  const count = (column: string) => countOf(record[column], column);
  const first = dateOf(record.date_start, 'date_start') ?? dateOf(record.year, 'year');
  if (first === null) throw new BadCell('date_start', 'a date', record.date_start ?? '');
  const last = dateOf(record.date_end, 'date_end') ?? first;
  return {
    id: requiredId(record.id, 'id'),
    kind,
    dyad: textOf(record.dyad_new_id) === null ? null : requiredId(record.dyad_new_id, 'dyad_new_id'),
    country: textOf(record.country) ?? 'unknown country',
    a: sideOf(record, 'a'),
    b: sideOf(record, 'b'),
    when: whenOf(first, last, count('date_prec') ?? 1),
    backwards: last < first && !first.startsWith(last),
    precision: PRECISIONS[textOf(record.where_prec) ?? ''] ?? null,
    deaths: { best: count('best'), low: count('low'), high: count('high') },
    civilians: count('deaths_civilians'),
    unknown: count('deaths_unknown'),
    summed: textOf(record.event_clarity) === '2',
    reports: reportsOf(record),
    original: textOf(record.source_original),
  };
}

function sideOf(record: UcdpRecord, side: 'a' | 'b'): Side {
  const id = requiredId(record[`side_${side}_new_id`], `side_${side}_new_id`);
  const deaths = countOf(record[`deaths_${side}`], `deaths_${side}`);
  return { id, name: textOf(record[`side_${side}`]) ?? `UCDP actor ${id}`, deaths };
}

/** True where low, best and high are not in ascending order. */
export function isOutOfOrder({ best, low, high }: Deaths): boolean {
  return (low ?? 0) > (best ?? low ?? 0) || (best ?? 0) > (high ?? best ?? 0) || (low ?? 0) > (high ?? low ?? 0);
}
