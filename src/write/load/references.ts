import { idKind, isOutsideIdentifier, isSlug, tieParts } from '../../model/id.ts';
import { documentId, entityId, sourceId } from '../../store/mintId.ts';
import type { EntityRow, EvidenceRow } from '../validate/rows.ts';
import type { ValidRow } from '../validate/validate.ts';
import { aboutOf, eventIdOf, identifiersOf, sourceIdOf } from './rowIds.ts';

type Given = string | null | undefined;

/** What the rows of a batch refer to, by the kind of reference. */
export class References {
  readonly slugs = new Set<string>();
  readonly identifiers = new Set<string>();
  readonly entityIds = new Set<string>();
  readonly sourceIds = new Set<string>();
  readonly eventIds = new Set<string>();
  readonly tieIds = new Set<string>();
  /** Passages that commands refer to. */
  readonly evidenceIds = new Set<string>();
  /** Documents that rows or commands are about, or in which quotes must be found. */
  readonly documentIds = new Set<string>();
  /** Ids that rows or commands are about, each of which may be retracted. */
  readonly targets = new Set<string>();

  constructor(rows: readonly ValidRow[]) {
    for (const row of rows) this.addRow(row);
  }

  private addRow({ kind, row }: ValidRow): void {
    switch (kind) {
      case 'sources':
        this.addTarget(sourceId(row.key));
        break;
      case 'documents':
        this.sourceIds.add(sourceIdOf(row));
        this.addTarget(documentId(sourceIdOf(row)));
        break;
      case 'places':
        this.addOwn(row, row.within);
        break;
      case 'actors':
        this.addOwn(row, row.territory);
        break;
      case 'events':
        this.addTarget(eventIdOf(row.key));
        this.addEntities(...row.participants.map(({ actor }) => actor), row.place);
        this.addEvidence(row.evidence);
        break;
      case 'relationships':
        this.addEntities(row.from, row.to, ...(row.against ?? []));
        if (row.id) this.addTarget(row.id);
        this.addEvidence(row.evidence);
        break;
      case 'passages':
        this.addTarget(aboutOf(row.about));
        this.addEvidence([row]);
        break;
      case 'corrections':
      case 'retractions':
      case 'restorations':
      case 'unmerges':
        this.addTarget(row.id);
        break;
      case 'merges':
        this.addTarget(row.keep);
        this.addTarget(row.merge);
        break;
    }
  }

  /** Adds an id of any kind, or the slug or outside identifier of an entity. With a relationship it adds both ends. */
  addTarget(reference: string): void {
    this.targets.add(reference);
    switch (idKind(reference)) {
      case 'tie':
        this.tieIds.add(reference);
        this.entityIds.add(tieParts(reference).from).add(tieParts(reference).to);
        break;
      case 'event':
        this.eventIds.add(reference);
        break;
      case 'source':
        this.sourceIds.add(reference);
        break;
      case 'evidence':
        this.evidenceIds.add(reference);
        break;
      case 'document':
        this.documentIds.add(reference);
        break;
      default:
        this.addEntities(reference);
        if (isSlug(reference)) this.targets.add(entityId(reference));
    }
  }

  /** Adds the entity that a row is about, and the one that it refers to. */
  private addOwn(row: EntityRow, other: Given): void {
    this.slugs.add(row.slug);
    this.entityIds.add(entityId(row.slug));
    this.targets.add(entityId(row.slug));
    for (const key of identifiersOf(row)) this.identifiers.add(key);
    this.addEntities(other);
  }

  private addEvidence(rows: readonly EvidenceRow[] | null | undefined): void {
    for (const row of rows ?? []) {
      this.sourceIds.add(sourceIdOf(row));
      this.documentIds.add(documentId(sourceIdOf(row)));
      this.addEntities(row.attributedTo);
    }
  }

  private addEntities(...references: readonly Given[]): void {
    for (const reference of references) {
      if (!reference) continue;
      if (idKind(reference) === 'entity') this.entityIds.add(reference);
      else if (isSlug(reference)) this.slugs.add(reference);
      else if (isOutsideIdentifier(reference)) this.identifiers.add(reference);
    }
  }
}
