import { dateAfter, dateBefore } from '../../model/adjacentDate.ts';
import { dayText } from '../../model/calendar.ts';
import { type PartialDate, parseDate } from '../../model/date.ts';
import { type Interval, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import type { IntervalType } from '../common/types.ts';

/** A tie with its dates as given. */
type Dated = Pick<Interval, 'start' | 'end' | 'attestedFrom'>;

/**
 * The days of an episode as the dates of the ties that bound it. A start is the date of a tie that begins, or is first attested,
 * on that day, else the date after that of a tie which ends on the day before; an end likewise. Of several the most exact one
 * is taken; if there is none, as where ties are no longer LIKELY, the day itself. So no date is more exact than what is known,
 * and the end of one episode and the start of the next are always adjacent.
 */
export function episodeInterval({ first, last }: Window, surely: Window | null, ties: readonly Dated[]): IntervalType {
  const starts = datesOf(ties.flatMap(({ start, attestedFrom }) => [start, attestedFrom]));
  const ends = datesOf(ties.map(({ end }) => end));
  const start = mostExact(starts, (date) => date.first === first)?.text ?? after(mostExact(ends, (date) => date.last === first - 1));
  const end = mostExact(ends, (date) => date.last === last)?.text ?? before(mostExact(starts, (date) => date.first === last + 1));
  return {
    start: first <= UNKNOWN_LO ? null : (start ?? dayText(first)),
    end: last >= UNKNOWN_HI ? null : (end ?? dayText(last)),
    attestedFrom: surely && dayText(surely.first),
    attestedUntil: surely && dayText(surely.last),
  };
}

function datesOf(texts: readonly (string | null)[]): PartialDate[] {
  return texts.flatMap((text) => (text === null ? [] : [parseDate(text)]));
}

function mostExact(dates: readonly PartialDate[], fits: (date: PartialDate) => boolean): PartialDate | null {
  const length = ({ first, last }: PartialDate) => last - first;
  return dates.filter(fits).sort((a, b) => length(a) - length(b))[0] ?? null;
}

const after = (date: PartialDate | null) => (date === null ? null : dateAfter(date));
const before = (date: PartialDate | null) => (date === null ? null : dateBefore(date));
