import { ACTOR_KINDS, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { TieFilter } from '../paths/tieTest.ts';
import { TieTest } from '../paths/tieTest.ts';
import type { View } from '../projection/view.ts';

/** The subgraph that an analysis covers. */
export interface SubgraphQuestion {
  readonly filter: TieFilter;
  /** Both ends of a tie have these kinds; null for any. */
  readonly kinds: readonly EntityKind[] | null;
  /** At least one end is one of these nodes; null for any. */
  readonly involving: readonly number[] | null;
}

/** The default kinds: actors other than Populations, which are not agents of their own. */
export const DEFAULT_KINDS: readonly EntityKind[] = ACTOR_KINDS.filter((kind) => kind !== 'POPULATION');

/** A subgraph filter compiled for millions of ties. */
export class SubgraphTest {
  readonly #ties: TieTest;
  readonly #kinds: readonly boolean[];
  readonly #involving: ReadonlySet<number> | null;

  constructor(
    private readonly view: View,
    { filter, kinds, involving }: SubgraphQuestion,
  ) {
    this.#ties = new TieTest(view, filter, false);
    this.#kinds = ENTITY_KINDS.map((kind) => kinds === null || kinds.includes(kind));
    this.#involving = involving === null ? null : new Set(involving);
  }

  /** Is the tie, which must be alive, in the subgraph? */
  passes(tie: number): boolean {
    if (!this.#ties.passes(tie)) return false;
    const [a, b] = [this.view.from(tie), this.view.to(tie)];
    if (!this.#kinds[this.view.kindIndex(a)] || !this.#kinds[this.view.kindIndex(b)]) return false;
    return this.#involving === null || this.#involving.has(a) || this.#involving.has(b);
  }
}
