import { AGENT_KINDS, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import { isChangedIn, kindIn, sizeIn } from '../projection/buffers.ts';
import type { View } from '../projection/view.ts';

/** Which entities may be intermediate nodes of a path. The ends may be any. */
export interface IntermediateNodeRule {
  /** Default: actors other than Populations. */
  readonly kinds?: readonly EntityKind[] | null;
  /** Nodes that are excluded. */
  readonly avoid?: readonly number[] | null;
  /** Entities with more ties than this are left out, and listed in the answer. */
  readonly hubDegree?: number | null;
  /** Nodes that the path must pass: allowed whatever their kind and number of ties, unless they are in `avoid`. */
  readonly through?: readonly number[] | null;
}

/** A bit for each kind, by its index in ENTITY_KINDS. */
const bitsOf = (kinds: readonly EntityKind[]): number => kinds.reduce((bits, kind) => bits | (1 << ENTITY_KINDS.indexOf(kind)), 0);
const DEFAULT_KIND_BITS = bitsOf(AGENT_KINDS);

/** Shared where there are none: a short search takes hardly longer than the allocation of a few sets. */
const NO_NODES: ReadonlySet<number> = new Set();
const setOf = (nodes: readonly number[] | null | undefined): ReadonlySet<number> => (nodes?.length ? new Set(nodes) : NO_NODES);

/** Tests which nodes may be intermediate nodes of a path. */
export class IntermediateNodes {
  /** The hubs that were reached and left out; a tie that passes the filter leads to each. */
  readonly hubsAvoided: number[] = [];
  readonly #kinds: number;
  readonly #avoid: ReadonlySet<number>;
  readonly #required: ReadonlySet<number>;
  readonly #hubDegree: number;
  /** True where the rule restricts more than kinds. */
  readonly #isRestricted: boolean;
  readonly #isHub = new Map<number, boolean>();

  constructor(
    private readonly view: View,
    { kinds, avoid, hubDegree, through }: IntermediateNodeRule,
  ) {
    this.#kinds = kinds ? bitsOf(kinds) : DEFAULT_KIND_BITS;
    this.#avoid = setOf(avoid);
    this.#required = setOf(through);
    this.#hubDegree = hubDegree ?? Number.POSITIVE_INFINITY;
    this.#isRestricted = this.#avoid.size > 0 || this.#required.size > 0 || hubDegree != null;
  }

  /** 1 where a node is allowed, else 0; for most nodes without a branch, as in `TieTest`. It needs two ties; most leaves of a hub have one. */
  allows(node: number): number {
    const traits = this.view.buffers.nodes.traits[node]!;
    if (this.#isRestricted || isChangedIn(traits)) return this.#allows(node) ? 1 : 0;
    return (this.#kinds >> kindIn(traits)) & (-sizeIn(traits) >>> 31);
  }

  #allows(node: number): boolean {
    if (this.view.size(node) === 0 || this.#avoid.has(node)) return false;
    if (this.#required.has(node)) return true;
    if (((this.#kinds >> this.view.kindIndex(node)) & 1) === 0) return false;
    if (this.#hubDegree === Number.POSITIVE_INFINITY) return true;
    let isHub = this.#isHub.get(node);
    if (isHub === undefined) {
      isHub = this.view.degree(node) > this.#hubDegree;
      this.#isHub.set(node, isHub);
      if (isHub) this.hubsAvoided.push(node);
    }
    return !isHub;
  }
}
