import fc from 'fast-check';
import type { ChangeRow, ProjectionEntity } from '../../../src/analysis/projection/records.ts';
import { entityId, type Graph } from './graph.ts';

/** A merge of one entity into another, or, where `keep` is null, an unmerge. */
export interface MergeWrite {
  readonly merge: number;
  readonly keep: number | null;
}

/** Merges among `size` entities, and some unmerges. */
export function mergeWrites(size: number): fc.Arbitrary<MergeWrite[]> {
  const entity = fc.integer({ min: 0, max: size - 1 });
  const keep = fc.oneof({ weight: 5, arbitrary: entity }, { weight: 1, arbitrary: fc.constant(null) });
  return fc.array(fc.record({ merge: entity, keep }), { minLength: 1, maxLength: 4 });
}

/** The reference model of merges: pointers, as in the store. */
export class Merges {
  readonly #into = new Map<string, string>();

  constructor(private readonly entities: readonly ProjectionEntity[]) {}

  /** The canonical entity of one. */
  canon(id: string): string {
    const canonical = this.#into.get(id);
    return canonical === undefined ? id : this.canon(canonical);
  }

  /** Applies a write where it is valid. Returns the rows of its revision. */
  write({ merge, keep }: MergeWrite): ChangeRow[] {
    const before = new Map(this.entities.map(({ id }) => [id, this.canon(id)]));
    if (keep === null) this.#into.delete(entityId(merge));
    else if (this.canon(entityId(keep)) !== this.canon(entityId(merge))) {
      this.#into.set(this.canon(entityId(merge)), this.canon(entityId(keep)));
    }
    const changed = [...before].filter(([id, canon]) => this.canon(id) !== canon);
    return changed.map(([id]) => ({ op: 'canon', id, canon: this.canon(id) }));
  }

  /** The graph with the canonical entities. */
  in({ ties }: Graph): Graph {
    return { entities: this.entities.map((entity) => ({ ...entity, canon: this.canon(entity.id) })), ties };
  }
}
