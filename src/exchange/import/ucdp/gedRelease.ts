import { eventIdOf } from '../../../write/load/rowIds.ts';
import type { EarlierEvent } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { BadCell, cellDate, cellId } from './cells.ts';
import { countryOf, firstOf, type GedRecorded, sidesOf, ucdpReference } from './gedRecorded.ts';
import type { gedRow } from './gedRow.ts';
import { groupsOf, RecordedTotals } from './gedTotals.ts';
import {
  compareReleases,
  droppedBy,
  dropperOf,
  hasNameOfWholeRelease,
  latestOf,
  type Release,
  releaseOf,
  releaseText,
} from './releases.ts';
import { importedRows, type UcdpRecord } from './table.ts';

/** What of the events of a release can be compared: the days and countries of its events, or all countries where it is whole. */
interface Coverage {
  readonly release: Release;
  readonly keys: Set<string>;
  readonly countries: Set<string>;
  from: string;
  until: string;
  isWhole: boolean;
}

interface Noted {
  readonly start: string;
  readonly country: string | null;
}

type EventRow = Omit<ReturnType<typeof gedRow>, 'end'> & { readonly end?: string | null };

/**
 * The files of one release, compared with what the graph has of others. An event counts as the newest release has it: what an older
 * one has is replaced, what only an older one has is retracted, and what a newer one has stays as it is.
 *
 * Two releases can be compared where both speak of the same years, or months in the Candidate series. A file with UCDP's own name
 * of a whole release is compared in all countries if it has at least half of the other's events; any other in its own countries.
 */
export class GedRelease {
  readonly own: Release;
  private readonly coverage: Coverage;
  private readonly noted = new Map<string, Noted>();
  /** The keys of the events that are written, with their rows in the Candidate series, of which several releases may be read at once. */
  private readonly written = new Map<string, EventRow | null>();
  private readonly dropped = new Set<string>();
  private readonly newer: Coverage[] = [];
  /** The dyads and actors of which events were dropped or recoded. */
  readonly affected = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly known: GedRecorded,
    private readonly files: readonly string[],
  ) {
    this.own = releaseOf(source)!;
    this.coverage = coverageOf(this.own);
  }

  /** Notes an event of the table, before any is written. */
  note(record: UcdpRecord): void {
    try {
      const [id, country] = [cellId(record.id, 'id'), cellId(record.country_id, 'country_id')];
      const start = cellDate(record.date_start, 'date_start') ?? cellDate(record.year, 'year');
      if (id === null || start === null) return;
      this.noted.set(`ucdp-ged:${id}`, { start, country });
      extend(this.coverage, `ucdp-ged:${id}`, start, country);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
    }
  }

  /** Compares the table with the graph, once all its events are noted. */
  compare(): void {
    const newer = new Map<string, Coverage>();
    let [older, shared] = [0, 0];
    for (const [key, event] of this.present()) {
      const latest = latestOf(event);
      const order = compareReleases(latest, this.own);
      if (order > 0) {
        const name = releaseText(latest);
        newer.set(name, extend(newer.get(name) ?? coverageOf(latest), key, firstOf(event.start), countryOf(event)));
      } else if (order < 0 && isInTime(this.coverage, firstOf(event.start))) {
        older++;
        if (this.noted.has(key)) shared++;
      }
    }
    this.coverage.isWhole = this.files.every(hasNameOfWholeRelease) && shared * 2 >= older;
    for (const coverage of newer.values()) {
      const here = [...this.noted].filter(([, { start }]) => isInTime(coverage, start));
      coverage.isWhole = here.filter(([key]) => coverage.keys.has(key)).length * 2 >= here.length;
      this.newer.push(coverage);
    }
  }

  /** The events of the graph that an older release dropped, and this one has again. */
  *restored(): Iterable<ImportedRow> {
    for (const [key, { id, retracted, ...event }] of this.known.events) {
      const dropper = dropperOf(retracted);
      if (!dropper || !this.noted.has(key) || compareReleases(latestOf({ retracted, ...event }), this.own) > 0) continue;
      yield* importedRows('restorations', 1, [{ id, reason: `${releaseText(this.own)} has it again.` }]);
    }
  }

  /** Why an event of the table is not written: a newer release has it, or has dropped it. Null where it is. */
  reasonToLeave(key: string): string | null {
    const event = this.known.events.get(key);
    if (event) {
      const latest = latestOf(event);
      if (compareReleases(latest, this.own) <= 0) return null;
      return `${releaseText(latest)}, which is newer, ${dropperOf(event.retracted) ? 'no longer has it' : 'has it'}`;
    }
    const { start, country } = this.noted.get(key) ?? { start: '', country: null };
    const newer = this.newer.find((coverage) => covers(coverage, start, country));
    return newer ? `${releaseText(newer.release)}, which is newer, does not have it` : null;
  }

  /** The row of an event as it is to be written: all its sides, where an older release may have had others. */
  replacing(row: EventRow): { row: EventRow; changes: readonly string[] } {
    this.written.set(row.key, this.own.series === 'ucdp-candidate' ? row : null);
    const event = this.known.events.get(row.key);
    if (!event || (event.retracted !== null && !dropperOf(event.retracted))) return { row, changes: [] };
    for (const group of groupsOf(event)) this.affected.add(group);
    if (event.retracted === null && compareReleases(latestOf(event), this.own) === 0) return { row, changes: [] };
    const others = event.participants.filter(({ role }) => !role.startsWith('SIDE_'));
    const beside = others.map(({ actor, role, deaths }) => ({ actor: ucdpReference(actor), role, deaths }));
    const replacing = { ...row, end: row.end ?? null, participants: [...row.participants, ...beside], namesAllParticipants: true };
    return { row: replacing, changes: changesOf(event, row) };
  }

  /** The events that older releases have and this one no longer has, to be retracted. */
  *dropping(): Iterable<ImportedRow | ImportWarning> {
    if (this.own.version === null) return;
    let elsewhere = 0;
    for (const [key, event] of this.present()) {
      if (this.noted.has(key) || compareReleases(latestOf(event), this.own) >= 0) continue;
      if (!covers(this.coverage, firstOf(event.start), countryOf(event))) {
        elsewhere++;
        continue;
      }
      this.dropped.add(key);
      for (const group of groupsOf(event)) this.affected.add(group);
      const { id, title, start, deathsBest } = event;
      const what = `${key}, “${title}” of ${start}, ${deathsBest ?? 'no known number of'} deaths`;
      const message = `${releaseText(this.own)} no longer has ${what}, which ${releaseText(latestOf(event))} has: retracted.`;
      yield { warning: 'release-dropped', line: 1, message };
      yield* importedRows('retractions', 1, [{ id, reason: droppedBy(this.own) }]);
    }
    if (elsewhere === 0) return;
    const message = `The graph has ${elsewhere} events of older releases in years or countries of which this file says nothing: they stay and count.`;
    yield { warning: 'release-elsewhere', line: 1, message, times: elsewhere };
  }

  /** The events of the graph that count beside those of the table. */
  others(): RecordedTotals {
    const totals = new RecordedTotals();
    for (const [key, event] of this.present()) if (!this.written.has(key) && !this.dropped.has(key)) totals.add(event);
    return totals;
  }

  /** Makes the events of the table known to the table of the next release. */
  remember(): void {
    for (const [key, written] of this.written) {
      if (!written) continue;
      const { kind, title, start, end = null, place, participants, ...row } = written;
      const { deathsBest, deathsLow, deathsHigh, civilianDeaths } = row;
      this.known.events.set(key, {
        ...{ what: 'event', id: eventIdOf(key), key, kind, title, start, end, deathsBest, deathsLow, deathsHigh, civilianDeaths },
        ...{ sources: [...(this.known.events.get(key)?.sources ?? []), this.source], retracted: null, place: [place] },
        participants: participants.map(({ actor, role, deaths }) => ({ actor: [actor], role, deaths })),
      });
    }
    for (const key of this.dropped) this.known.events.delete(key);
  }

  private *present(): Iterable<[string, EarlierEvent]> {
    for (const entry of this.known.events) if (entry[1].retracted === null) yield entry;
  }
}

