import type { Subject } from '../../model/statement.ts';
import type { EntityRecord, NameRecord } from '../../store/entity.ts';
import type { EventRecord, Participation } from '../../store/event.ts';
import type { RetractedRecord } from '../../store/retracted.ts';
import type { EvidenceRecord, SourceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import { ChangeTracker, type Stamp } from './changeTracker.ts';
import { ChainedMap, type DryRunOverlay } from './dryRunOverlay.ts';
import type { EntityCache } from './entityCache.ts';

/** An entity with its names. */
export interface NamedEntity extends EntityRecord {
  readonly names: readonly NameRecord[];
}

/** An event with its participants. */
export interface EventWithParticipants extends EventRecord {
  readonly participants: readonly Participation[];
}

/** The records that a write has loaded and its planned changes (unit of work). Planning uses nothing else: no store, no clock. */
export class UnitOfWork {
  readonly entities: ChangeTracker<NamedEntity>;
  readonly sources: ChangeTracker<SourceRecord>;
  readonly events = new ChangeTracker<EventWithParticipants>((event) => event.id);
  readonly ties = new ChangeTracker<TieRecord>((tie) => tie.id);
  readonly evidence = new ChangeTracker<EvidenceRecord>((evidence) => evidence.id);
  readonly retracted = new ChangeTracker<RetractedRecord>((retracted) => retracted.id);

  /** Ids of entities by slug and by `scheme:value`, from the store and from earlier rows. */
  readonly slugs: Map<string, string>;
  readonly identifiers: Map<string, string>;
  /** Ids of the evidence about a tie or event, by its id. */
  readonly evidenceAbout = new Map<string, Set<string>>();

  /** Ids of the ties and events that cite a source, by its id. Loaded only for sources whose reliability changes. */
  readonly citing = new Map<string, readonly string[]>();
  /** What depends on an entity or source that is to be retracted, by its id, as text: `3 BACKS`, `1 passage(s) of evidence`. */
  readonly dependents = new Map<string, readonly string[]>();

  /**
   * @param overlay What earlier batches of a dry run planned, to be treated as stored.
   * @param cache What earlier writes have loaded, which is not loaded again.
   */
  constructor(
    readonly stamp: Stamp,
    overlay?: DryRunOverlay,
    readonly cache?: EntityCache,
  ) {
    this.entities = new ChangeTracker((entity) => entity.id, overlay?.entities);
    this.sources = new ChangeTracker((source) => source.id, overlay?.sources);
    this.slugs = new ChainedMap(overlay?.slugs);
    this.identifiers = new ChainedMap(overlay?.identifiers);
  }

  /** Whether the write would change anything. */
  isChanged(): boolean {
    const trackers = [this.entities, this.sources, this.events, this.ties, this.evidence, this.retracted];
    return trackers.some((tracker) => tracker.isChanged());
  }

  /** The entity that an id, slug or identifier refers to, as recorded: writes do not follow merges. */
  entity(reference: string): NamedEntity | undefined {
    const id = this.slugs.get(reference) ?? this.identifiers.get(reference) ?? reference;
    return this.entities.get(id);
  }

  /** Whether the store has a record with this id that no later revision than this one wrote. */
  isUnchangedSince(id: string, revision: number): boolean {
    const trackers = [this.entities, this.sources, this.events, this.ties, this.evidence];
    return trackers.some((tracker) => (tracker.before(id)?.revision ?? Number.POSITIVE_INFINITY) <= revision);
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

  /** The name of an entity; its id where it is not loaded. */
  nameOf = (id: string): string => this.entities.get(id)?.name ?? id;

  /** Name and kind of an entity for sentences; its id as the name where it is not known. */
  subjectOf = (id: string): Subject => this.entities.get(id) ?? { name: id, kind: null };
}
