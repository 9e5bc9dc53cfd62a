import { PartialDate, parseDate } from '../../../model/date.ts';
import type { EarlierEvent } from '../earlier.ts';
import type { GedEvent } from './gedEvent.ts';
import { dyadKey, sidesOf } from './gedRecorded.ts';
import type { RowFields } from './table.ts';

/** Totals of events of the graph: by dyad, and by actor. */
export class RecordedTotals {
  private readonly groups = new Map<string, Rollup>();

  /** @param country The name of its country; null where it is not known, undefined where it does not matter. */
  add(event: EarlierEvent, country?: string | null): void {
    const counted = { ...countedOf(event), country };
    for (const group of groupsOf(event)) this.groups.set(group, (this.groups.get(group) ?? new Rollup()).add(counted));
  }

  of(group: string): Rollup {
    return this.groups.get(group) ?? new Rollup();
  }

  /** The totals of a dyad or an actor, which are given out once: two ids of one dyad do not count the same events. */
  take(group: string): Rollup {
    const totals = this.of(group);
    this.groups.delete(group);
    return totals;
  }
}

/** The dyad and the actors whose ties rest on an event of the graph. */
export function groupsOf(event: EarlierEvent): string[] {
  const sides = sidesOf(event);
  return sides ? [dyadKey(event.kind === 'ONE_SIDED_VIOLENCE', sides), ...sides] : [];
}

/** What of an event counts. */
type Counted = Pick<GedEvent, 'when' | 'deaths'> & { readonly country?: string | null | undefined };

function countedOf({ start, end, deathsBest, deathsLow, deathsHigh }: EarlierEvent): Counted {
  return { when: { start, end }, deaths: { deathsBest, deathsLow, deathsHigh } };
}

const NEVER_BEGUN = new PartialDate('', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
const NEVER_ENDED = new PartialDate('', Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);

/** Totals of the events of a dyad or a side. Unknown deaths count as 0. */
export class Rollup {
  events = 0;
  best = 0;
  low = 0;
  high = 0;
  /** The names of the countries of its events; null stands for those whose names are not known. */
  private readonly countries = new Set<string | null>();
  /** The earliest end of a start, and the latest start of an end. */
  private from = NEVER_BEGUN;
  private until = NEVER_ENDED;
  private first = NEVER_BEGUN;
  private last = NEVER_ENDED;

  add({ when, deaths, country }: Counted): this {
    this.events++;
    this.best += deaths.deathsBest ?? 0;
    this.low += deaths.deathsLow ?? 0;
    this.high += deaths.deathsHigh ?? 0;
    if (country !== undefined) this.countries.add(country);
    const [start, end] = [parseDate(when.start), parseDate(when.end ?? when.start)];
    this.extend({ from: start, until: end, first: start, last: end });
    return this;
  }

  /** These totals and others together. */
  with(other: Rollup): Rollup {
    const sum = new Rollup();
    for (const { events, best, low, high, from, until, first, last, countries } of [this, other]) {
      for (const country of countries) sum.countries.add(country);
      sum.events += events;
      sum.best += best;
      sum.low += low;
      sum.high += high;
      sum.extend({ from, until, first, last });
    }
    return sum;
  }

  private extend({ from, until, first, last }: Readonly<Record<'from' | 'until' | 'first' | 'last', PartialDate>>): void {
    if (from.last < this.from.last) this.from = from;
    if (until.first > this.until.first) this.until = until;
    if (first.first < this.first.first) this.first = first;
    if (last.last > this.last.last) this.last = last;
  }

  /** `Iraq, Syria`; null where the name of one is not known. */
  get where(): string | null {
    return this.countries.has(null) ? null : [...this.countries].sort().join(', ');
  }

  get counts(): RowFields {
    return { eventCount: this.events, deathsBest: this.best, deathsLow: this.low, deathsHigh: this.high };
  }

  /** The days that are certain, with the precision of the table. */
  get attested(): { attestedFrom: string; attestedUntil: string } {
    return { attestedFrom: this.from.text, attestedUntil: this.until.text };
  }

  /** `8,723 events`. */
  get eventCountText(): string {
    return `${formatCount(this.events)} ${this.events === 1 ? 'event' : 'events'}`;
  }

  /** `2016-01-01 to 2019-11-30`: the first and the last possible day of any event. */
  get span(): string {
    const first = this.first.text.replace(/^\[(.*)\.\.(.*)\]$/, '$1');
    const last = this.last.text.replace(/^\[(.*)\.\.(.*)\]$/, '$2');
    return first === last ? first : `${first} to ${last}`;
  }
}

/** `50,539`. */
export function formatCount(number: number): string {
  return number.toLocaleString('en-US');
}
