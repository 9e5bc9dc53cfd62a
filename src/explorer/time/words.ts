import type { Dates } from './days.ts';

/** The dates of a tie in words, each exactly as it is given: “since 2015”, “2009 to 2010, attested 2009 to 2010”. */
export function datesInWords({ start, end, attestedFrom, attestedUntil }: Dates): string {
  const held = between(start, end);
  const attested = between(attestedFrom, attestedUntil, attestedFrom === attestedUntil);
  if (held && attested && attested !== held) return `${held} (attested ${attested})`;
  return held || (attested ? `attested ${attested}` : 'undated');
}

function between(from: string | null, until: string | null, once = from === until): string {
  if (from && until) return once ? from : `${from} to ${until}`;
  if (from) return `since ${from}`;
  return until ? `until ${until}` : '';
}
