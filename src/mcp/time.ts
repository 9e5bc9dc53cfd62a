import type { QuestionTime } from '../model/answerWords.ts';
import { parseDate } from '../model/date.ts';
import { AllegianceError } from '../model/errors.ts';
import { windowOf } from '../model/interval.ts';

/** The time that a question is about, as its arguments give it. */
export interface RequestedTime {
  readonly at?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The variables `at` and `during` of an operation; neither where no time is asked about.
 * @throws BAD_WINDOW if `at` is given beside the others, or the span ends before it starts; BAD_DATE
 */
export function timeVariables({ at, since, until }: RequestedTime): QuestionTime {
  if (at !== undefined && (since !== undefined || until !== undefined)) {
    throw new AllegianceError('BAD_WINDOW', 'Expected `at`, or `since` and `until`; got both. Leave one out.');
  }
  if (at !== undefined) return { at: parseDate(at).text };
  if (since === undefined && until === undefined) return {};
  const [start, end] = [since, until].map((text) => (text === undefined ? null : parseDate(text)));
  windowOf(null, { start, end });
  return { during: { start: start?.text ?? null, end: end?.text ?? null } };
}
