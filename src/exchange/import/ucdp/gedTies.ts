import { type PartialDate, parseDate } from '../../../model/date.ts';
import type { ImportedRow } from '../format.ts';
import { memberRow, type ResolvedActor } from './actorRegistry.ts';
import type { EventSide, GedEvent } from './gedEvent.ts';
import type { RowFields } from './table.ts';

interface Dyad {
  readonly id: string;
  readonly oneSided: boolean;
  readonly from: { readonly reference: string; readonly name: string };
  readonly to: { readonly reference: string; readonly name: string };
  readonly rollup: Rollup;
}

interface Coalition {
  readonly side: EventSide;
  readonly members: ResolvedActor['members'];
  readonly rollup: Rollup;
}

/** The ties that follow from the events of a table: who fought or attacked whom, and who was part of which coalition. */
export class GedTies {
  private readonly dyads = new Map<string, Dyad>();
  private readonly coalitions = new Map<string, Coalition>();

  constructor(private readonly source: string) {}

  /** @param from The actor of side A. @param to The actor of side B. */
  add(event: GedEvent, from: ResolvedActor, to: ResolvedActor, line: number): void {
    this.addToDyad(event, from.reference, to.reference, line);
    this.addToCoalition(event, event.a, from.members, line);
    this.addToCoalition(event, event.b, to.members, line);
  }

  private addToDyad(event: GedEvent, from: string, to: string, line: number): void {
    if (event.dyad === null) return;
    const key = `${event.dyad} ${from} ${to}`;
    const dyad = this.dyads.get(key) ?? {
      id: event.dyad,
      oneSided: event.kind === 'ONE_SIDED_VIOLENCE',
      from: { reference: from, name: event.a.name },
      to: { reference: to, name: event.b.name },
      rollup: new Rollup(line),
    };
    this.dyads.set(key, dyad);
    dyad.rollup.add(event);
  }

  private addToCoalition(event: GedEvent, side: EventSide, members: ResolvedActor['members'], line: number): void {
    if (members.length === 0) return;
    const coalition = this.coalitions.get(side.id) ?? { side, members, rollup: new Rollup(line) };
    this.coalitions.set(side.id, coalition);
    coalition.rollup.add(event);
  }

  *rows(): Iterable<ImportedRow> {
    for (const { side, members, rollup } of this.coalitions.values()) {
      for (const member of members) {
        const tie = memberRow(side, member, this.source, `side ${side.id} "${side.name}", ${rollup.eventCountText}, ${rollup.span}`);
        yield { kind: 'relationships', row: { ...tie, ...rollup.attested, derived: true }, line: rollup.line };
      }
    }
    for (const dyad of this.dyads.values()) yield { kind: 'relationships', row: this.dyadRow(dyad), line: dyad.rollup.line };
  }

  private dyadRow({ id, oneSided, from, to, rollup }: Dyad): RowFields {
    const where = [...rollup.countries].sort().join(', ');
    const what = oneSided
      ? `one-sided violence by ${from.name} against civilians in ${where}`
      : `fighting in ${where} between ${from.name} and ${to.name}`;
    const deaths = `${formatCount(rollup.best)} ${rollup.best === 1 ? 'death' : 'deaths'} (best estimate)`;
    return {
      key: `ucdp-dyad:${id}`,
      type: oneSided ? 'ATTACKS' : 'FIGHTS',
      from: from.reference,
      to: to.reference,
      ...rollup.attested,
      eventCount: rollup.events,
      deathsBest: rollup.best,
      deathsLow: rollup.low,
      deathsHigh: rollup.high,
      derived: true,
      evidence: [
        {
          source: this.source,
          locator: `dyad_new_id ${id}, ${rollup.eventCountText}, ${rollup.span}`,
          quote: `Codes ${rollup.eventCountText} of ${what}, ${deaths}.`,
        },
      ],
    };
  }
}

const NEVER_BEGUN: PartialDate = { text: '', first: Number.POSITIVE_INFINITY, last: Number.POSITIVE_INFINITY };
const NEVER_ENDED: PartialDate = { text: '', first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

/** Totals of the events of a dyad or a side. Unknown deaths count as 0. */
class Rollup {
  events = 0;
  best = 0;
  low = 0;
  high = 0;
  readonly countries = new Set<string>();
  /** The earliest end of a start, and the latest start of an end. */
  private from = NEVER_BEGUN;
  private until = NEVER_ENDED;
  private first = NEVER_BEGUN;
  private last = NEVER_ENDED;

  /** @param line The line of the first event. */
  constructor(readonly line: number) {}

  add({ when, deaths, country }: GedEvent): void {
    this.events++;
    this.best += deaths.best ?? 0;
    this.low += deaths.low ?? 0;
    this.high += deaths.high ?? 0;
    this.countries.add(country);
    const [start, end] = [parseDate(when.start), parseDate(when.end ?? when.start)];
    if (start.last < this.from.last) this.from = start;
    if (end.first > this.until.first) this.until = end;
    if (start.first < this.first.first) this.first = start;
    if (end.last > this.last.last) this.last = end;
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
function formatCount(number: number): string {
  return number.toLocaleString('en-US');
}
