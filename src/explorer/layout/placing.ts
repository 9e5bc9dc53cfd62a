import type { Position } from '../state/picture.ts';
import type { LayoutTie, Pairs } from './pairs.ts';

/** An entity to place. One that is pinned keeps its position. */
export interface LayoutEntity {
  readonly slug: string;
  /** Null where it has none yet. */
  readonly position: Position | null;
  readonly pinned: boolean;
  /** Number of characters of its label. */
  readonly label: number;
}

export interface LayoutInput {
  readonly entities: readonly LayoutEntity[];
  readonly ties: readonly LayoutTie[];
}

/** What is placed: the entities by slug, their pairs, and which of the pairs hang together. */
export interface Placing {
  readonly entities: readonly LayoutEntity[];
  readonly pairs: Pairs;
  readonly components: readonly (readonly number[])[];
}
