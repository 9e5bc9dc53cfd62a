import { dayNumber, yearOf } from '../../model/calendar.ts';
import { dateOrNull } from '../../model/date.ts';
import type { Certainty, Window } from '../../model/interval.ts';
import { attestedDates } from '../graph/certaintyWords.ts';
import { tieCertainty } from '../graph/filter.ts';
import type { GraphTie } from '../graph/graph.ts';

/** A part of a time line; both ends as shares of its length, 0 to 1. */
export interface TimePart {
  readonly from: number;
  readonly until: number;
}

/** A part in which a tie holds with one certainty. */
export interface CertaintyPart extends TimePart {
  readonly certainty: 'CERTAIN' | 'LIKELY' | 'POSSIBLE';
}

export interface PairTimeline {
  readonly firstYear: number;
  readonly lastYear: number;
  /** For each tie, in their order. */
  readonly parts: readonly (readonly CertaintyPart[])[];
  /** The selected time; null where none is, or all of it is selected. */
  readonly selected: TimePart | null;
}

/** Steps of a time line: finer ones would not be seen. */
const STEPS = 240;

/** Years beyond the first and the last date, so that what is likely and possible there is seen. */
const MARGIN_YEARS = 2;

/** When each tie of a pair held, how surely, from some years before the first of their dates to some after the last; null without any date. */
export function pairTimeline(ties: readonly GraphTie[], window: Window | null): PairTimeline | null {
  const days = ties.flatMap((tie) => {
    const { first, last } = attestedDates(tie);
    return [dateOrNull(first ?? '')?.first, dateOrNull(last ?? '')?.last].filter((day) => day !== undefined);
  });
  if (window) days.push(window.first, window.last);
  if (days.length === 0) return null;
  const firstYear = Math.max(1, yearOf(Math.min(...days)) - MARGIN_YEARS);
  const lastYear = Math.min(9998, yearOf(Math.max(...days)) + MARGIN_YEARS);
  const start = dayNumber(firstYear, 1, 1);
  const length = dayNumber(lastYear + 1, 1, 1) - start;
  const share = (day: number) => Math.max(0, Math.min(1, (day - start) / length));
  return {
    firstYear,
    lastYear,
    parts: ties.map((tie) => partsOf(tie, start, length)),
    selected: window && { from: share(window.first), until: share(window.last + 1) },
  };
}

/** The parts of a tie's line; neighboring steps of one certainty are one part. */
function partsOf(tie: GraphTie, start: number, length: number): CertaintyPart[] {
  const parts: { from: number; until: number; certainty: CertaintyPart['certainty'] }[] = [];
  for (let step = 0; step < STEPS; step++) {
    const window = { first: start + Math.floor((step * length) / STEPS), last: start + Math.floor(((step + 1) * length) / STEPS) - 1 };
    const certainty = shownAs(tieCertainty(tie, window));
    if (certainty === null) continue;
    const [from, until] = [step / STEPS, (step + 1) / STEPS];
    const before = parts.at(-1);
    if (before?.certainty === certainty && before.until === from) before.until = until;
    else parts.push({ from, until, certainty });
  }
  return parts;
}

const shownAs = (certainty: Certainty | null): CertaintyPart['certainty'] | null => (certainty === 'THROUGHOUT' ? 'CERTAIN' : certainty);
