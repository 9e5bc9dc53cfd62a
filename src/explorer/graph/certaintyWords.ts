import { ALL_TIME, type Certainty, INTERVAL_DATES, type Interval, type Window } from '../../model/interval.ts';
import { attestedWords, datesSeenFrom, lastAttested, noneKnown } from '../../model/knownOf.ts';
import type { TimeSelection } from '../state/view.ts';
import { dateLabel, datesInWords, timeLabel } from './dateLabel.ts';
import { selectedWindow, type TieTime, tieCertainty } from './filter.ts';

/** The dates of a tie; where it has none, those of its first and its last period of support. */
export function datesOf({ validity, periods = [] }: TieTime): Interval {
  if (INTERVAL_DATES.some((name) => validity[name])) return validity;
  return { ...validity, start: periods[0]?.start ?? null, end: periods.at(-1)?.end ?? null };
}

/** The earliest and the latest date on which a tie is attested; both null where it has no date. */
export function attestedDates(tie: TieTime): { readonly first: string | null; readonly last: string | null } {
  const dates = datesOf(tie);
  return { first: INTERVAL_DATES.map((name) => dates[name]).find((date) => date) ?? null, last: lastAttested(dates) };
}

/** How well a tie is known at the selected time: “known for that day”, “possible then, last attested 2017”; null without a time. */
export function certaintyWords(tie: TieTime, time: TimeSelection | null): string | null {
  const window = selectedWindow(time);
  if (time === null || window === null) return null;
  const certainty = tieCertainty(tie, window);
  if (certainty === null) return 'not then';
  const words = knownWords(certainty, time, window);
  return certainty === 'CERTAIN' || certainty === 'THROUGHOUT'
    ? words
    : `${words}, ${datesInWords(attestedWords(seenFrom(tie, window), window))}`;
}

/** When a tie held, and how well it is known at the selected time: “since 2015; likely then, last attested 2017”. */
export function whenWords(tie: TieTime, time: TimeSelection | null): string {
  const words = certaintyWords(tie, time);
  return words === null ? dateLabel(datesOf(tie)) : `${dateLabel(datesOf(tie))}; ${words}`;
}

/** The certainty of something at the selected time, in words; null without a time. */
export function certaintyLabel(certainty: Certainty, time: TimeSelection | null): string | null {
  const window = selectedWindow(time);
  return time === null || window === null ? null : knownWords(certainty, time, window);
}

function knownWords(certainty: Certainty, time: TimeSelection, window: Window): string {
  if (certainty === 'POSSIBLE') return 'possible then';
  return certainty === 'LIKELY' ? 'likely then' : `known for ${thatTime(time, window)}`;
}

function thatTime({ at, until }: TimeSelection, { first, last }: Window): string {
  if (first === last) return 'that day';
  if (until === null && /^\d{4}$/.test(at)) return 'that year';
  return until === null && /^\d{4}-\d{2}$/.test(at) ? 'that month' : 'that period';
}

/** The dates that say when a tie was attested, as seen from a window. */
const seenFrom = ({ validity, periods = [] }: TieTime, window: Window): Interval => ({
  ...validity,
  ...datesSeenFrom({ ...validity, periods }, window),
});

/** Says that of the selected time nothing better is known than something possible, and when that was last attested. */
export function noneKnownWords(time: TimeSelection, statement: string, tie: TieTime): string {
  const window = selectedWindow(time) ?? ALL_TIME;
  return datesInWords(noneKnown(timeLabel(time), statement, [seenFrom(tie, window)], window));
}