function coverageOf(release: Release): Coverage {
  return { release, keys: new Set(), countries: new Set(), from: '9', until: '', isWhole: false };
}

/** The year of a day, or its month in the Candidate series, whose releases have one month each. */
function spanOf({ release }: Coverage, day: string): string {
  return day.slice(0, release.series === 'ucdp-candidate' ? 7 : 4);
}

function extend(coverage: Coverage, key: string, day: string, country: string | null): Coverage {
  const span = spanOf(coverage, day);
  coverage.keys.add(key);
  if (country !== null) coverage.countries.add(country);
  if (span < coverage.from) coverage.from = span;
  if (span > coverage.until) coverage.until = span;
  return coverage;
}

function isInTime(coverage: Coverage, day: string): boolean {
  const span = spanOf(coverage, day);
  return span >= coverage.from && span <= coverage.until;
}

function covers(coverage: Coverage, day: string, country: string | null): boolean {
  return isInTime(coverage, day) && (coverage.isWhole || (country !== null && coverage.countries.has(country)));
}

/** What a newer release says otherwise of an event, in words. */
function changesOf(event: EarlierEvent, row: EventRow): string[] {
  const sides = row.participants.map(({ actor }) => actor).join(' and ');
  const pairs: [name: string, before: unknown, after: unknown][] = [
    ['kind', event.kind, row.kind],
    ['sides', sidesOf(event)?.join(' and '), sides],
    ['place', event.place.includes(row.place) ? row.place : event.place.at(-1), row.place],
    ['start', event.start, row.start],
    ['end', event.end, row.end ?? null],
    ['deaths', event.deathsBest, row.deathsBest],
    ['low', event.deathsLow, row.deathsLow],
    ['high', event.deathsHigh, row.deathsHigh],
    ['civilian deaths', event.civilianDeaths, row.civilianDeaths],
  ];
  return pairs.filter(([, before, after]) => before !== after).map(([name, before, after]) => `${name} ${before ?? '?'} → ${after ?? '?'}`);
}
