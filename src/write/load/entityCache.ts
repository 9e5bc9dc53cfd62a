import type { SourceRecord } from '../../store/source.ts';
import type { NamedEntity, UnitOfWork } from './unitOfWork.ts';

/** Entities in the cache; the oldest are evicted first. Also the limit for sources. */
const MAX_ENTRIES = 50_000;

/**
 * A cache of entities and sources between consecutive writes, such as the batches of an import, which refer to the same
 * entities again and again. It is valid only while nobody else writes, which the revision of the store shows.
 */
export class EntityCache {
  private revision = -1;
  private pending: { readonly unit: UnitOfWork; readonly revision: number } | null = null;
  readonly entities = new Map<string, NamedEntity>();
  readonly slugs = new Map<string, string>();
  readonly sources = new Map<string, SourceRecord>();

  /** Begins a write on a store at this revision. Clears the cache where another writer has made a revision since. */
  begin(revision: number): void {
    this.pending = null;
    if (revision !== this.revision) this.clear();
    this.revision = revision;
  }

  /** Remembers what a write planned; `committed` adds it to the cache. */
  stage(unit: UnitOfWork, revision: number): void {
    this.pending = { unit, revision };
  }

  /** Reports that the write ended without error: what it staged is now in the store. */
  committed(): void {
    if (this.pending === null) return;
    const { unit, revision } = this.pending;
    this.pending = null;
    this.revision = revision;
    for (const entity of unit.entities.all()) {
      this.entities.delete(entity.id);
      this.entities.set(entity.id, entity);
      this.slugs.set(entity.slug, entity.id);
    }
    for (const source of unit.sources.all()) this.sources.set(source.id, source);
    this.evict();
  }

  /** Empties the cache, also after a failed write, whose outcome is unknown. */
  clear(): void {
    this.pending = null;
    this.revision = -1;
    for (const map of [this.entities, this.slugs, this.sources]) map.clear();
  }

  private evict(): void {
    for (const [id, { slug }] of this.entities) {
      if (this.entities.size <= MAX_ENTRIES) break;
      this.entities.delete(id);
      this.slugs.delete(slug);
    }
    if (this.sources.size > MAX_ENTRIES) this.sources.clear();
  }
}
