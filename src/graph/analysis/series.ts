import { bucketOfAll, bucketsBetween, type TimeUnit } from '../../model/bucket.ts';
import { parseDate } from '../../model/date.ts';
import { AllegianceError } from '../../model/errors.ts';
import { UNKNOWN_HI, UNKNOWN_LO, type Window, windowOf } from '../../model/interval.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import { restrictsVoices } from '../entity/voices.loader.ts';
import { countByDays } from '../event/count.cypher.ts';
import { eventsByVoices, NOTHING, ofEvents, rowParameters, selectionOf, totalsOf, type WeighedEvent } from '../event/event.loader.ts';
import type { EventTotals } from '../event/event.type.ts';
import type { EventFilter } from '../event/filter.ts';
import { addTotals, countedFor } from './totals.ts';

/** Distinct ranges of days of events; a store of a million events has some ten thousand. */
const MAX_DAY_RANGES = 200_000;
const MAX_BUCKETS = 20_000;

export interface Bucket extends EventTotals {
  readonly start: string;
}

export interface Series {
  readonly buckets: readonly Bucket[];
  /** Events in no bucket. Buckets and remainder add up to the total. */
  readonly remainder: EventTotals;
}

/** Totals of the events with the same range of days. */
interface DayRangeTotals extends EventTotals {
  readonly days: Window;
}

/**
 * Events counted by time. An event is in a bucket if all days on which it may have happened are, so one known only to the
 * month, or lasting for weeks, is in no day.
 * @throws UNKNOWN_ENTITY, BAD_WINDOW; BAD_INPUT for a series of more than 20,000 buckets
 */
export async function eventSeries(context: Context, filter: EventFilter | null, unit: TimeUnit): Promise<Series> {
  const window = windowOf(filter?.at, filter?.during);
  const counts = new Map<string, EventTotals>();
  let remainder = NOTHING;
  for (const dayRange of await dayRangesOf(context, filter)) {
    const bucket = bucketOfAll(dayRange.days, unit);
    if (bucket === null || !overlaps(parseDate(bucket), window)) remainder = addTotals(remainder, dayRange);
    else counts.set(bucket, addTotals(counts.get(bucket) ?? NOTHING, dayRange));
  }
  const starts = startsOf([...counts.keys()].sort(), window, unit);
  return { buckets: starts.map((start) => ({ start, ...(counts.get(start) ?? NOTHING) })), remainder };
}

/** False for a bucket before the window: its events have no known end and may have continued into it. */
function overlaps(bucket: Window, window: Window | null): boolean {
  return window === null || (bucket.first <= window.last && bucket.last >= window.first);
}

/** One statement serves series of all units and their remainders. */
async function dayRangesOf(context: Context, filter: EventFilter | null): Promise<DayRangeTotals[]> {
  const selection = await selectionOf(context, { kind: 'everything' }, filter);
  if (restrictsVoices(filter?.voices)) return (await eventsByVoices(context, selection, filter.voices)).events.map(dayRangeOf);
  const { start, narrowing, certainty, shared, rowKey } = selection;
  const name = `eventDays ${argumentsKey({ start, narrowing, certainty, shared })}`;
  const { revision, list: dayRanges } = await context.load(
    name,
    rowKey,
    async ({ engine }, keys) => {
      const parameters = { ...rowParameters(keys, shared), open: UNKNOWN_HI, limit: MAX_DAY_RANGES };
      return countedFor(keys, await engine.read(countByDays(start, narrowing, certainty), parameters));
    },
    ofEvents,
  );
  if (dayRanges.length === MAX_DAY_RANGES) throw tooManyDayRanges();
  context.addRevision(revision);
  return dayRanges.map(([first, last, ...totals]) => ({ days: { first: first as number, last: last as number }, ...totalsOf(totals) }));
}

/** Without a known end, the last day that surely belongs to it. */
function dayRangeOf({ lo, hi, clo, chi, deaths }: WeighedEvent): DayRangeTotals {
  return { days: { first: lo, last: hi < UNKNOWN_HI ? hi : Math.max(clo, chi) }, events: 1, deaths };
}

function tooManyDayRanges(): AllegianceError {
  return new AllegianceError(
    'QUERY_TIMEOUT',
    'These events are on too many different days to be counted at once. Narrow them with `within` or `during`.',
  );
}

/** The buckets from the first with events to the last, or from and to the bounded sides of the window. */
function startsOf(filled: readonly string[], window: Window | null, unit: TimeUnit): string[] {
  const first = window && window.first > UNKNOWN_LO ? window.first : filled[0] && parseDate(filled[0]).first;
  const last = window && window.last < UNKNOWN_HI ? window.last : filled[0] && parseDate(filled.at(-1)!).last;
  if (first === undefined || last === undefined) return [];
  const starts = bucketsBetween(first as number, last as number, unit, MAX_BUCKETS);
  if (starts) return starts;
  const message = `Expected a series of at most ${MAX_BUCKETS} buckets; by ${unit} these events need more. Use a wider unit, or \`during\`.`;
  throw new AllegianceError('BAD_INPUT', message, { limit: MAX_BUCKETS });
}
