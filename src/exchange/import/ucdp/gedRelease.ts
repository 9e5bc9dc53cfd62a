import { createHash } from 'node:crypto';
import { parseDate } from '../../../model/date.ts';
import { compareReleases, type Release, releaseOf } from '../../../model/releases.ts';
import { eventIdOf } from '../../../write/load/rowIds.ts';
import type { EarlierEvent } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { BadCell, cellCount, cellDate, cellId, cellText } from './cells.ts';
import { type GedFacets, gedFacets } from './gedEvent.ts';
import { countryOf, dyadKey, firstOf, type GedRecorded, sidesOf, ucdpReference } from './gedRecorded.ts';
import type { gedRow } from './gedRow.ts';
import { formatCount, groupsOf, RecordedTotals } from './gedTotals.ts';
import { droppedBy, dropperOf, latestOf, releaseText } from './releases.ts';
import { importedRows, type UcdpRecord } from './table.ts';

/** The events of a release, as far as files have them: their keys, the time of which they speak, and what is known of them. */
interface Coverage {
  readonly release: Release;
  readonly keys: Set<string>;
  /** The first and the last month. */
  from: string;
  until: string;
  /** The fewest and the most deaths of an event. */
  low: number;
  high: number;
}

/** What decides whether an event can be missing from a file that has others. */
interface Noted {
  /** Empty where it cannot be read. */
  readonly start: string;
  readonly country: string | null;
  readonly dyad: string;
  /** What a file may have been filtered by: `kind ONE_SIDED_VIOLENCE`, `province 652/Idlib Governorate`. */
  readonly traits: readonly string[];
  readonly best: number | null;
}

/** An event of the table: where it is first, and a digest of its row. */
interface NotedRow extends Noted {
  readonly line: number;
  readonly file: string;
  readonly digest: number;
}

/** So many missing events of a country, or this share of them, are changes of a release; more are a sign of an extract. */
const MISSING_EVENTS = 5;
const MISSING_SHARE = 0.1;
/** Among so many events of a release some sum up several incidents (`event_clarity` 2), and most do not. */
const MANY_EVENTS = 100;

type EventRow = Omit<ReturnType<typeof gedRow>, 'end'> & { readonly end?: string | null };

/**
 * The files of one release, compared with what the graph has of others. An event counts as the newest release has it: what an older
 * one has is replaced, what only an older one has is retracted, and what a newer one has stays as it is.
 *
 * That a file does not have an event says nothing where it may be an extract: of countries, actors, months, provinces, kinds of
 * violence, or events with many deaths. So an event is dropped only if its month is among those of a newer file, if that has at least
 * half of the events of its dyad in its country, and of those like it in each respect by which files are filtered (`traitsOf`), has
 * events with as few and as many deaths, and lacks few events of that country and of all. Where the reader says that the file is complete, all that it lacks in its
 * years (in the Candidate series, its months) is dropped.
 */
export class GedRelease {
  readonly own: Release;
  private readonly coverage: Coverage;
  private readonly noted = new Map<string, NotedRow>();
  /** The names of the countries of the table, by UCDP's id. */
  private readonly countries = new Map<string, string>();
  private readonly clarities = new Set<string | null>();
  private readonly texts = new Map<string, string>();
  /** Equal traits once, since there are few. */
  private readonly traits = new Map<string, readonly string[]>();
  /** The keys of the events that are written, with their rows in the Candidate series, of which several releases may be read at once. */
  private readonly written = new Map<string, EventRow | null>();
  private readonly dropped = new Set<string>();
  /** The events of older releases that this file no longer has, and its own that newer releases in the graph no longer have. */
  private absent: ReadonlySet<string> = new Set();
  private readonly absentIn = new Map<string, Release>();
  private newer: readonly Coverage[] = [];
  /** How many events are written that a newer release does not have, by its name. */
  private readonly added = new Map<string, number>();
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

  /** Notes an event of the table, before any is written: also one of which a cell cannot be read, since the table has it. */
  note(record: UcdpRecord, line: number, file: string): void {
    const id = readable(() => cellId(record.id, 'id'));
    const key = `ucdp-ged:${id}`;
    if (id === null || this.noted.has(key)) return;
    const country = readable(() => cellId(record.country_id, 'country_id'));
    const name = cellText(record.country);
    if (country !== null && name !== null) this.countries.set(country, name);
    const [a, b] = [record.side_a_new_id, record.side_b_new_id].map((side) => `ucdp:${readable(() => cellId(side, 'side'))}`);
    this.clarities.add(cellText(record.event_clarity));
    const noted = {
      start: this.once(readable(() => cellDate(record.date_start, 'date_start') ?? cellDate(record.year, 'year')) ?? ''),
      country: country === null ? null : this.once(country),
      dyad: this.once(dyadKey(cellText(record.type_of_violence) === '3', [a!, b!])),
      traits: this.traitsOnce(readable(() => traitsOf(gedFacets(record))) ?? []),
      best: readable(() => cellCount(record.best, 'best')),
    };
    this.noted.set(key, { ...noted, line, file, digest: digestOf(record) });
    extend(this.coverage, key, noted);
  }

