/** The languages whose names of months are read. A word that means two months in two of them means that of the earlier one. */
const LANGUAGES = ['en', 'fr', 'es', 'de', 'pt', 'it', 'nl', 'ru', 'uk', 'tr', 'ar', 'ar-SY', 'ar-MA', 'fa-u-ca-gregory', 'he', 'id'];

/** The number of each name of a month, long or short, in lower case without dots. Made when it is first needed: it takes a while. */
let known: ReadonlyMap<string, string> | null = null;

function months(): ReadonlyMap<string, string> {
  known ??= monthsByName();
  return known;
}

/** The source of a pattern for the names of months, the longest first. */
export function monthName(): string {
  return [...months().keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => `${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+')}\\.?`)
    .join('|');
}

/** `03` for `March`, `Mar.` or `mars`. */
export function monthOf(name: string): string {
  return months().get(formOf(name))!;
}

function monthsByName(): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (let month = 0; month < 12; month++) {
      const day = new Date(Date.UTC(2001, month, 15));
      for (const style of ['long', 'short'] as const) {
        for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
          const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' });
          const name = formOf(formatter.formatToParts(day).find(({ type }) => type === 'month')!.value);
          if (/\p{L}/u.test(name) && !numbers.has(name)) numbers.set(name, String(month + 1).padStart(2, '0'));
        }
      }
    }
  }
  return numbers.set('sept', '09');
}

function formOf(name: string): string {
  return name.toLowerCase().replaceAll('.', '').replace(/\s+/g, ' ').trim();
}

const WEEKDAY = '(?:\\p{L}{2,12}\\.?,?\\s+)?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?';
const YEAR = "(?:(?<year>\\d{4})|'?(?<short>\\d{2}))";
const FULL_YEAR = '(?<year>\\d{4})';
const BETWEEN = '[\\s,./-]+(?:(?:of|de|del|d’|of the)\\s+)?';
const TIME = '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2})?\\s*(?:[ap]\\.?m\\.?)?)?';

/** Dates with the name of a month can mean only one day: `05 January 2024`, `16-May-25`, `Jan. 5, 2024`, `Mar 2011`, `2011 Mar 5`. */
export function dateWithMonthName(fullYear: (short: string) => string): (text: string) => string | null {
  return (text) => {
    if (!/\p{L}{3}/u.test(text)) return null;
    for (const pattern of patternsOfMonths()) {
      const { year, short, name, day, qualifier } = pattern.exec(text)?.groups ?? {};
      if (name === undefined) continue;
      const days = day === undefined || Number(day) === 0 ? [] : [day.padStart(2, '0')];
      return [year ?? fullYear(short!), monthOf(name), ...days].join('-') + qualifier;
    }
    return null;
  };
}

let patterns: readonly RegExp[] | null = null;

function patternsOfMonths(): readonly RegExp[] {
  const name = (): string => `(?<name>${monthName()})`;
  patterns ??= [
    `${WEEKDAY}${DAY}${BETWEEN}${name()}${BETWEEN}${YEAR}`,
    `${WEEKDAY}${name()}${BETWEEN}${DAY}${BETWEEN}${FULL_YEAR}`,
    `${FULL_YEAR}${BETWEEN}${name()}${BETWEEN}${DAY}`,
    `${name()}${BETWEEN}${FULL_YEAR}`,
    `${FULL_YEAR}${BETWEEN}${name()}`,
  ].map((source) => new RegExp(`^${source}(?<qualifier>[?~%]?)${TIME}$`, 'iu'));
  return patterns;
}
