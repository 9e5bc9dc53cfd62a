import type { SourceRecord } from '../../store/source.ts';
import type { NamedEntity, UnitOfWork } from './unitOfWork.ts';

/**
 * The entities and sources that earlier batches of a dry run planned and did not commit: later batches are planned as if
 * they were stored. Its size grows with the number of entities.
 */
export class DryRunOverlay {
  readonly entities = new Map<string, NamedEntity>();
  readonly sources = new Map<string, SourceRecord>();
  readonly slugs = new Map<string, string>();
  readonly identifiers = new Map<string, string>();

  /** Adds what a unit of work planned. */
  add(unit: UnitOfWork): void {
    for (const entity of unit.entities.changed()) {
      this.entities.set(entity.id, entity);
      this.slugs.set(entity.slug, entity.id);
      for (const key of entity.identifiers) this.identifiers.set(key, entity.id);
    }
    for (const source of unit.sources.changed()) this.sources.set(source.id, source);
    for (const [slug, id] of unit.slugs) this.slugs.set(slug, id);
  }
}

/** A map that falls back to another one for keys that it does not have. */
export class ChainedMap<V> extends Map<string, V> {
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
