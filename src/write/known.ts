import { tieParts } from '../model/id.ts';
import type { SourceRecord } from '../store/source.ts';
import type { NamedEntity, Workspace } from './workspace.ts';

/** Entities that are remembered; the longest known are forgotten first. */
const MOST = 50_000;

/**
 * What writes one after the other have read and written, so that the next one need not read it again: an import names the
 * same entities in batch after batch. It holds only as long as nobody else writes: the revision tells.
 */
export class Known {
  private revision = -1;
  private pending: { readonly space: Workspace; readonly revision: number } | null = null;
  readonly entities = new Map<string, NamedEntity>();
  readonly slugs = new Map<string, string>();
  readonly sources = new Map<string, SourceRecord>();
  /** About how many ties entities have: where to look for a tie from, no more. */
  readonly degrees = new Map<string, number>();

  /** Begins a write on a store that is at a revision: whatever another has written since, all is forgotten. */
  begin(revision: number): void {
    this.pending = null;
    if (revision !== this.revision) this.forget();
    this.revision = revision;
  }

  /** Notes what a write would leave: it counts once it is kept. */
  planned(space: Workspace, revision: number): void {
    this.pending = { space, revision };
  }

  /** The write is committed, or left the store as it was. */
  kept(): void {
    if (this.pending === null) return;
    const { space, revision } = this.pending;
    this.pending = null;
    this.revision = revision;
    for (const entity of space.entities.all()) {
      this.entities.delete(entity.id);
      this.entities.set(entity.id, entity);
      this.slugs.set(entity.slug, entity.id);
    }
    for (const source of space.sources.all()) this.sources.set(source.id, source);
    for (const { id } of space.ties.created()) this.count(id);
    this.shrink();
  }

  forget(): void {
    this.pending = null;
    this.revision = -1;
    for (const map of [this.entities, this.slugs, this.sources, this.degrees]) map.clear();
  }

  private count(tie: string): void {
    const { from, to } = tieParts(tie);
    for (const end of [from, to]) {
      const degree = this.degrees.get(end);
      if (degree !== undefined) this.degrees.set(end, degree + 1);
    }
  }

  private shrink(): void {
    for (const [id, { slug }] of this.entities) {
      if (this.entities.size <= MOST) break;
      this.entities.delete(id);
      this.slugs.delete(slug);
      this.degrees.delete(id);
    }
    if (this.sources.size > MOST) this.sources.clear();
  }
}
