import { compareReleases, type Release, releaseOf } from '../../../model/releases.ts';
import { eventIdOf } from '../../../write/load/rowIds.ts';
import type { EarlierEvent } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { BadCell, cellDate, cellId, cellText } from './cells.ts';
import { countryOf, dyadKey, firstOf, type GedRecorded, sidesOf, ucdpReference } from './gedRecorded.ts';
import type { gedRow } from './gedRow.ts';
import { groupsOf, RecordedTotals } from './gedTotals.ts';
import { droppedBy, dropperOf, latestOf, releaseText } from './releases.ts';
import { importedRows, type UcdpRecord } from './table.ts';

/** The time of which the events of a release speak, and their keys. */
interface Coverage {
  readonly release: Release;
  readonly keys: Set<string>;
  from: string;
  until: string;
}

/** What decides whether an event can be missing from a file that has others. */
interface Noted {
  readonly start: string;
  readonly country: string | null;
  readonly dyad: string;
}

/** So many missing events of a country, or this share of them, are changes of a release; more are a sign of an extract. */
const MISSING_EVENTS = 5;
const MISSING_SHARE = 0.1;

type EventRow = Omit<ReturnType<typeof gedRow>, 'end'> & { readonly end?: string | null };

/**
 * The files of one release, compared with what the graph has of others. An event counts as the newest release has it: what an older
 * one has is replaced, what only an older one has is retracted, and what a newer one has stays as it is.
 *
 * That a file does not have an event says nothing where it may be an extract: of countries, actors, kinds of violence, or events with
 * many deaths. So an event is dropped only if a newer file speaks of its year (in the Candidate series, its month), has at least half
 * of the events of its dyad in its country, and lacks few of that country and of all. Where the reader says that the file is complete,
 * all that it lacks is dropped.
 */
export class GedRelease {
  readonly own: Release;
  private readonly coverage: Coverage;
  private readonly noted = new Map<string, Noted>();
  private readonly texts = new Map<string, string>();
  /** The keys of the events that are written, with their rows in the Candidate series, of which several releases may be read at once. */
  private readonly written = new Map<string, EventRow | null>();
  private readonly dropped = new Set<string>();
  /** The events of older releases that this file no longer has, and its own that newer releases in the graph no longer have. */
  private absent: ReadonlySet<string> = new Set();
  private readonly absentIn = new Map<string, Release>();
  /** The dyads and actors of which events were dropped or recoded. */
  readonly affected = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly known: GedRecorded,
    private readonly isComplete: boolean,
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
      const key = `ucdp-ged:${id}`;
      const sides = [record.side_a_new_id, record.side_b_new_id].map((side) => `ucdp:${cellId(side, 'side')}`);
      const isOneSided = cellText(record.type_of_violence) === '3';
      const dyad = this.once(dyadKey(isOneSided, [sides[0]!, sides[1]!]));
      this.noted.set(key, { start: this.once(start), country: country === null ? null : this.once(country), dyad });
      extend(this.coverage, key, start);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
    }
  }

  /** The first of equal texts: few different ones recur in hundreds of thousands of events. */
  private once(text: string): string {
    const known = this.texts.get(text);
    if (known === undefined) this.texts.set(text, text);
    return known ?? text;
  }

  /** Compares the table with the graph, once all its events are noted. */
  compare(): void {
    const newer = new Map<string, Coverage>();
    const older: [string, Noted][] = [];
    for (const [key, event] of this.present()) {
      const latest = latestOf(event);
      const order = compareReleases(latest, this.own);
      if (order < 0) older.push([key, notedOf(event)]);
      if (order <= 0) continue;
      const name = releaseText(latest);
      newer.set(name, extend(newer.get(name) ?? coverageOf(latest), key, firstOf(event.start)));
    }
    this.absent = droppedFrom(this.coverage, older, this.isComplete);
    for (const coverage of newer.values()) {
      for (const key of droppedFrom(coverage, [...this.noted], false)) this.absentIn.set(key, coverage.release);
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
    const newer = this.absentIn.get(key);
    return newer ? `${releaseText(newer)}, which is newer, does not have it` : null;
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
    let staying = 0;
    for (const [key, event] of this.present()) {
      if (this.noted.has(key) || compareReleases(latestOf(event), this.own) >= 0) continue;
      if (!this.absent.has(key)) {
        staying++;
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
    if (staying === 0) return;
    const message = `The graph has ${staying} ${staying === 1 ? 'event' : 'events'} of older releases that this file does not have, and may not have because it is an extract: they stay and count. If it is complete for its years, say --complete.`;
    yield { warning: 'release-elsewhere', line: 1, message, times: staying };
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
  return { release, keys: new Set(), from: '9', until: '' };
}

/** The year of a day, or its month in the Candidate series, whose releases have one month each. */
function spanOf({ release }: Coverage, day: string): string {
  return day.slice(0, release.series === 'ucdp-candidate' ? 7 : 4);
}

function extend(coverage: Coverage, key: string, day: string): Coverage {
  const span = spanOf(coverage, day);
  coverage.keys.add(key);
  if (span < coverage.from) coverage.from = span;
  if (span > coverage.until) coverage.until = span;
  return coverage;
}

function isInTime(coverage: Coverage, day: string): boolean {
  const span = spanOf(coverage, day);
  return span >= coverage.from && span <= coverage.until;
}

function notedOf(event: EarlierEvent): Noted {
  const dyad = groupsOf(event)[0] ?? event.id;
  return { start: firstOf(event.start), country: countryOf(event), dyad };
}

/** The events of an older release that a newer one no longer has. */
function droppedFrom(newer: Coverage, older: readonly (readonly [string, Noted])[], isComplete: boolean): Set<string> {
  const compared = older.filter(([, { start }]) => isInTime(newer, start));
  const missing = compared.filter(([key]) => !newer.keys.has(key));
  if (isComplete) return new Set(missing.map(([key]) => key));
  const counted = new Map<string, { all: number; missing: number }>();
  const groupsOfNoted = ({ country, dyad }: Noted): [string, string] => [`in ${country}`, `${dyad} in ${country}`];
  for (const [key, one] of compared) {
    for (const group of groupsOfNoted(one)) {
      const count = counted.get(group) ?? { all: 0, missing: 0 };
      counted.set(group, { all: count.all + 1, missing: count.missing + (newer.keys.has(key) ? 0 : 1) });
    }
  }
  const isFew = ({ all, missing: lacking }: { all: number; missing: number }): boolean =>
    lacking <= Math.max(MISSING_EVENTS, all * MISSING_SHARE);
  const countries = [...counted].filter(([group, { all, missing: lacking }]) => group.startsWith('in ') && lacking < all);
  const sum = countries.reduce((to, [, one]) => ({ all: to.all + one.all, missing: to.missing + one.missing }), { all: 0, missing: 0 });
  if (!isFew(sum)) return new Set();
  const isDropped = (one: Noted): boolean => {
    const [country, dyad] = groupsOfNoted(one).map((group) => counted.get(group)!);
    return isFew(country!) && dyad!.missing * 2 <= dyad!.all;
  };
  return new Set(missing.filter(([, one]) => isDropped(one)).map(([key]) => key));
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
