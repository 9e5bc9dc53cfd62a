const PLAIN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/;
const ONE_OF = /^\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\]$/;
const PRECISIONS = ['YEAR', 'MONTH', 'DAY'];

export function daysOf(date) {
  const range = ONE_OF.exec(date);
  if (!range) return plainDays(date, date);
  const [, first, last] = range;
  for (const day of [first, last]) plainDays(day, date);
  if (first >= last) throw unreadable(date);
  return { first, last, precision: 'RANGE' };
}

export function partialDate(text) {
  daysOf(text);
  return text;
}

function plainDays(part, whole) {
  const match = PLAIN.exec(part);
  if (!match) throw unreadable(whole);
  const [year, month, day] = match.slice(1);
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`;
  const last = `${year}-${month ?? '12'}-${day ?? lastDayOf(year, month ?? '12')}`;
  if (year === '0000' || !isDay(first) || !isDay(last)) throw unreadable(whole);
  return { first, last, precision: PRECISIONS[match.slice(2).filter((given) => given !== undefined).length] };
}

/** The number of days of a month of the Gregorian calendar. */
function lastDayOf(year, month) {
  const next = new Date(`${year}-01-01T00:00:00Z`);
  next.setUTCMonth(Number(month), 0);
  return String(next.getUTCDate()).padStart(2, '0');
}

function isDay(text) {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function unreadable(text) {
  return new RangeError(`Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got ${JSON.stringify(text)}.`);
}
