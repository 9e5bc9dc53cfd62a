import type { TimeSelection } from '../state/view.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `2024-11-30` as “30 November 2024”, `2024-11` as “November 2024”; any other date as it is. */
export function dateInWords(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? date : [day && String(Number(day)), name, year].filter((part) => part).join(' ');
}

/** The selected time: “on 30 November 2024”, “in 2015”, “from 2011 to 2013”, “at any time”. */
export function selectedTimeWords(time: TimeSelection | null): string {
  if (time === null) return 'at any time';
  if (time.until !== null) return `from ${dateInWords(time.at)} to ${dateInWords(time.until)}`;
  return `${/^\d{4}-\d{2}-\d{2}$/.test(time.at) ? 'on' : 'in'} ${dateInWords(time.at)}`;
}
