import { ACTOR_KINDS, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import { isChangedIn, kindIn, sizeIn } from '../projection/traits.ts';
import type { View } from '../projection/view.ts';
import type { Ways } from './ways.ts';

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

/** Shared by all who have none: a short search takes hardly longer than to make a few sets. */
const NONE: ReadonlySet<number> = new Set();
const setOf = (nodes: readonly number[] | null | undefined): ReadonlySet<number> => (nodes?.length ? new Set(nodes) : NONE);

export class Stations {
  /** The hubs that were met, each with a tie by which a path could have come to it. */
  readonly hubsAvoided: number[] = [];
  readonly #kinds: number;
  readonly #avoid: ReadonlySet<number>;
  readonly #named: ReadonlySet<number>;
  readonly #hubDegree: number;
  /** Is more asked for than kinds? */
  readonly #picky: boolean;
  #isHub: Map<number, boolean> | null = null;

  constructor(
    private readonly view: View,
    { kinds, avoid, hubDegree, through }: StationRule,
  ) {
    this.#kinds = kinds ? bitsOf(kinds) : USUAL_KINDS;
    this.#avoid = setOf(avoid);
    this.#named = setOf(through);
    this.#hubDegree = hubDegree ?? Number.POSITIVE_INFINITY;
    this.#picky = this.#avoid.size > 0 || this.#named.size > 0 || hubDegree != null;
  }

  /** A station needs a way in and a way out; most leaves of a hub have one tie. */
  allows(node: number): boolean {
    if (this.view.size(node) === 0 || this.#avoid.has(node)) return false;
    if (this.#named.has(node)) return true;
    if (((this.#kinds >> this.view.kindIndex(node)) & 1) === 0) return false;
    return !this.#hub(node);
  }

  /** Leaves the ways that lead to a station, or to one of the ends. */
  keep(ways: Ways, start: number, goal: number): void {
    const { ties, others, length } = ways;
    let kept = 0;
    for (let i = 0; i < length; i++) {
      const node = others[i]!;
      ties[kept] = ties[i]!;
      others[kept] = node;
      kept += node === start || node === goal ? 1 : this.verdict(node);
    }
    ways.length = kept;
  }

  /** 1 for a station, else 0; for most nodes by arithmetic alone, as `TieTest` does. */
  verdict(node: number): number {
    const traits = this.view.buffers.nodes.traits[node]!;
    if (this.#picky || isChangedIn(traits)) return this.allows(node) ? 1 : 0;
    return (this.#kinds >> kindIn(traits)) & (-sizeIn(traits) >>> 31);
  }

  #hub(node: number): boolean {
    if (this.#hubDegree === Number.POSITIVE_INFINITY) return false;
    this.#isHub ??= new Map();
    let hub = this.#isHub.get(node);
    if (hub === undefined) {
      hub = this.view.degree(node) > this.#hubDegree;
      this.#isHub.set(node, hub);
      if (hub) this.hubsAvoided.push(node);
    }
    return hub;
  }
}
