import type { Subject } from '../model/statement.ts';
import type { EntityRecord, NameRecord } from '../store/entity.ts';
import type { EventRecord, Participation } from '../store/event.ts';
import type { RetractedRecord } from '../store/retracted.ts';
import type { EvidenceRecord, SourceRecord } from '../store/source.ts';
import type { TieRecord } from '../store/tie.ts';
import { type Earlier, Layered } from './earlier.ts';
import type { Known } from './known.ts';
import { Shelf, type Stamp } from './shelf.ts';

/** An entity with the names by which it is found. */
export interface NamedEntity extends EntityRecord {
  readonly names: readonly NameRecord[];
}

/** An event with those who took part. */
export interface EventWithParticipants extends EventRecord {
  readonly participants: readonly Participation[];
}

/** All that a write reads and is about to change. Planning works on it alone: no store, no clock. */
export class Workspace {
  readonly entities: Shelf<NamedEntity>;
  readonly sources: Shelf<SourceRecord>;
  readonly events = new Shelf<EventWithParticipants>((event) => event.id);
  readonly ties = new Shelf<TieRecord>((tie) => tie.id);
  readonly evidence = new Shelf<EvidenceRecord>((evidence) => evidence.id);
  readonly retracted = new Shelf<RetractedRecord>((retracted) => retracted.id);

  /** Ids of entities by slug and by `scheme:value`, of the store and of the rows before. */
  readonly slugs: Map<string, string>;
  readonly identifiers: Map<string, string>;
  /** Ids of the evidence about a tie or event. */
  readonly evidenceAbout = new Map<string, Set<string>>();

  /** Ids of ties and events whose evidence rests on a source. */
  readonly restingOn = new Map<string, readonly string[]>();
  /** What still needs an entity or source that is to be retracted, in words: `3 BACKS`, `1 passage of evidence`. */
  readonly needs = new Map<string, readonly string[]>();

  /**
   * @param earlier What is to be seen as written although it is not.
   * @param known What need not be read, since writes before have.
   */
  constructor(
    readonly stamp: Stamp,
    earlier?: Earlier,
    readonly known?: Known,
  ) {
    this.entities = new Shelf((entity) => entity.id, earlier?.entities);
    this.sources = new Shelf((source) => source.id, earlier?.sources);
    this.slugs = new Layered(earlier?.slugs);
    this.identifiers = new Layered(earlier?.identifiers);
  }

  /** Would anything be other than it is? */
  isChanged(): boolean {
    const shelves = [this.entities, this.sources, this.events, this.ties, this.evidence, this.retracted];
    return shelves.some((shelf) => shelf.isChanged());
  }

  /** The entity that a reference names, as it is recorded: merges are not followed when writing. */
  entity(reference: string): NamedEntity | undefined {
    const id = this.slugs.get(reference) ?? this.identifiers.get(reference) ?? reference;
    return this.entities.get(id);
  }

  /** Is what the store has under an id there, and as old as a revision or older? */
  isOlder(id: string, revision: number): boolean {
    const shelves = [this.entities, this.sources, this.events, this.ties, this.evidence];
    return shelves.some((shelf) => (shelf.before(id)?.revision ?? Number.POSITIVE_INFINITY) <= revision);
  }

  evidenceOf(about: string): EvidenceRecord[] {
    return [...(this.evidenceAbout.get(about) ?? [])].flatMap((id) => this.evidence.get(id) ?? []);
  }

  noteEvidence(record: { id: string; about: string }): void {
    const known = this.evidenceAbout.get(record.about);
    if (known) known.add(record.id);
    else this.evidenceAbout.set(record.about, new Set([record.id]));
  }

  /** What an entity is called; its id where it is not known. */
  nameOf = (id: string): string => this.entities.get(id)?.name ?? id;

  /** Name and kind of an entity for sentences; its id as the name where it is not known. */
  subjectOf = (id: string): Subject => this.entities.get(id) ?? { name: id, kind: null };
}
