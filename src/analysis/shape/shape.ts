import { ACTOR_KINDS, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { TieFilter } from '../paths/filter.ts';
import { TieTest } from '../paths/tieTest.ts';
import type { View } from '../projection/view.ts';

/** Which part of the graph a question is about. */
export interface ShapeQuestion {
  readonly filter: TieFilter;
  /** Both ends of a tie are of these kinds; any where null. */
  readonly kinds: readonly EntityKind[] | null;
  /** One end at least is one of these nodes; any where null. */
  readonly involving: readonly number[] | null;
}

/** Those who can be friend or foe and have a centre of their own: actors other than Populations. */
export const USUAL_KINDS: readonly EntityKind[] = ACTOR_KINDS.filter((kind) => kind !== 'POPULATION');

/** A question about a part of the graph made ready for millions of ties. */
export class ShapeTest {
  readonly #ties: TieTest;
  readonly #kinds: readonly boolean[];
  readonly #involving: ReadonlySet<number> | null;

  constructor(
    private readonly view: View,
    { filter, kinds, involving }: ShapeQuestion,
  ) {
    this.#ties = new TieTest(view, filter, false);
    this.#kinds = ENTITY_KINDS.map((kind) => kinds === null || kinds.includes(kind));
    this.#involving = involving === null ? null : new Set(involving);
  }

  /** Is the tie, which is alive, a part of it? */
  passes(tie: number): boolean {
    if (!this.#ties.passes(tie)) return false;
    const [a, b] = [this.view.from(tie), this.view.to(tie)];
    if (!this.#kinds[this.view.kindIndex(a)] || !this.#kinds[this.view.kindIndex(b)]) return false;
    return this.#involving === null || this.#involving.has(a) || this.#involving.has(b);
  }
}
