/** The languages whose names of months are read. A word that means two months in two of them is read as neither. */
const LANGUAGES = [
  ...['en', 'fr', 'es', 'de', 'de-AT', 'pt', 'it', 'nl', 'ca', 'ro', 'da', 'nb', 'sv', 'is', 'fi', 'et', 'lv', 'lt'],
  ...['pl', 'cs', 'sk', 'sl', 'hr', 'bs', 'sr', 'sr-Latn', 'mk', 'bg', 'ru', 'uk', 'be', 'hu', 'sq', 'el', 'tr', 'az', 'kk', 'uz', 'ky'],
  ...['ka', 'hy', 'ar', 'ar-SY', 'ar-MA', 'fa-u-ca-gregory', 'ku', 'ps', 'ur', 'he', 'hi', 'bn', 'sw', 'so', 'am', 'id', 'ms', 'fil'],
];

/** The number of each name of a month, long or short, in the form of `formOf`. Made when it is first needed: it takes a while. */
let known: ReadonlyMap<string, string> | null = null;

/** The source of a pattern for what may be the name of a month; `monthOf` says whether it is one. */
export const WORD = "(?<name>\\p{L}[\\p{L}\\p{M}.’' ]*?)";

/** `03` for `March`, `Mar.` or `mars`; null for any other word. */
export function monthOf(name: string): string | null {
  known ??= monthsByName();
  return known.get(formOf(name)) ?? null;
}

function monthsByName(): Map<string, string> {
  const numbers = new Map<string, string>([['sept', '09']]);
  const ambiguous = new Set<string>();
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
        const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' });
        for (let month = 0; month < 12; month++) {
          const parts = formatter.formatToParts(new Date(Date.UTC(2001, month, 15)));
          const name = formOf(parts.find(({ type }) => type === 'month')!.value);
          if (!/^\p{L}[^\d]+$/u.test(name)) continue;
          const number = String(month + 1).padStart(2, '0');
          if ((numbers.get(name) ?? number) !== number) ambiguous.add(name);
          numbers.set(name, number);
        }
      }
    }
  }
  for (const name of ambiguous) numbers.delete(name);
  return numbers;
}

/** Without case, dots and marks; the dotted and the dotless i of Turkish are one. */
function formOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}|\./gu, '');
  return plain.replaceAll('ı', 'i').replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}

const WEEKDAY = '(?:\\p{L}{2,12}\\.?,?\\s+)?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?';
const YEAR = "(?:(?<year>\\d{4})|'?(?<short>\\d{2}))";
const FULL_YEAR = '(?<year>\\d{4})';
const OF = '(?:(?:of the|of|de|del|d’|di)\\s+)?';
const BETWEEN = `[\\s,./-]+${OF}`;
/** Between a digit and a letter nothing need stand: `11SEP2001`. */
const OR_NOTHING = `(?:${BETWEEN})?`;
const TIME = '(?:[T ,:]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?\\s*(?:[ap]\\.?m\\.?)?\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?';
const END = `(?<qualifier>\\s?[?~%])?(?:\\s*г\\.?)?${TIME}$`;

const PATTERNS = [
  `${WEEKDAY}${DAY}${OR_NOTHING}${WORD}${OR_NOTHING}${YEAR}`,
  `${WEEKDAY}${WORD}${BETWEEN}${DAY}${BETWEEN}${FULL_YEAR}`,
  `${FULL_YEAR}${BETWEEN}${WORD}${BETWEEN}${DAY}`,
  `${WORD}${OR_NOTHING}${FULL_YEAR}`,
  `${FULL_YEAR}${BETWEEN}${WORD}`,
].map((source) => new RegExp(`^${source}${END}`, 'iu'));

/** `2015年3月4日`, `2015년 3월 4일`: year, month and day by the signs after them. */
const CHINESE_KOREAN = /^(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?)?$/u;

/** Dates with the name of a month can mean only one day: `05 January 2024`, `16-May-25`, `Jan. 5, 2024`, `Mar 2011`, `2011 Mar 5`. */
export function dateWithMonthName(fullYear: (short: string) => string): (text: string) => string | null {
  return (text) => {
    if (!/\p{L}/u.test(text)) return null;
    const [, ...signed] = CHINESE_KOREAN.exec(text) ?? [];
    if (signed.length > 0)
      return signed
        .filter((part) => part !== undefined)
        .map((part) => part.padStart(2, '0'))
        .join('-');
    for (const pattern of PATTERNS) {
      const { year, short, name, day, qualifier = '' } = pattern.exec(text)?.groups ?? {};
      const month = name === undefined ? null : monthOf(name);
      if (month === null) continue;
      const days = day === undefined || Number(day) === 0 ? [] : [day.padStart(2, '0')];
      return [year ?? fullYear(short!), month, ...days].join('-') + qualifier.trim();
    }
    return null;
  };
}
