import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { ActorRegistry, type ResolvedActor, sharedNameWarnings } from './actorRegistry.ts';
import { cellId, cellText } from './cells.ts';
import { type GedEvent, gedEvent } from './gedEvent.ts';
import { gedRow } from './gedRow.ts';
import { GedTies } from './gedTies.ts';
import { gedWarnings } from './gedWarnings.ts';
import { CIVILIANS_ID } from './knownActors.ts';
import { PlaceRegistry } from './places.ts';
import { publisherKey } from './report.ts';
import { gedSource, type SourceFields } from './sources.ts';
import { importedRows, readRows, type UcdpRecord } from './table.ts';

const COLUMNS = ['id', 'type_of_violence', 'side_a_new_id', 'side_b_new_id', 'date_start', 'best', 'country_id'];

/** The UCDP Georeferenced Event Dataset: events, and the ties that follow from them. */
export function ucdpGedOf(version: string | null): ImportFormat {
  return {
    name: 'ucdp-ged',
    version: 2,
    settings: version ?? '',
    summary: 'Events of the UCDP Georeferenced Event Dataset (CSV), with their places, sides, sources and dyads',
    async *read(inputs) {
      for (const input of inputs) yield* new GedReader(gedSource(input.name, version)).read(input);
    },
  };
}

/** The same, with the version that the name of the file states. */
export const ucdpGed = ucdpGedOf(null);

class GedReader {
  private readonly actors = new ActorRegistry();
  private readonly places;
  private readonly ties;
  private readonly publishers = new Set<string>();

  constructor(private readonly source: SourceFields) {
    this.places = new PlaceRegistry(source.key);
    this.ties = new GedTies(source.key);
  }

  /** Reads the table twice: coalitions name members that are a side of their own only further down. */
  async *read(input: ImportInput): AsyncIterable<ImportItem> {
    for await (const _ of readRows(COLUMNS, input, (record) => this.noteSides(record)));
    yield* importedRows('sources', 1, [this.source]);
    yield* readRows(COLUMNS, input, (record, line) => this.rowsOf(record, line));
    yield* this.ties.rows();
  }

  private noteSides(record: UcdpRecord): [] {
    for (const side of ['a', 'b']) {
      const [name, cell] = [cellText(record[`side_${side}`]), cellText(record[`side_${side}_new_id`])];
      if (name !== null && cell !== null && /^\d/.test(cell)) this.actors.note({ id: cellId(cell, 'side')!, name });
    }
    return [];
  }

  private *rowsOf(record: UcdpRecord, line: number): Iterable<ImportItem> {
    const event = gedEvent(record);
    const place = this.places.resolve(record);
    const [from, to] = [this.actorOf(event, event.a), this.actorOf(event, event.b)];
    yield* importedRows('sources', line, this.publishersOf(event));
    yield* importedRows('places', line, place.places);
    yield* importedRows('relationships', line, place.ties);
    yield* importedRows('actors', line, [...from.rows, ...to.rows]);
    const references = { source: this.source.key, from: from.reference, to: to.reference, place: place.reference };
    yield* importedRows('events', line, [gedRow(event, references)]);
    yield* gedWarnings(event, [event.a, ...from.members, event.b, ...to.members], line);
    yield* sharedNameWarnings(event.a.name, from, line);
    yield* sharedNameWarnings(event.b.name, to, line);
    this.ties.add(event, from, to, line);
  }

  private actorOf(event: GedEvent, side: GedEvent['a']): ResolvedActor {
    return side.id === CIVILIANS_ID ? this.actors.civilians(event.country) : this.actors.resolve(side);
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
