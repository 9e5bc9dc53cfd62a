import { parseDate } from '../../../model/date.ts';
import { type CsvRecord, csvRecords } from '../csvRecords.ts';
import type { Imported, ImportFormat, ImportInput } from '../format.ts';
import { Atlas } from './atlas.ts';
import { type Cast, Company } from './cast.ts';
import { idOf, textOf } from './cells.ts';
import { type GedEvent, gedEvent, isOutOfOrder, type Side } from './gedEvent.ts';
import { gedRow } from './gedRow.ts';
import { GedTies } from './gedTies.ts';
import { CIVILIANS, FORMED } from './known.ts';
import { isShared, membersOf } from './naming.ts';
import { publisherKey } from './report.ts';
import { gedSource } from './sources.ts';
import { oddity, readable, told } from './tell.ts';

/** UCDP's Georeferenced Event Dataset: events, and what they come to. */
export const ucdpGed: ImportFormat = {
  name: 'ucdp-ged',
  version: 1,
  summary: 'Events of the UCDP Georeferenced Event Dataset (CSV), with their places, sides, sources and dyads',
  async *read(inputs) {
    for (const input of inputs) yield* new GedReader(input.name, await singlesOf(input)).read(input);
  },
};

/** The ids of single actors by name, as the table's own sides give them; null where several bear the name. */
async function singlesOf(input: ImportInput): Promise<Map<string, string | null>> {
  const ids = new Map<string, string | null>();
  for await (const { record } of csvRecords(input)) {
    for (const side of ['a', 'b'] as const) {
      const [name, cell] = [textOf(record[`side_${side}`]), textOf(record[`side_${side}_new_id`])];
      if (name === null || cell === null || !/^\d/.test(cell) || membersOf(name).length > 0) continue;
      const id = idOf(cell, 'side');
      ids.set(name, ids.has(name) && ids.get(name) !== id ? null : id);
    }
  }
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
    for await (const { line, record } of csvRecords(input)) yield* readable(line, record, () => this.rowsOf(record, line));
    for (const { line, row } of this.ties.rows()) yield* told('relationships', line, [row]);
  }

  private *rowsOf(record: CsvRecord, line: number): Iterable<Imported> {
    const event = gedEvent(record);
    const placed = this.atlas.place(record);
    const [from, to] = [this.sideOf(event, event.a), this.sideOf(event, event.b)];
    yield* told('sources', line, this.publishersOf(event));
    yield* told('places', line, placed.places);
    yield* told('relationships', line, placed.ties);
    yield* told('actors', line, [...from.rows, ...to.rows]);
    const named = { source: this.source.key, from: from.reference, to: to.reference, place: placed.reference };
    yield* told('events', line, [gedRow(event, record, named)]);
    yield* oddities(event, [...membersFor(event.a, from), ...membersFor(event.b, to)], from.rows.length + to.rows.length > 0, line);
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

function membersFor(side: Side, cast: Cast): readonly { readonly id: string | null; readonly name: string }[] {
  return [side, ...cast.members];
}

/** What is odd about a row and kept all the same. */
function* oddities(
  event: GedEvent,
  actors: readonly { readonly id: string | null; readonly name: string }[],
  isNew: boolean,
  line: number,
): Iterable<Imported> {
  const { id, deaths, when, backwards, reports } = event;
  if (isOutOfOrder(deaths)) {
    const message = `Event ${id}: low ${deaths.low}, best ${deaths.best} and high ${deaths.high} are not in order; kept as they are.`;
    yield oddity('deaths-out-of-order', line, message);
  }
  if (backwards)
    yield oddity('end-before-start', line, `Event ${id} ends before it starts; read as one unknown day of the two and those between.`);
  const last = parseDate(when.end ?? when.start).last;
  for (const { id: actor, name } of actors) {
    const formed = actor === null ? undefined : FORMED.get(actor);
    if (formed !== undefined && last < parseDate(formed).first) {
      yield oddity('before-actor-existed', line, `Event ${id} of ${when.start} names ${name}, which was formed on ${formed}.`);
    }
    if (actor === null && isNew && isShared(name)) {
      yield oddity('shared-name', line, `Several actors are called ${name}; the member of the coalition is joined to none of them.`);
    }
  }
  const first = parseDate(when.start).first;
  for (const { office, date } of reports) {
    if (date === null || parseDate(date).last >= first) continue;
    yield oddity(
      'source-before-event',
      line,
      `Event ${id} of ${when.start} rests on a report by ${office} of ${date}, before it happened.`,
    );
  }
}
