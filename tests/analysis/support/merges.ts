import fc from 'fast-check';
import type { ChangeRow, EntityRecord } from '../../../src/analysis/projection/records.ts';
import { entityId, type Graph } from './graph.ts';

/** Somebody says that one entity is another, or, where `keep` is null, takes that back. */
export interface MergeWrite {
  readonly merge: number;
  readonly keep: number | null;
}

/** Merges among so many entities, now and then one taken back. */
export function mergeWrites(size: number): fc.Arbitrary<MergeWrite[]> {
  const entity = fc.integer({ min: 0, max: size - 1 });
  const keep = fc.oneof({ weight: 5, arbitrary: entity }, { weight: 1, arbitrary: fc.constant(null) });
  return fc.array(fc.record({ merge: entity, keep }), { minLength: 1, maxLength: 4 });
}

/** Which entities are known to be which others: pointers of their own, as the store has them. */
export class Merges {
  readonly #into = new Map<string, string>();

  constructor(private readonly entities: readonly EntityRecord[]) {}

  /** The entity that stands for one. */
  canon(id: string): string {
    const keeper = this.#into.get(id);
    return keeper === undefined ? id : this.canon(keeper);
  }

  /** Does what was said, where it makes sense; the changes that a revision tells of it. */
  write({ merge, keep }: MergeWrite): ChangeRow[] {
    const before = new Map(this.entities.map(({ id }) => [id, this.canon(id)]));
    if (keep === null) this.#into.delete(entityId(merge));
    else if (this.canon(entityId(keep)) !== this.canon(entityId(merge))) {
      this.#into.set(this.canon(entityId(merge)), this.canon(entityId(keep)));
    }
    const changed = [...before].filter(([id, canon]) => this.canon(id) !== canon);
    return changed.map(([id]) => ({ op: 'canon', id, canon: this.canon(id) }));
  }

  /** The graph, each entity as what it is known to be. */
  in({ ties }: Graph): Graph {
    return { entities: this.entities.map((entity) => ({ ...entity, canon: this.canon(entity.id) })), ties };
  }
}
