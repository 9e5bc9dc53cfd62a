import { AllegianceError, quoted } from '../../../model/errors.ts';

/** Converts a date as a table writes it to EDTF; null where the text does not have this format. */
export type DateReader = (text: string) => string | null;

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};
/** Years of two digits are between 1970 and 2069. */
const TWO_DIGIT_YEAR_PIVOT = 70;

/**
 * A reader for a date format such as `M/D/YY`, `DD.MM.YYYY` or `MM/YYYY`.
 * @throws BAD_INPUT for a format without a year, with a day but no month, or with a part twice
 */
export function dateReader(format: string): DateReader {
  const source = format.replace(/YYYY|YY|MM|M|DD|D|[^A-Za-z0-9\s]|./gs, (part) => PARTS[part] ?? part.replace(/[^\w\s]/, '\\$&'));
  const names = [...source.matchAll(/\?<(\w+)>/g)].map(([, name]) => (name === 'short' ? 'year' : name));
  if (!names.includes('year') || new Set(names).size < names.length || (names.includes('day') && !names.includes('month'))) {
    throw new AllegianceError('BAD_INPUT', `Expected a date format such as M/D/YY, DD.MM.YYYY or YYYY; got ${quoted(format)}.`);
  }
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const { year, short, month, day } = pattern.exec(text)?.groups ?? {};
    if (year === undefined && short === undefined) return null;
    const fullYear = year ?? `${Number(short) >= TWO_DIGIT_YEAR_PIVOT ? '19' : '20'}${short}`;
    return toEdtf(fullYear, month, day);
  };
}

/** Reads ISO dates as conflict data sets write them: `2005-00-00` is a year, `2005-03-00` a month; a time after the day is left out. */
export const readIsoDate: DateReader = (text) => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text) ?? [];
  return year === undefined ? null : toEdtf(year, month, day);
};

/** `00` is an unknown month or day. */
function toEdtf(year: string, month: string | undefined, day: string | undefined): string {
  const known = [month, day].map((part) => (part === undefined || Number(part) === 0 ? null : part.padStart(2, '0')));
  if (known[0] === null) return year;
  return [year, ...known.filter((part) => part !== null)].join('-');
}
