import type { ImportWarning } from '../format.ts';
import type { MadeRow } from './groups.ts';

/** Fields of rows that are dates. */
const DATE_FIELDS = ['start', 'end', 'attestedFrom', 'attestedUntil', 'activeFrom', 'activeTo'];

/** The years of a column or field, as far as they say which calendar it is. */
export class YearsSeen {
  private early: { text: string; times: number } | null = null;
  private hasOthers = false;

  /** @param text A date that begins with its year; anything else says nothing. */
  see(text: string): boolean {
    const year = Number(/^(\d{4})(?!\d)/.exec(text)?.[1] ?? Number.NaN);
    if (year >= 1300 && year <= 1500) {
      this.early = { text: this.early?.text ?? text, times: (this.early?.times ?? 0) + 1 };
      return this.early.times === 1;
    }
    if (year < 1300 || (year > 1500 && year < 1850)) this.hasOthers = true;
    return false;
  }

  /** The first of the years from 1300 to 1500 and their number, where no other is of before 1850; else null. */
  get suspicious(): { readonly text: string; readonly times: number } | null {
    return this.hasOthers ? null : this.early;
  }
}

/** What is said of such dates. */
export function otherCalendarMessage(text: string, times: number, where: string): string {
  const which =
    times === 1 ? `“${text}” in ${where} is read as a date` : `${times} dates in ${where}, such as “${text}”, are read as dates`;
  return `${which} from 1300 to 1500 of our calendar, and none there is from 1500 to 1850. Of the Islamic or the Iranian calendar? Then convert them.`;
}

/**
 * Finds dates that are likely to be of another calendar: years from 1300 to 1500, as 1434 and 1392 are years of the Islamic and the
 * Iranian calendar, in a field that has none between then and 1850.
 */
export class Calendars {
  private readonly fields = new Map<string, { years: YearsSeen; place: { line: number; file?: string } }>();

  see({ kind, row, line, file }: MadeRow): void {
    for (const name of DATE_FIELDS) {
      const text = row[name];
      if (typeof text !== 'string') continue;
      const key = `\`${name}\` of ${kind}`;
      const known = this.fields.get(key) ?? { years: new YearsSeen(), place: { line } };
      this.fields.set(key, known);
      if (known.years.see(text)) known.place = { line, ...(file === undefined ? {} : { file }) };
    }
  }

  *warnings(): Generator<ImportWarning> {
    for (const [where, { years, place }] of this.fields) {
      const found = years.suspicious;
      if (found)
        yield { warning: 'other-calendar', ...place, message: otherCalendarMessage(found.text, found.times, where), times: found.times };
    }
  }
}
