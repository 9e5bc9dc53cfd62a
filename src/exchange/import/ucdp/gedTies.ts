import { type PartialDate, parseDate } from '../../../model/date.ts';
import type { ImportedRow } from '../format.ts';
import { memberRow, type ResolvedActor } from './actorRegistry.ts';
import type { GedEvent } from './gedEvent.ts';
import { importedRows, type RowFields } from './table.ts';

/** The ties that follow from the events of a table: who fought or attacked whom, and who was part of which coalition. */
export class GedTies {
  private readonly coalitions = new Map<string, Rollup>();
  private readonly dyads = new Map<string, Rollup>();

  constructor(private readonly source: string) {}

  /** @param from The actor of side A. @param to The actor of side B. */
  add(event: GedEvent, from: ResolvedActor, to: ResolvedActor, line: number): void {
    this.addToCoalition(event, event.a, from, line);
    this.addToCoalition(event, event.b, to, line);
    if (event.dyad === null) return;
    const key = `${event.dyad} ${from.reference} ${to.reference}`;
    const dyad = this.dyads.get(key) ?? new Rollup(line, (totals) => [this.dyadRow(event, from.reference, to.reference, totals)]);
    this.dyads.set(key, dyad.add(event));
  }

  private addToCoalition(event: GedEvent, side: GedEvent['a'], { members }: ResolvedActor, line: number): void {
    if (members.length === 0) return;
    const rowsOf = (totals: Rollup): RowFields[] => {
      const locator = `side ${side.id} "${side.name}", ${totals.eventCountText}, ${totals.span}`;
      return members.map((member) => ({ ...memberRow(side, member, this.source, locator), ...totals.attested, derived: true }));
    };
    const coalition = this.coalitions.get(side.id) ?? new Rollup(line, rowsOf);
    this.coalitions.set(side.id, coalition.add(event));
  }

  *rows(): Iterable<ImportedRow> {
    for (const rollup of [...this.coalitions.values(), ...this.dyads.values()]) {
      yield* importedRows('relationships', rollup.line, rollup.rowsOf(rollup));
    }
  }

  /** The row of a dyad. @param event Its first event. */
  private dyadRow({ dyad, isOneSided, a, b }: GedEvent, from: string, to: string, totals: Rollup): RowFields {
    const where = [...totals.countries].sort().join(', ');
    const what = isOneSided
      ? `one-sided violence by ${a.name} against civilians in ${where}`
      : `fighting in ${where} between ${a.name} and ${b.name}`;
    const deaths = `${formatCount(totals.best)} ${totals.best === 1 ? 'death' : 'deaths'} (best estimate)`;
    return {
      key: `ucdp-dyad:${dyad}`,
      type: isOneSided ? 'ATTACKS' : 'FIGHTS',
      from,
      to,
      ...totals.attested,
      eventCount: totals.events,
      deathsBest: totals.best,
      deathsLow: totals.low,
      deathsHigh: totals.high,
      derived: true,
      evidence: [
        {
          source: this.source,
          locator: `dyad_new_id ${dyad}, ${totals.eventCountText}, ${totals.span}`,
          quote: `Codes ${totals.eventCountText} of ${what}, ${deaths}.`,
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

  /** @param line The line of the first event. @param rowsOf Makes the rows of these totals. */
  constructor(
    readonly line: number,
    readonly rowsOf: (totals: Rollup) => RowFields[],
  ) {}

  add({ when, deaths, country }: GedEvent): this {
    this.events++;
    this.best += deaths.deathsBest ?? 0;
    this.low += deaths.deathsLow ?? 0;
    this.high += deaths.deathsHigh ?? 0;
    this.countries.add(country);
    const [start, end] = [parseDate(when.start), parseDate(when.end ?? when.start)];
    if (start.last < this.from.last) this.from = start;
    if (end.first > this.until.first) this.until = end;
    if (start.first < this.first.first) this.first = start;
    if (end.last > this.last.last) this.last = end;
    return this;
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
