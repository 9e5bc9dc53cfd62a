import type { Projection } from '../../../src/analysis/projection/projection.ts';
import type { ChangeRow, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { RELATIONSHIP_TYPES } from '../../../src/model/vocabulary.ts';
import type { Draw } from '../../attacks/fuzz/draw.ts';
import { build } from './build.ts';
import { CALENDAR_DAYS, entity, entityId, tieId } from './graph.ts';

/** A graph of roughly constant size whose ties are added, changed and deleted, and whose entities are merged and unmerged. */
export class ChangingGraph {
  readonly #ids: string[] = [];

  constructor(
    private readonly draw: Draw,
    private readonly entities: number,
    private readonly ties: number,
  ) {}

  projection(minSpareCapacity: number): Projection {
    const ties = new Map<string, ProjectionTie>();
    while (ties.size < this.ties) {
      const tie = this.#tie(this.#newId());
      ties.set(tie.id, tie);
    }
    this.#ids.push(...ties.keys());
    const entities = Array.from({ length: this.entities }, (_, n) => entity(n));
    return build({ entities, ties: [...ties.values()] }, 0, { minSpareCapacity });
  }

  /** The rows of the next revision. */
  rows(): ChangeRow[] {
    return Array.from({ length: 1 + this.draw.below(4) }, () => this.#row());
  }

  #row(): ChangeRow {
    if (this.draw.often(0.1)) return this.#merged();
    if (this.draw.often(0.4)) return { op: 'tie', ...this.#tie(this.draw.of(this.#ids)) };
    if (this.#ids.length > this.ties) return { op: 'gone', id: this.#ids.splice(this.draw.below(this.#ids.length), 1)[0]! };
    const id = this.#newId();
    if (!this.#ids.includes(id)) this.#ids.push(id);
    return { op: 'tie', ...this.#tie(id) };
  }

  /** Merges an entity of the last tenth into one of the others, or unmerges it. */
  #merged(): ChangeRow {
    const firstMerged = Math.floor(this.entities * 0.9);
    const merged = firstMerged + this.draw.below(this.entities - firstMerged);
    return { op: 'canon', id: entityId(merged), canon: entityId(this.draw.often(0.5) ? merged : this.draw.below(firstMerged)) };
  }

  #newId(): string {
    const from = this.draw.below(this.entities);
    const to = (from + 1 + this.draw.below(this.entities - 1)) % this.entities;
    return tieId(this.draw.of(RELATIONSHIP_TYPES), entityId(from), entityId(to), this.draw.below(4));
  }

  #tie(id: string): ProjectionTie {
    const [first, last] = [this.draw.of(CALENDAR_DAYS), this.draw.of(CALENDAR_DAYS)].sort((a, b) => a - b) as [number, number];
    return { id, lo: first, hi: last, clo: first, chi: last, status: 'SUPPORTED', confidence: this.draw.below(100) / 100 };
  }
}
