import type { Interval } from '../../model/interval.ts';
import type { TimeSelection } from '../state/view.ts';

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const UNSURE: Readonly<Record<string, (date: string) => string>> = {
  '?': (date) => `${date} (uncertain)`,
  '~': (date) => `about ${date}`,
  '%': (date) => `about ${date} (uncertain)`,
};

/** A date as people write it, as precise as it is known: “30 Nov 2024”, “Nov 2024”, “about 2016”; a text that is no date as it is. */
export function dateInWords(date: string, months: 'short' | 'long' = 'short'): string {
  const oneOf = /^\[(.+)\.\.(.+)\]$/.exec(date);
  if (oneOf) return `a day from ${dateInWords(oneOf[1]!, months)} to ${dateInWords(oneOf[2]!, months)}`;
  const [, year, month, day, unsure = ''] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)$/.exec(date) ?? [];
  const name = MONTH_NAMES[Number(month) - 1];
  if (!year || (month && !name)) return date;
  const shown = [day && String(Number(day)), months === 'long' ? name : name?.slice(0, 3), String(Number(year))].filter(Boolean).join(' ');
  return UNSURE[unsure]?.(shown) ?? shown;
}

/** A text of the API with its months and days as people write them. */
export const datesInWords = (text: string): string => text.replace(/\b\d{4}-\d{2}(-\d{2})?\b/g, (date) => dateInWords(date));

/** A selected time: “30 Nov 2024”, “2015 to 2017”. */
export const timeLabel = ({ at, until }: TimeSelection, months: 'short' | 'long' = 'short'): string =>
  [at, until].flatMap((date) => (date === null ? [] : [dateInWords(date, months)])).join(' to ');

/** The dates of a tie as text, each as precise as it is known: “since 2015”, “until Nov 2024 (attested 2016)”. */
export function dateLabel({ start, end, attestedFrom, attestedUntil }: Interval): string {
  const held = rangeLabel(start, end);
  const attested = rangeLabel(attestedFrom, attestedUntil, attestedFrom === attestedUntil);
  if (held && attested && attested !== held) return `${held} (attested ${attested})`;
  return held || (attested ? `attested ${attested}` : 'undated');
}

/** The dates of an event: “on 30 Nov 2024”, “in Nov 2024”, “Nov 2024 to Jan 2025”; “since Nov 2024” only of what continues. */
export function eventDateLabel(dates: Interval): string {
  const { start, end, ongoing } = dates;
  const date = start === end || (end === null && ongoing !== true) ? start : null;
  return date === null ? dateLabel(dates) : whenLabel(date);
}

/** A date as an adverb: “on 30 Nov 2024”, “in Nov 2024”, “in about 2016”, “on a day from 11 Jan 2016 to 17 Jan 2016”. */
export const whenLabel = (date: string): string => `${/^\[|-\d\d-/.test(date) ? 'on' : 'in'} ${dateInWords(date)}`;

function rangeLabel(from: string | null, until: string | null, single = from === until): string {
  const [start, end] = [from, until].map((date) => date && dateInWords(date));
  if (start && end) return single ? start : `${start} to ${end}`;
  if (start) return `since ${start}`;
  return end ? `until ${end}` : '';
}