  private traitsOnce(traits: readonly string[]): readonly string[] {
    const name = traits.join();
    const known = this.traits.get(name);
    if (known === undefined) this.traits.set(name, traits);
    return known ?? traits;
  }

  /** The first row of an event, where another of the table has the same id; null where it is the first. */
  firstOf(key: string, record: UcdpRecord, line: number, file: string): { line: number; file: string; isEqual: boolean } | null {
    const first = this.noted.get(key);
    if (!first || (first.line === line && first.file === file)) return null;
    return { line: first.line, file: first.file, isEqual: first.digest === digestOf(record) };
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
      newer.set(name, extend(newer.get(name) ?? coverageOf(latest), key, notedOf(event)));
    }
    this.newer = [...newer.values()];
    this.absent = this.isByClarity && !this.isComplete ? new Set() : droppedFrom(this.coverage, older, this.isComplete);
    for (const coverage of this.newer) {
      for (const key of droppedFrom(coverage, [...this.noted], false)) this.absentIn.set(key, coverage.release);
    }
  }

  /** Whether the table seems to be filtered by how clear events are, which the graph does not record: all of many are alike. */
  private get isByClarity(): boolean {
    return this.noted.size >= MANY_EVENTS && this.clarities.size === 1 && !this.clarities.has(null);
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
    const lacking = this.newer.find((coverage) => isInTime(coverage, this.noted.get(row.key)?.start ?? row.start, true));
    if (lacking) count(this.added, releaseText(lacking.release));
    if (!event || (event.retracted !== null && !dropperOf(event.retracted))) return { row, changes: [] };
    for (const group of groupsOf(event)) this.affected.add(group);
    if (event.retracted === null && compareReleases(latestOf(event), this.own) === 0) return { row, changes: [] };
    const others = event.participants.filter(({ role }) => !role.startsWith('SIDE_'));
    const beside = others.map(({ actor, role, deaths }) => ({ actor: ucdpReference(actor), role, deaths }));
    const replacing = { ...row, end: row.end ?? null, participants: [...row.participants, ...beside], namesAllParticipants: true };
    return { row: replacing, changes: changesOf(event, row) };
  }

  /** The events that older releases have and this one no longer has, to be retracted; and what the releases have beside each other. */
  *dropping(): Iterable<ImportedRow | ImportWarning> {
    for (const [newer, times] of this.added) {
      const message = `This table has ${eventCount(times)} that ${newer}, which is newer, does not have in the graph, and may lack because an extract of it was imported: they count.`;
      yield { warning: 'release-elsewhere', line: 1, message, times };
    }
    if (this.own.version === null) return;
    const [staying, outside] = [new Map<string, number>(), new Map<string, number>()];
    for (const [key, event] of this.present()) {
      const latest = latestOf(event);
      if (this.noted.has(key) || compareReleases(latest, this.own) >= 0) continue;
      if (!this.absent.has(key)) {
        count(isInTime(this.coverage, firstOf(event.start), true) ? staying : outside, releaseText(latest));
        continue;
      }
      this.dropped.add(key);
      for (const group of groupsOf(event)) this.affected.add(group);
      const { id, title, start, deathsBest } = event;
      const what = `${key}, “${title}” of ${start}, ${deathsBest ?? 'no known number of'} ${deathsBest === 1 ? 'death' : 'deaths'}`;
      const message = `${releaseText(this.own)} no longer has ${what}, which ${releaseText(latest)} has: retracted.`;
      yield { warning: 'release-dropped', line: 1, message };
      yield* importedRows('retractions', 1, [{ id, reason: droppedBy(this.own) }]);
    }
    for (const [older, times] of staying) {
      const message = `The graph has ${eventCount(times)} of ${older} that this table does not have, and may lack because it is an extract: they stay and count. If it is complete for its years, say --complete.`;
      yield { warning: 'release-elsewhere', line: 1, message, times };
    }
    // Months of the Candidate series come one by one, and each has only its own.
    for (const [older, times] of this.own.series === 'ucdp-candidate' ? [] : outside) {
      const message = `The graph has ${eventCount(times)} of ${older} in years of which this table has none: they stay and count.`;
      yield { warning: 'release-elsewhere', line: 1, message, times };
    }
  }

  /** What this release also codes: events that other files of it have. */
  alsoCoded(): RecordedTotals {
    const totals = new RecordedTotals();
    for (const [key, event] of this.known.events) {
      if (this.noted.has(key) || !event.sources.includes(this.source) || (event.retracted !== null && !dropperOf(event.retracted)))
        continue;
      totals.add(event, this.countries.get(countryOf(event) ?? '') ?? null);
    }
    return totals;
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
      const { kind, title, start, end = null, place, placePrecision, participants, ...row } = written;
      const { deathsBest, deathsLow, deathsHigh, civilianDeaths } = row;
      this.known.events.set(key, {
        ...{ what: 'event', id: eventIdOf(key), key, kind, title, start, end, deathsBest, deathsLow, deathsHigh, civilianDeaths },
        ...{ sources: [...(this.known.events.get(key)?.sources ?? []), this.source], retracted: null, place: [place], placePrecision },
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
  return { release, keys: new Set(), from: '9', until: '', low: Number.POSITIVE_INFINITY, high: 0 };
}

function extend(coverage: Coverage, key: string, { start, best }: Noted): Coverage {
  coverage.keys.add(key);
  if (start === '') return coverage;
  const month = monthOf(start);
  if (month < coverage.from) coverage.from = month;
  if (month > coverage.until) coverage.until = month;
  coverage.low = Math.min(coverage.low, best ?? 0);
  coverage.high = Math.max(coverage.high, best ?? 0);
  return coverage;
}

/** The month of a day, or the first one of a year. */
function monthOf(start: string): string {
  return start.length === 4 ? `${start}-01` : start.slice(0, 7);
}

/** Whether events speak of the months of a day; of a whole file of its year, which in the Candidate series is its month, too. */
function isInTime({ release, from, until }: Coverage, start: string, isWhole: boolean): boolean {
  const length = isWhole && release.series !== 'ucdp-candidate' ? 4 : 7;
  const [month, first, last] = [monthOf(start), from, until].map((one) => one.slice(0, length));
  return month! >= first! && month! <= last!;
}

function notedOf(event: EarlierEvent): Noted {
  const dyad = groupsOf(event)[0] ?? event.id;
  const start = firstOf(event.start);
  return { start, country: countryOf(event), dyad, traits: traitsOf(event), best: event.deathsBest };
}

/** The traits of an event that a table may have been filtered by. */
function traitsOf({ kind, start, end, placePrecision, civilianDeaths, place }: GedFacets): string[] {
  const time = start.startsWith('[') ? `within ${spanLength(start)}` : end === null ? start.length : 'from and to';
  const province = place.flatMap((reference) => /^ucdp-place:(\d+\/[^/]*)/.exec(reference)?.[1] ?? [])[0];
  return [
    `kind ${kind}`,
    `time ${time}`,
    `place ${placePrecision}`,
    `civilians ${(civilianDeaths ?? 0) > 0}`,
    ...(province === undefined ? [] : [`province ${province}`]),
  ];
}

/** How long a span of one unknown day is, in rough steps: `[2016-01-11..2016-01-17]` is a week. */
function spanLength(span: string): string {
  const { first, last } = parseDate(span);
  return last - first < 6 ? 'days' : last - first < 7 ? 'a week' : last - first < 31 ? 'a month' : 'longer';
}

/** What can be read from cells; null where one is wrong, which is reported when the row is to be written. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadCell) return null;
    throw error;
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function eventCount(events: number): string {
  return `${formatCount(events)} ${events === 1 ? 'event' : 'events'}`;
}

/** Of all cells of a row. */
function digestOf(record: UcdpRecord): number {
  return createHash('sha256').update(JSON.stringify(record)).digest().readUIntBE(0, 6);
}

/** The events of an older release that a newer one no longer has. */
function droppedFrom(newer: Coverage, older: readonly (readonly [string, Noted])[], isComplete: boolean): Set<string> {
  const compared = older.filter(([, { start }]) => isInTime(newer, start, isComplete));
  const missing = compared.filter(([key]) => !newer.keys.has(key));
  if (isComplete) return new Set(missing.map(([key]) => key));
  const counted = new Map<string, { all: number; missing: number }>();
  const groupsOfNoted = ({ country, dyad, traits }: Noted) => [`in ${country}`, `${dyad} in ${country}`, ...traits];
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
    const [country, ...others] = groupsOfNoted(one).map((group) => counted.get(group)!);
    const deaths = one.best ?? 0;
    return isFew(country!) && others.every((group) => group.missing * 2 <= group.all) && deaths >= newer.low && deaths <= newer.high;
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
    ['precision of the place', event.placePrecision, row.placePrecision],
    ['start', event.start, row.start],
    ['end', event.end, row.end ?? null],
    ['deaths', event.deathsBest, row.deathsBest],
    ['low', event.deathsLow, row.deathsLow],
    ['high', event.deathsHigh, row.deathsHigh],
    ['civilian deaths', event.civilianDeaths, row.civilianDeaths],
    ['deaths of side A', deathsOf(event, 'SIDE_A'), deathsOf(row, 'SIDE_A')],
    // Of one-sided violence these are the civilians.
    ...(row.kind === 'ONE_SIDED_VIOLENCE'
      ? []
      : [['deaths of side B', deathsOf(event, 'SIDE_B'), deathsOf(row, 'SIDE_B')] as [string, unknown, unknown]]),
  ];
  return pairs.filter(([, before, after]) => before !== after).map(([name, before, after]) => `${name} ${before ?? '?'} → ${after ?? '?'}`);
}

function deathsOf({ participants }: { readonly participants: EarlierEvent['participants'] | EventRow['participants'] }, side: string) {
  return participants.find(({ role }) => role === side)?.deaths ?? null;
}
