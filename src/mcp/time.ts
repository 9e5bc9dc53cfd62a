import { parseDate } from '../model/date.ts';
import { AllegianceError } from '../model/errors.ts';
import { windowOf } from '../model/interval.ts';

/** The time that a question is about, as its arguments give it. */
export interface RequestedTime {
  readonly at?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The variables `at` and `during` of an operation; neither where no time is asked about. */
export interface TimeVariables {
  readonly at?: string;
  readonly during?: { readonly start: string | null; readonly end: string | null };
}

/** @throws BAD_WINDOW if `at` is given beside the others, or the span ends before it starts; BAD_DATE */
export function timeVariables({ at, since, until }: RequestedTime): TimeVariables {
  if (at !== undefined && (since !== undefined || until !== undefined)) {
    throw new AllegianceError('BAD_WINDOW', 'Expected `at`, or `since` and `until`; got both. Leave one out.');
  }
  if (at !== undefined) return { at: parseDate(at).text };
  if (since === undefined && until === undefined) return {};
  const [start, end] = [since, until].map((text) => (text === undefined ? null : parseDate(text)));
  windowOf(null, { start, end });
  return { during: { start: start?.text ?? null, end: end?.text ?? null } };
}

/** The time in words: `2016`, `2011 to 2013`, `the time since 2011`; null where none is asked about. */
export function timeInWords({ at, during }: TimeVariables): string | null {
  if (at) return at;
  if (!during) return null;
  const { start, end } = during;
  return start && end ? `${start} to ${end}` : start ? `the time since ${start}` : `the time until ${end}`;
}

/** The time as an adverb: `on 2016-12-22`, `in 2016`, `from 2011 to 2013`, `since 2011`, `until 2013`; null where none is asked about. */
export function whenInWords({ at, during }: TimeVariables): string | null {
  if (at) return at.length > 7 && !at.startsWith('[') ? `on ${at}` : `in ${at}`;
  if (!during) return null;
  const { start, end } = during;
  return start && end ? `from ${start} to ${end}` : start ? `since ${start}` : `until ${end}`;
}
