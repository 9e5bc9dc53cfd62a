import type { Imported, ImportFormat, ImportInput, Oddity } from '../format.ts';
import { Atlas } from './atlas.ts';
import { type Cast, Company } from './cast.ts';
import { idOf, textOf } from './cells.ts';
import { type GedEvent, gedEvent, type Side } from './gedEvent.ts';
import { gedOddities, sharedName } from './gedOddities.ts';
import { gedRow } from './gedRow.ts';
import { GedTies } from './gedTies.ts';
import { CIVILIANS } from './known.ts';
import { isShared, membersOf } from './naming.ts';
import { lookAhead, readRows, type UcdpRecord } from './records.ts';
import { publisherKey } from './report.ts';
import { gedSource } from './sources.ts';
import { told } from './tell.ts';

const COLUMNS = ['id', 'type_of_violence', 'side_a_new_id', 'side_b_new_id', 'date_start', 'best', 'country_id'];

/** The UCDP Georeferenced Event Dataset: events, and the ties that follow from them. */
export const ucdpGed: ImportFormat = {
  name: 'ucdp-ged',
  version: 1,
  summary: 'Events of the UCDP Georeferenced Event Dataset (CSV), with their places, sides, sources and dyads',
  async *read(inputs) {
    for (const input of inputs) yield* new GedReader(input.name, await singlesOf(input)).read(input);
  },
};

/** The ids of actors that are a side of their own in the table, by name; null where several have the name. */
async function singlesOf(input: ImportInput): Promise<Map<string, string | null>> {
  const ids = new Map<string, string | null>();
  await lookAhead(COLUMNS, input, (record) => {
    for (const side of ['a', 'b'] as const) {
      const [name, cell] = [textOf(record[`side_${side}`]), textOf(record[`side_${side}_new_id`])];
      if (name === null || cell === null || !/^\d/.test(cell) || membersOf(name).length > 0) continue;
      const id = idOf(cell, 'side');
      ids.set(name, ids.has(name) && ids.get(name) !== id ? null : id);
    }
  });
  return ids;
}

class GedReader {
  private readonly source;
  private readonly company;
  private readonly atlas;
  private readonly ties;
  private readonly publishers = new Set<string>();

  constructor(file: string, singles: ReadonlyMap<string, string | null>) {
    this.source = gedSource(file);
    this.company = new Company(singles);
    this.atlas = new Atlas(this.source.key);
    this.ties = new GedTies(this.source.key);
  }

  async *read(input: ImportInput): AsyncIterable<Imported> {
    yield* told('sources', 1, [this.source]);
    yield* readRows(COLUMNS, input, (record, line) => this.rowsOf(record, line));
    for (const { line, row } of this.ties.rows()) yield* told('relationships', line, [row]);
  }

  private *rowsOf(record: UcdpRecord, line: number): Iterable<Imported> {
    const event = gedEvent(record);
    const placed = this.atlas.place(record);
    const [from, to] = [this.sideOf(event, event.a), this.sideOf(event, event.b)];
    yield* told('sources', line, this.publishersOf(event));
    yield* told('places', line, placed.places);
    yield* told('relationships', line, placed.ties);
    yield* told('actors', line, [...from.rows, ...to.rows]);
    const named = { source: this.source.key, from: from.reference, to: to.reference, place: placed.reference };
    yield* told('events', line, [gedRow(event, record, named)]);
    yield* gedOddities(event, [event.a, ...from.members, event.b, ...to.members], line);
    yield* [...sharedNames(event.a, from, line), ...sharedNames(event.b, to, line)];
    this.ties.fought(event, from.reference, to.reference, line);
    this.ties.acted(event, event.a, from.members, line);
    this.ties.acted(event, event.b, to.members, line);
  }

  private sideOf(event: GedEvent, side: Side): Cast {
    return side.id === CIVILIANS ? this.company.civilians(event.country) : this.company.cast(side);
  }

  private publishersOf(event: GedEvent) {
    return event.reports.flatMap(({ office }) => {
      const key = publisherKey(office);
      if (this.publishers.has(key)) return [];
      this.publishers.add(key);
      return [{ key, title: office, publisher: office, ...(/^https?:\/\//.test(office) ? { url: office } : {}) }];
    });
  }
}

/** Warnings for new members that are given by a name that several actors have. */
function sharedNames(side: Side, { members, rows }: Cast, line: number): Oddity[] {
  return rows.length === 0
    ? []
    : members.filter(({ id, name }) => id === null && isShared(name)).map((member) => sharedName(member, side.name, line));
}
