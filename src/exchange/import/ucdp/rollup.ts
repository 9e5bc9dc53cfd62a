import { parseDate } from '../../../model/date.ts';
import type { GedEvent } from './gedEvent.ts';

/** Totals of the events of a dyad or a side. Unknown deaths count as 0. */
export class Rollup {
  events = 0;
  best = 0;
  low = 0;
  high = 0;
  readonly countries = new Set<string>();
  private from = '';
  private until = '';
  private firstDay = Number.POSITIVE_INFINITY;
  private lastDay = Number.NEGATIVE_INFINITY;
  private fromDay = Number.POSITIVE_INFINITY;
  private untilDay = Number.NEGATIVE_INFINITY;
  private first = '';
  private last = '';

  /** @param line The line of the first event. */
  constructor(readonly line: number) {}

  add({ when, deaths, country }: GedEvent): void {
    this.events++;
    this.best += deaths.best ?? 0;
    this.low += deaths.low ?? 0;
    this.high += deaths.high ?? 0;
    this.countries.add(country);
    this.attest(when.start, when.end ?? when.start);
  }

  /** Attested are the days that are certain: the earliest end and the latest start of an event, with the precision of the table. */
  private attest(start: string, end: string): void {
    const [begin, finish] = [parseDate(start), parseDate(end)];
    if (begin.last < this.fromDay) [this.from, this.fromDay] = [start, begin.last];
    if (finish.first > this.untilDay) [this.until, this.untilDay] = [end, finish.first];
    if (begin.first < this.firstDay) [this.first, this.firstDay] = [edgeOf(start, 'first'), begin.first];
    if (finish.last > this.lastDay) [this.last, this.lastDay] = [edgeOf(end, 'last'), finish.last];
  }

  get attested(): { attestedFrom: string; attestedUntil: string } {
    return { attestedFrom: this.from, attestedUntil: this.until };
  }

  /** `8,723 events`. */
  get eventCountText(): string {
    return `${formatCount(this.events)} ${this.events === 1 ? 'event' : 'events'}`;
  }

  /** `2016-01-01 to 2019-11-30`: the first and the last possible day of any event. */
  get span(): string {
    return this.first === this.last ? this.first : `${this.first} to ${this.last}`;
  }
}

function edgeOf(date: string, side: 'first' | 'last'): string {
  const [, first, last] = /^\[(.*)\.\.(.*)\]$/.exec(date) ?? [];
  return (side === 'first' ? first : last) ?? date;
}

/** `50,539`. */
export function formatCount(number: number): string {
  return number.toLocaleString('en-US');
}
