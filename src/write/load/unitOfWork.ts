import { type IdKind, idKind } from '../../model/id.ts';
import type { Subject } from '../../model/statement.ts';
import type { EntityRecord, NameRecord } from '../../store/entity.ts';
import type { EventRecord, Participation } from '../../store/event.ts';
import { documentId } from '../../store/mintId.ts';
import type { RetractedRecord } from '../../store/retracted.ts';
import type { DocumentRecord, EvidenceRecord, SourceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import { ChangeTracker, type GraphRecord, type Stamp } from './changeTracker.ts';
import { PlacesAround } from './placesAround.ts';

/** An entity with its names. */
export interface NamedEntity extends EntityRecord {
  readonly names: readonly NameRecord[];
}

/** An event with its participants. */
export interface EventWithParticipants extends EventRecord {
  readonly participants: readonly Participation[];
}

/** Records that are treated as stored though they are not: what earlier batches of a dry run planned. */
export interface Overlay {
  readonly entities: ReadonlyMap<string, NamedEntity>;
  readonly sources: ReadonlyMap<string, SourceRecord>;
  readonly documents: ReadonlyMap<string, DocumentRecord>;
  readonly slugs: ReadonlyMap<string, string>;
  readonly identifiers: ReadonlyMap<string, string>;
  readonly around: PlacesAround;
}

/** The records that a write has loaded and its planned changes (unit of work). Planning uses nothing else: no store, no clock. */
export class UnitOfWork {
  readonly entities: ChangeTracker<NamedEntity>;
  readonly sources: ChangeTracker<SourceRecord>;
  readonly documents: ChangeTracker<DocumentRecord>;
  readonly events = new ChangeTracker<EventWithParticipants>();
  readonly ties = new ChangeTracker<TieRecord>();
  readonly evidence = new ChangeTracker<EvidenceRecord>();
  readonly retracted = new ChangeTracker<RetractedRecord>();
  /** The trackers of what is in the graph, by the kind of its ids. */
  private readonly byKind: Readonly<Record<IdKind, ChangeTracker<GraphRecord>>>;

  /** Ids of entities by slug and by `scheme:value`, from the store and from earlier rows. */
  readonly slugs: Map<string, string>;
  readonly identifiers: Map<string, string>;
  /** Ids of the evidence about a tie or event, by its id. */
  readonly evidenceAbout = new Map<string, Set<string>>();

  /** What entities that are not loaded themselves are merged into, by their ids; their own id where others are merged into them. */
  readonly canons = new Map<string, string>();
  /** Ids of the ties and events that cite a source, by its id. Loaded only for sources whose `WEIGHING_FIELDS` change. */
  readonly citing = new Map<string, readonly string[]>();
  /** Ids of sources whose `WEIGHING_FIELDS` change and that more ties and events cite than are reassessed at once. */
  readonly widelyCited = new Set<string>();
  /** Ids of those among them that are changed: what cites them is reassessed by later revisions. */
  readonly reassessedLater = new Set<string>();
  /**
   * The passages of a source that a text of it must contain, by the id of its document: those that are verbatim or say where they
   * stand. Loaded only for documents that are written or restored.
   */
  readonly quoted = new Map<string, readonly EvidenceRecord[]>();
  /** Ids of the ties and events of which actors speak that are merged or separated. */
  readonly spokenOf: string[] = [];
  /** What depends on an entity or source that is to be retracted, by its id, as text: `3 BACKS`, `1 passage(s) of evidence`. */
  readonly dependents = new Map<string, readonly string[]>();

  /** What forbids that a corrected actor becomes a place, or a place an actor, by its id, as text like `dependents`. */
  readonly forbidding = new Map<string, readonly string[]>();
  /** The places around those in which the rows put others, with the changes of earlier rows. */
  readonly around: PlacesAround;

  constructor(
    readonly stamp: Stamp,
    overlay?: Overlay,
  ) {
    this.entities = new ChangeTracker(overlay?.entities);
    this.sources = new ChangeTracker(overlay?.sources);
    this.documents = new ChangeTracker(overlay?.documents);
    this.slugs = new ChainedMap(overlay?.slugs);
    this.identifiers = new ChainedMap(overlay?.identifiers);
    this.around = new PlacesAround(overlay?.around);
    const { entities: entity, sources: source, events: event, ties: tie, evidence, documents: document } = this;
    this.byKind = { entity, source, event, tie, evidence, document };
  }

  /** The trackers of all that is in the graph. */
  get trackers(): readonly ChangeTracker<GraphRecord>[] {
    return Object.values(this.byKind);
  }

  /** The tracker of a record, by the kind of its id. */
  trackerOf(id: string): ChangeTracker<GraphRecord> | undefined {
    const kind = idKind(id);
    return kind === null ? undefined : this.byKind[kind];
  }

  /** Whether the write would change anything. */
  isChanged(): boolean {
    return [...this.trackers, this.retracted].some((tracker) => tracker.isChanged());
  }

  /** The entity that an id, slug or identifier refers to, as recorded: writes do not follow merges. */
  entity(reference: string): NamedEntity | undefined {
    const id = this.slugs.get(reference) ?? this.identifiers.get(reference) ?? reference;
    return this.entities.get(id);
  }

  /** The text of a source, if it is stored. */
  documentOf(source: string): DocumentRecord | undefined {
    return this.documents.get(documentId(source));
  }

  /** The evidence about a tie or event. */
  evidenceOf(about: string): EvidenceRecord[] {
    return [...(this.evidenceAbout.get(about) ?? [])].flatMap((id) => this.evidence.get(id) ?? []);
  }

  /** Makes `evidenceOf` find a passage. */
  indexEvidence(record: { id: string; about: string }): void {
    const ids = this.evidenceAbout.get(record.about);
    if (ids) ids.add(record.id);
    else this.evidenceAbout.set(record.about, new Set([record.id]));
  }

  /** The id of the entity that an entity is merged into, at the end of any chain of merges; its own id where it is not merged. */
  canonOf = (id: string): string => this.entities.get(id)?.canon ?? this.canons.get(id) ?? id;

  /** Whether an entity is merged into another, or others into it. */
  isMerged = (id: string): boolean => {
    const entity = this.entities.get(id);
    return entity ? entity.canon !== id || entity.hasMerged : this.canons.has(id);
  };

  /** The name of an entity; its id where it is not loaded. */
  nameOf = (id: string): string => this.entities.get(id)?.name ?? id;

  /** Name and kind of an entity for sentences; its id as the name where it is not known. */
  subjectOf = (id: string): Subject => this.entities.get(id) ?? { name: id, kind: null };
}

/** A map that falls back to another one for keys that it does not have. */
class ChainedMap<V> extends Map<string, V> {
  constructor(private readonly fallback: ReadonlyMap<string, V> | undefined) {
    super();
  }

  override get(key: string): V | undefined {
    return super.get(key) ?? this.fallback?.get(key);
  }

  override has(key: string): boolean {
    return super.has(key) || (this.fallback?.has(key) ?? false);
  }
}
