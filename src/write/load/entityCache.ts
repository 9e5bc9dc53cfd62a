import type { SourceRecord } from '../../store/source.ts';
import type { NamedEntity, UnitOfWork } from './unitOfWork.ts';

/**
 * A cache of entities and sources between writes, such as the batches of an import, which refer to the same entities again and
 * again. It is valid only while nobody else writes, which the revision of the store shows.
 */
export class EntityCache {
  private revision = -1;
  private pending: { readonly unit: UnitOfWork; readonly revision: number } | null = null;
  readonly entities = new Map<string, NamedEntity>();
  readonly slugs = new Map<string, string>();
  readonly sources = new Map<string, SourceRecord>();

  /** @param limit The most entities, and the most sources; the oldest entities are evicted first. */
  constructor(private readonly limit = 50_000) {}

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

  /** Reports that the write that made a revision ended without error: what it staged is now in the store. */
  committed(written: number): void {
    // Another write has begun meanwhile: it clears what it finds to be of an earlier revision.
    if (this.pending?.revision !== written) return;
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
      if (this.entities.size <= this.limit) break;
      this.entities.delete(id);
      this.slugs.delete(slug);
    }
    if (this.sources.size > this.limit) this.sources.clear();
  }
}
