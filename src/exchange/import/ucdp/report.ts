import { slugOf } from '../../../model/slug.ts';
import { BadCell, cellDate, cellText } from './cells.ts';
import type { UcdpRecord } from './table.ts';

/** A report that UCDP cites for an event: who published it, when, and its headline. */
export interface PressReport {
  readonly office: string;
  /** Its date as printed in the table, and as EDTF where it can be read. */
  readonly printed: string | null;
  readonly date: string | null;
  readonly headline: string | null;
}

/**
 * The reports of an event. `source_article` lists them as `"office,date,headline"`, separated by semicolons. Office, date and
 * headline also have a column each, separated by semicolons, but a headline can contain semicolons itself.
 */
export function reportsOf(record: UcdpRecord): PressReport[] {
  const [offices, dates, headlines] = ['source_office', 'source_date', 'source_headline'].map((column) =>
    (record[column] ?? '').split(';'),
  );
  const articles = (record.source_article ?? '').replace(/^\s*"|"\s*$/g, '').split(/";\s*"/);
  return offices!.flatMap((cell, index) => {
    const office = cellText(cell);
    if (office === null) return [];
    const printed = cellText(dates![index]);
    const article = articles.length === offices!.length ? headlineOf(articles[index]!, cell, dates![index] ?? '') : null;
    const headline = article ?? (headlines!.length === offices!.length ? cellText(headlines![index]) : null);
    return [{ office, printed, date: reportDate(printed), headline: headline === null ? null : unescaped(headline) }];
  });
}

function headlineOf(article: string, office: string, date: string): string | null {
  const prefix = `${office},${date},`;
  return article.startsWith(prefix) ? cellText(article.slice(prefix.length)) : null;
}

/** The date of a report; null where it cannot be read, which does not reject the report. */
function reportDate(printed: string | null): string | null {
  try {
    return cellDate(printed ?? '', 'source_date');
  } catch (error) {
    if (error instanceof BadCell) return null;
    throw error;
  }
}

/** Decodes HTML entities: `Al-Fu&#8217;ah`. */
function unescaped(text: string): string {
  return text.replace(/&#(\d{2,6});/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');
}

/** The key of a publisher as a source: the same for `SDF PRESS OFFICE` and `SDF Press Office`. */
export function publisherKey(office: string): string {
  const slug = slugOf(office.replace(/^https?:\/\//, ''));
  return `publisher:${slug === '' ? office : slug}`;
}
