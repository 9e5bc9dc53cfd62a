import { AllegianceError } from '../../../model/errors.ts';
import { groupBy } from '../../../model/group.ts';
import { compareReleases, releaseOf } from '../../../model/releases.ts';
import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { ActorRegistry, type ResolvedActor, sharedNameWarnings } from './actorRegistry.ts';
import { BadCell, cellId, cellText } from './cells.ts';
import { type GedEvent, gedEvent } from './gedEvent.ts';
import { GedRecorded } from './gedRecorded.ts';
import { GedRelease } from './gedRelease.ts';
import { gedRow } from './gedRow.ts';
import { GedTies } from './gedTies.ts';
import { gedWarnings } from './gedWarnings.ts';
import { CIVILIANS_ID } from './knownActors.ts';
import { PlaceRegistry } from './places.ts';
import { releaseText } from './releases.ts';
import { publisherKey } from './report.ts';
import { gedSource, type SourceFields } from './sources.ts';
import { importedRows, readRows, releaseOfTable, statedVersion, type UcdpRecord, unknownRelease } from './table.ts';

const COLUMNS = ['id', 'type_of_violence', 'side_a_new_id', 'side_b_new_id', 'date_start', 'best', 'country_id'];

/**
 * The UCDP Georeferenced Event Dataset: events, and the ties that follow from them. The files of one release are one table. What the
 * graph has of other releases is compared with it, and only the newest counts.
 * @param version The release; null where the files state it. @param isComplete Whether the files have all events of their years.
 */
export function ucdpGedOf(version: string | null, isComplete = false): ImportFormat {
  return {
    name: 'ucdp-ged',
    version: 5,
    settings: [version ?? '', ...(isComplete ? ['complete'] : [])].join(' '),
    summary: 'Events of the UCDP Georeferenced Event Dataset (CSV), with their places, sides, sources and dyads',
    async *read(inputs, graph) {
      const releases = await releasesOf(inputs, version);
      const known = await GedRecorded.read(graph?.earlier);
      for (const { source, release, files } of releases) {
        if (release.version === null) for (const file of files) yield unknownRelease(file);
        yield* new GedReader(source, known, files, isComplete, version === null).read();
      }
    },
  };
}

/** The same, with the version that the name or a column of the file states. */
export const ucdpGed = ucdpGedOf(null);

/** The releases to which the files belong, the oldest first. @throws BAD_INPUT for several, except of the Candidate series */
async function releasesOf(inputs: readonly ImportInput[], version: string | null) {
  const files: { input: ImportInput; source: SourceFields }[] = [];
  for (const input of inputs) files.push({ input, source: gedSource(input.name, await releaseOfTable(input, version)) });
  const releases = [...groupBy(files, ({ source }) => source.key).values()].map((own) => ({
    source: own[0]!.source,
    release: releaseOf(own[0]!.source.key)!,
    files: own.map(({ input }) => input),
  }));
  releases.sort((a, b) => compareReleases(a.release, b.release));
  if (releases.length === 1 || releases.every(({ release }) => release.series === 'ucdp-candidate')) return releases;
  const names = releases.map(({ release }) => releaseText(release)).join(', ');
  throw new AllegianceError('BAD_INPUT', `Expected files of one release; got ${names}. Import one release at a time.`);
}

class GedReader {
  private readonly actors;
  private readonly places;
  private readonly ties;
  private readonly publishers = new Set<string>();
  private readonly release;
  private isSourceGiven = false;

  constructor(
    private readonly source: SourceFields,
    private readonly known: GedRecorded,
    private readonly files: readonly ImportInput[],
    isComplete: boolean,
    private readonly isStated: boolean,
  ) {
    this.actors = new ActorRegistry(known.actors);
    this.places = new PlaceRegistry(source.key);
    this.ties = new GedTies(source.key);
    this.release = new GedRelease(source.key, known, isComplete);
  }

  /** Reads the table twice: coalitions name members that are a side of their own only further down. */
  async *read(): AsyncIterable<ImportItem> {
    for (const file of this.files) for await (const _ of readRows(COLUMNS, file, (record, line) => this.note(record, line, file)));
    this.release.compare();
    yield* this.release.restored();
    for (const file of this.files) {
      for await (const item of readRows(COLUMNS, file, (record, line) => this.rowsOf(record, line, file))) {
        yield this.files.length === 1 ? item : { ...item, file: file.name };
      }
    }
    yield* this.release.dropping();
    yield* this.ties.rows(this.release, this.known.ties);
    this.release.remember();
  }

  /** @throws BAD_INPUT where a row states another release */
  private note(record: UcdpRecord, line: number, file: ImportInput): [] {
    const stated = this.isStated ? statedVersion(record) : null;
    if (stated !== null && stated !== this.release.own.version) {
      const message = `Expected rows of one release in ${file.name}; line ${line} states ${stated}, and the first row or the name of the file ${this.release.own.version ?? 'none'}. Divide the file by release, or say --version.`;
      throw new AllegianceError('BAD_INPUT', message);
    }
    this.release.note(record, line, file.name);
    for (const side of ['a', 'b']) {
      const [name, cell] = [cellText(record[`side_${side}`]), cellText(record[`side_${side}_new_id`])];
      if (name !== null && cell !== null && /^\d/.test(cell)) this.actors.note({ id: cellId(cell, 'side')!, name });
    }
    return [];
  }

  private *rowsOf(record: UcdpRecord, line: number, file: ImportInput): Iterable<ImportItem> {
    const event = gedEvent(record);
    const key = `ucdp-ged:${event.id}`;
    const first = this.release.firstOf(key, record, line, file.name);
    if (first) {
      const where = `line ${first.line}${first.file === file.name ? '' : ` of ${first.file}`}`;
      if (!first.isEqual) throw new BadCell('id', `each event once, and ${where} has other values of event ${event.id}`, event.id);
      const message = `Event ${event.id} is also on ${where}, with the same values; it is imported once.`;
      return yield { warning: 'event-repeated', line, message };
    }
    const reason = this.release.reasonToLeave(key);
    if (reason !== null) {
      this.ties.leave(event);
      return yield { warning: 'release-older', line, message: `Event ${event.id} is left out: ${reason}.` };
    }
    const place = this.places.resolve(record);
    const [from, to] = [this.actorOf(event, event.a), this.actorOf(event, event.b)];
    if (!this.isSourceGiven) yield* importedRows('sources', 1, [this.source]);
    this.isSourceGiven = true;
    yield* importedRows('sources', line, this.publishersOf(event));
    yield* importedRows('places', line, place.places);
    yield* importedRows('relationships', line, place.ties);
    yield* importedRows('actors', line, [...from.rows, ...to.rows]);
    const references = { source: this.source.key, from: from.reference, to: to.reference, place: place.reference };
    const { row, changes } = this.release.replacing(gedRow(event, references));
    yield* importedRows('events', line, [row]);
    if (changes.length > 0) {
      const message = `Event ${event.id} is coded otherwise than before: ${changes.join(', ')}.`;
      yield { warning: 'release-recoded', line, message };
    }
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
