import { BadCell, dateOf, textOf } from './cells.ts';
import { slugOf } from './naming.ts';
import type { UcdpRecord } from './records.ts';

/** A report on which UCDP rests an event: who published it, when, and its headline. */
export interface Report {
  readonly office: string;
  /** Its date as the table prints it, and as a date where it is one. */
  readonly printed: string | null;
  readonly date: string | null;
  readonly headline: string | null;
}

/**
 * The reports of an event. `source_article` holds them one by one, as `"office,date,headline"` with semicolons between; the
 * columns of offices, dates and headlines are cut at semicolons, of which a headline can have some of its own.
 */
export function reportsOf(record: UcdpRecord): Report[] {
  const [offices, dates, headlines] = ['source_office', 'source_date', 'source_headline'].map((column) =>
    (record[column] ?? '').split(';'),
  );
  const articles = (record.source_article ?? '').replace(/^\s*"|"\s*$/g, '').split(/";\s*"/);
  return offices!.flatMap((cell, index) => {
    const office = textOf(cell);
    if (office === null) return [];
    const printed = textOf(dates![index]);
    const article = articles.length === offices!.length ? headlineOf(articles[index]!, cell, dates![index] ?? '') : null;
    const headline = article ?? (headlines!.length === offices!.length ? textOf(headlines![index]) : null);
    return [{ office, printed, date: dayOf(printed), headline: headline === null ? null : unescaped(headline) }];
  });
}

function headlineOf(article: string, office: string, date: string): string | null {
  const begin = `${office},${date},`;
  return article.startsWith(begin) ? textOf(article.slice(begin.length)) : null;
}

/** A report of which the date cannot be read is still a report. */
function dayOf(printed: string | null): string | null {
  try {
    return dateOf(printed ?? '', 'source_date');
  } catch (error) {
    if (error instanceof BadCell) return null;
    throw error;
  }
}

/** `Al-Fu&#8217;ah` as it was printed. */
function unescaped(text: string): string {
  return text.replace(/&#(\d{2,6});/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');
}

/** The key of the source that a publisher is: `SDF PRESS OFFICE` and `SDF Press Office` are one. */
export function publisherKey(office: string): string {
  const slug = slugOf(office.replace(/^https?:\/\//, ''));
  return `publisher:${slug === '' ? office : slug}`;
}
