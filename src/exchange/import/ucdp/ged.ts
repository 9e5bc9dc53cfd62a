import type { ImportFormat, ImportInput, ImportItem, ImportWarning } from '../format.ts';
import { ActorRegistry, type ResolvedActor } from './actorRegistry.ts';
import { cellId, cellText } from './cells.ts';
import { type EventSide, type GedEvent, gedEvent } from './gedEvent.ts';
import { gedRow } from './gedRow.ts';
import { GedTies } from './gedTies.ts';
import { gedWarnings, sharedNameWarning } from './gedWarnings.ts';
import { importedRows } from './items.ts';
import { CIVILIANS_ID } from './knownActors.ts';
import { isSharedName, membersOf } from './naming.ts';
import { PlaceRegistry } from './placeRegistry.ts';
import { readRows, scanRecords, type UcdpRecord } from './records.ts';
import { publisherKey } from './report.ts';
import { gedSource } from './sources.ts';

const COLUMNS = ['id', 'type_of_violence', 'side_a_new_id', 'side_b_new_id', 'date_start', 'best', 'country_id'];

/** The UCDP Georeferenced Event Dataset: events, and the ties that follow from them. */
export const ucdpGed: ImportFormat = {
  name: 'ucdp-ged',
  version: 1,
  summary: 'Events of the UCDP Georeferenced Event Dataset (CSV), with their places, sides, sources and dyads',
  async *read(inputs) {
    for (const input of inputs) yield* new GedReader(input.name, await singleActorIds(input)).read(input);
  },
};

/** The ids of actors that are a side of their own in the table, by name; null where several have the name. */
async function singleActorIds(input: ImportInput): Promise<Map<string, string | null>> {
  const ids = new Map<string, string | null>();
  await scanRecords(COLUMNS, input, (record) => {
    for (const side of ['a', 'b'] as const) {
      const [name, cell] = [cellText(record[`side_${side}`]), cellText(record[`side_${side}_new_id`])];
      if (name === null || cell === null || !/^\d/.test(cell) || membersOf(name).length > 0) continue;
      const id = cellId(cell, 'side');
      ids.set(name, ids.has(name) && ids.get(name) !== id ? null : id);
    }
  });
  return ids;
}

class GedReader {
  private readonly source;
  private readonly actorRegistry;
  private readonly placeRegistry;
  private readonly ties;
  private readonly publishers = new Set<string>();

  constructor(file: string, singles: ReadonlyMap<string, string | null>) {
    this.source = gedSource(file);
    this.actorRegistry = new ActorRegistry(singles);
    this.placeRegistry = new PlaceRegistry(this.source.key);
    this.ties = new GedTies(this.source.key);
  }

  async *read(input: ImportInput): AsyncIterable<ImportItem> {
    yield* importedRows('sources', 1, [this.source]);
    yield* readRows(COLUMNS, input, (record, line) => this.rowsOf(record, line));
    for (const { line, row } of this.ties.rows()) yield* importedRows('relationships', line, [row]);
  }

  private *rowsOf(record: UcdpRecord, line: number): Iterable<ImportItem> {
    const event = gedEvent(record);
    const place = this.placeRegistry.place(record);
    const [from, to] = [this.sideOf(event, event.a), this.sideOf(event, event.b)];
    yield* importedRows('sources', line, this.publishersOf(event));
    yield* importedRows('places', line, place.places);
    yield* importedRows('relationships', line, place.ties);
    yield* importedRows('actors', line, [...from.rows, ...to.rows]);
    const named = { source: this.source.key, from: from.reference, to: to.reference, place: place.reference };
    yield* importedRows('events', line, [gedRow(event, record, named)]);
    yield* gedWarnings(event, [event.a, ...from.members, event.b, ...to.members], line);
    yield* [...sharedNames(event.a, from, line), ...sharedNames(event.b, to, line)];
    this.ties.addDyadEvent(event, from.reference, to.reference, line);
    this.ties.addCoalitionEvent(event, event.a, from.members, line);
    this.ties.addCoalitionEvent(event, event.b, to.members, line);
  }

  private sideOf(event: GedEvent, side: EventSide): ResolvedActor {
    return side.id === CIVILIANS_ID ? this.actorRegistry.civilians(event.country) : this.actorRegistry.resolve(side);
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
function sharedNames(side: EventSide, { members, rows }: ResolvedActor, line: number): ImportWarning[] {
  return rows.length === 0
    ? []
    : members.filter(({ id, name }) => id === null && isSharedName(name)).map((member) => sharedNameWarning(member, side.name, line));
}
