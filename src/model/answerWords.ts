import { parseDate } from './date.ts';
import type { Interval } from './interval.ts';
import type { Status } from './kinds.ts';
import type { Posture } from './posture.ts';

/**
 * The words of answers, which the explorer and the tools for assistants share: how each says when, how surely, and that nothing is
 * known. A statement itself comes from `statement.ts`.
 */

/** The time that a question is about: on some day of `at`, or within `during`; neither where it is about any time. */
export interface QuestionTime {
  readonly at?: string;
  readonly during?: { readonly start: string | null; readonly end: string | null };
}

/** The time in words: `2016`, `2011 to 2013`, `the time since 2011`; null where it is any time. */
export function timeInWords({ at, during }: QuestionTime, dateWords = asGiven): string | null {
  if (at) return dateWords(at);
  if (!during) return null;
  const { start, end } = during;
  if (start && end) return `${dateWords(start)} to ${dateWords(end)}`;
  return start ? `the time since ${dateWords(start)}` : `the time until ${dateWords(end!)}`;
}

/** The time as an adverb: `on 2016-12-22`, `in 2016`, `from 2011 to 2013`, `since 2011`, `until 2013`; null where it is any time. */
export function whenInWords({ at, during }: QuestionTime, dateWords = asGiven): string | null {
  if (at) return `${at.length > 7 && !at.startsWith('[') ? 'on' : 'in'} ${dateWords(at)}`;
  if (!during) return null;
  const { start, end } = during;
  if (start && end) return `from ${dateWords(start)} to ${dateWords(end)}`;
  return start ? `since ${dateWords(start)}` : `until ${dateWords(end!)}`;
}

const asGiven = (date: string): string => date;

/** What keeps a statement from being a plain fact, before it. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  SUPPORTED: '',
  REPORTED: 'Only reported: ',
  DISPUTED: 'Disputed: ',
  DENIED: 'Denied: ',
  UNSOURCED: 'Without a source: ',
};

/** How two stand to each other, as the predicate of a sentence. */
export const POSTURE_WORDS: Readonly<Record<Posture, string>> = {
  FRIENDLY: 'stand with each other',
  HOSTILE: 'stand against each other',
  MIXED: 'stand with and against each other at once',
  NONE: 'stand, as far as is known, neither with nor against each other',
};

/** What happened to a relationship, or to how a pair stands, on a day. */
export const CHANGE_WORDS: Readonly<Record<string, string>> = { BEGAN: 'Began', ENDED: 'Ended', TURNED: 'Turned' };

/** Said where nothing is recorded: the absence of a record says nothing of the world. */
export const NOTHING_RECORDED = 'nothing recorded. That is no denial.';

/** How many were found by the filters that part the reasons for finding nothing: what is only denied; of other days; of others' words. */
export type AlternativeCounts = Readonly<Record<'denied' | 'otherDays' | 'others' | 'otherDaysOfOthers', number>>;

/** Why nothing was found. */
export interface Reason {
  readonly outcome: 'DENIED' | 'NOT_KNOWN_TO_THIS_SOURCE' | 'NOT_KNOWN_FOR_THAT_DAY' | 'NOTHING_RECORDED';
  readonly sentence: string;
  /** Which of the alternatives says what is known instead; null where there is none. */
  readonly instead: keyof AlternativeCounts | null;
}

/**
 * Why nothing was found: it is denied; the voices asked about do not speak of it; it is not known for the time asked
 * about; nothing is recorded. In this order.
 * @param what What was asked about, as the object of a sentence: `Relationships of Iran`.
 * @param when The time in words; null where it is any time.
 * @param byVoices Is it asked of some voices only?
 */
export function reasonForNothing(found: AlternativeCounts, what: string, when: string | null, byVoices: boolean): Reason {
  if (found.denied > 0) {
    const sentence = `${what}: denied. ${thereAre(found.denied)} that ${found.denied === 1 ? 'is' : 'are'} only denied.`;
    return { outcome: 'DENIED', sentence, instead: 'denied' };
  }
  if (byVoices && found.others > 0) {
    const sentence = `${what}: not known to this source. ${thereAre(found.others)} by the word of others.`;
    return { outcome: 'NOT_KNOWN_TO_THIS_SOURCE', sentence, instead: 'others' };
  }
  if (when !== null && found.otherDays > 0) {
    const sentence = `${what}: not known for ${when}. ${thereAre(found.otherDays)} known of other days, or only possible then.`;
    return { outcome: 'NOT_KNOWN_FOR_THAT_DAY', sentence, instead: 'otherDays' };
  }
  if (byVoices && found.otherDaysOfOthers > 0) {
    const sentence = `${what}: not known to this source of any day. ${thereAre(found.otherDaysOfOthers)} by the word of others, of other days.`;
    return { outcome: 'NOT_KNOWN_TO_THIS_SOURCE', sentence, instead: 'otherDaysOfOthers' };
  }
  return { outcome: 'NOTHING_RECORDED', sentence: `${what}: ${NOTHING_RECORDED}`, instead: null };
}

const thereAre = (count: number): string => (count === 1 ? 'There is one' : `There are ${count}`);

/** Several names as a phrase: `Iran, Russia and 3 others`. A name with a comma, such as that of a coalition, stands in quotation marks. */
export function enumerated(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map((name) => (name.includes(',') && !name.startsWith('“') ? `“${name}”` : name));
  const others = names.length - shown.length;
  const parts = others > 0 ? [...shown, `${others} ${others === 1 ? 'other' : 'others'}`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** How many days lie between an interval and a window; 0 where they touch, and infinite where the interval has no date. */
export function daysFrom(
  { start, end, attestedFrom, attestedUntil }: Interval,
  window: { readonly first: number; readonly last: number },
): number {
  const days = [start, end, attestedFrom, attestedUntil].flatMap((date) => (date ? [parseDate(date)] : []));
  if (days.length === 0) return Number.POSITIVE_INFINITY;
  const first = Math.min(...days.map((day) => day.first));
  const last = Math.max(...days.map((day) => day.last));
  return Math.max(0, first - window.last, window.first - last);
}
