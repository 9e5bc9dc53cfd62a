import { ACTOR_KINDS, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';

/** What may stand in the middle of a path. Its ends may be anything. */
export interface StationRule {
  /** Actors other than Populations where not given. */
  readonly kinds?: readonly EntityKind[] | null;
  /** Nodes that may not. */
  readonly avoid?: readonly number[] | null;
  /** Entities with more ties than this are left out, and named in the answer. */
  readonly hubDegree?: number | null;
  /** Nodes that must; asked for by name, they may whatever their kind and number of ties, unless they are in `avoid`. */
  readonly through?: readonly number[] | null;
}

/** A bit for each kind, by its place in ENTITY_KINDS. */
const bitsOf = (kinds: readonly EntityKind[]): number => kinds.reduce((bits, kind) => bits | (1 << ENTITY_KINDS.indexOf(kind)), 0);
const USUAL_KINDS = bitsOf(ACTOR_KINDS.filter((kind) => kind !== 'POPULATION'));

export class Stations {
  /** The hubs that were met, each with a tie by which a path could have come to it. */
  readonly hubsAvoided = new Set<number>();
  readonly #kinds: number;
  readonly #avoid: ReadonlySet<number>;
  readonly #named: ReadonlySet<number>;
  readonly #hubDegree: number;
  readonly #isHub = new Map<number, boolean>();

  constructor(
    private readonly view: View,
    { kinds, avoid, hubDegree, through }: StationRule,
  ) {
    this.#kinds = kinds ? bitsOf(kinds) : USUAL_KINDS;
    this.#avoid = new Set(avoid);
    this.#named = new Set(through);
    this.#hubDegree = hubDegree ?? Number.POSITIVE_INFINITY;
  }

  /** A station needs a way in and a way out; most leaves of a hub have one tie. */
  allows(node: number): boolean {
    if (this.view.size(node) === 0 || this.#avoid.has(node)) return false;
    if (this.#named.has(node)) return true;
    if (((this.#kinds >> this.view.kindIndex(node)) & 1) === 0) return false;
    return !this.#hub(node);
  }

  #hub(node: number): boolean {
    if (this.#hubDegree === Number.POSITIVE_INFINITY) return false;
    let hub = this.#isHub.get(node);
    if (hub === undefined) {
      hub = this.view.degree(node) > this.#hubDegree;
      this.#isHub.set(node, hub);
      if (hub) this.hubsAvoided.add(node);
    }
    return hub;
  }
}
