import type { Interval } from '../../model/interval.ts';

/** The dates of a tie as text, each as precise as it is known: “since 2015”, “until 2024-11 (attested 2016)”. */
export function dateLabel({ start, end, attestedFrom, attestedUntil }: Interval): string {
  const held = rangeLabel(start, end);
  const attested = rangeLabel(attestedFrom, attestedUntil, attestedFrom === attestedUntil);
  if (held && attested && attested !== held) return `${held} (attested ${attested})`;
  return held || (attested ? `attested ${attested}` : 'undated');
}

/** The dates of an event. Without an end it took place at one time, unless it continues: “2024-11”, “since 2024-11”. */
export function eventDateLabel(dates: Interval): string {
  return dateLabel(dates.end === null && dates.ongoing !== true ? { ...dates, end: dates.start } : dates);
}

function rangeLabel(from: string | null, until: string | null, single = from === until): string {
  if (from && until) return single ? from : `${from} to ${until}`;
  if (from) return `since ${from}`;
  return until ? `until ${until}` : '';
}
