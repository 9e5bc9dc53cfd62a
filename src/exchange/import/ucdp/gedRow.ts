import type { GedEvent } from './gedEvent.ts';
import { publisherKey } from './report.ts';

/** The event as a row of kind `events`. `from` and `to` refer to its sides, `place` to its place. */
export function gedRow(event: GedEvent, references: { source: string; from: string; to: string; place: string }) {
  const { a, b, when, where, isOneSided } = event;
  return {
    key: `ucdp-ged:${event.id}`,
    kind: event.kind,
    title: isOneSided ? `${a.name} attacks civilians, ${where}` : `${a.name} and ${b.name} fight, ${where}`,
    start: when.start,
    ...(when.end === null ? {} : { end: when.end }),
    place: references.place,
    placePrecision: event.precision,
    participants: [
      { actor: references.from, role: 'SIDE_A', deaths: a.deaths },
      { actor: references.to, role: 'SIDE_B', deaths: isOneSided ? event.civilianDeaths : b.deaths },
    ],
    ...event.deaths,
    civilianDeaths: event.civilianDeaths,
    evidence: [tableEvidence(event, references.source), ...reportEvidence(event)],
  };
}

function tableEvidence(event: GedEvent, source: string) {
  const { a, b, civilianDeaths: civilians, unknownSideDeaths, deaths, isSummary } = event;
  const parts = [
    [a.name, a.deaths],
    ...(event.isOneSided ? [] : [[b.name, b.deaths]]),
    ['civilians', civilians],
    ['of no known side', unknownSideDeaths],
  ].flatMap(([name, count]) => (count ? [`${name} ${count}`] : []));
  const sides = parts.length > 0 ? `, of these ${parts.join(', ')}` : '';
  const quote = `Codes ${deaths.deathsBest ?? 'an unknown number of'} ${deaths.deathsBest === 1 ? 'death' : 'deaths'} (best estimate)${sides}${isSummary ? '; several incidents in one' : ''}.`;
  return { source, locator: `id ${event.id}`, quote, ...deaths };
}

/** The reports that the table cites. `source_original` is the attribution only where there is a single report. */
function reportEvidence({ reports, originalSource }: GedEvent) {
  const repeats = reports.length === 1 && originalSource !== null && publisherKey(originalSource) !== publisherKey(reports[0]!.office);
  return reports.map(({ office, printed, date, headline }) => ({
    source: publisherKey(office),
    locator: [office, printed, headline].filter((part) => part !== null).join(', '),
    quote: 'UCDP names this report as one on which the event rests.',
    ...(date === null ? {} : { statedOn: date }),
    ...(repeats ? { attribution: originalSource } : {}),
  }));
}
