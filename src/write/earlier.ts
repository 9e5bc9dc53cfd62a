import type { SourceRecord } from '../store/source.ts';
import type { NamedEntity, Workspace } from './workspace.ts';

/**
 * The entities and sources that writes before this one planned and did not commit: those after them are planned as if
 * they were there. It grows with the number of entities.
 */
export class Earlier {
  readonly entities = new Map<string, NamedEntity>();
  readonly sources = new Map<string, SourceRecord>();
  readonly slugs = new Map<string, string>();
  readonly identifiers = new Map<string, string>();

  /** Takes over what a workspace planned. */
  take(space: Workspace): void {
    for (const entity of space.entities.changed()) {
      this.entities.set(entity.id, entity);
      this.slugs.set(entity.slug, entity.id);
      for (const key of entity.identifiers) this.identifiers.set(key, entity.id);
    }
    for (const source of space.sources.changed()) this.sources.set(source.id, source);
    for (const [slug, id] of space.slugs) this.slugs.set(slug, id);
  }
}

/** A map that looks in another where it has nothing itself. */
export class Layered<V> extends Map<string, V> {
  constructor(private readonly below: ReadonlyMap<string, V> | undefined) {
    super();
  }

  override get(key: string): V | undefined {
    return super.get(key) ?? this.below?.get(key);
  }

  override has(key: string): boolean {
    return super.has(key) || (this.below?.has(key) ?? false);
  }
}
