import type { TimeSelection } from '../state/view.ts';
import { dateInWords } from './dateLabel.ts';

/** The selected time: “on 30 November 2024”, “in 2015”, “from 2011 to 2013”, “at any time”. */
export function selectedTimeWords(time: TimeSelection | null): string {
  if (time === null) return 'at any time';
  if (time.until !== null) return `from ${dateInWords(time.at, 'long')} to ${dateInWords(time.until, 'long')}`;
  return `${/^\d{4}-\d{2}-\d{2}$/.test(time.at) ? 'on' : 'in'} ${dateInWords(time.at, 'long')}`;
}
