import { ENTITY_KINDS } from '../../model/kinds.ts';
import { hashSlots } from './buffers.ts';
import { int32, uint16 } from './columns.ts';
import { sixDigits } from './digits.ts';
import { findNode, insertNode, nodeById } from './keys.ts';
import { Names } from './names.ts';
import { nodesInOrder, type OrderedNodes } from './nodesInOrder.ts';
import type { ProjectionEntity } from './records.ts';

/** Entities in the order in which they are added. Of one that is added twice, the last one counts. */
export class StagedEntities {
  nodes;
  count = 0;
  readonly names = new Names();
  readonly #canon = new Map<number, string>();

  constructor(capacity: number) {
    this.nodes = stagedColumns(Math.max(capacity, 16));
  }

  add({ id, kind, name, canon }: ProjectionEntity): void {
    const high = sixDigits(id, 0);
    const low = sixDigits(id, 6);
    const existing = findNode(this.nodes, high, low);
    const node = existing < 0 ? this.#insert(high, low) : existing;
    this.nodes.traits[node] = ENTITY_KINDS.indexOf(kind);
    this.nodes.name[node] = this.names.add(name);
    if (canon === id) this.#canon.delete(node);
    else this.#canon.set(node, canon);
  }

  /** The nodes sorted by key, each with its canonical node. */
  inOrder(capacity: number): OrderedNodes {
    const ordered = nodesInOrder(this.nodes, this.count, capacity);
    const { nodes, newIndex } = ordered;
    for (let node = 0; node < this.count; node++) nodes.canon[node] = node;
    for (const [node, canon] of this.#canon) {
      const canonical = nodeById(nodes, canon, 0);
      if (canonical >= 0) nodes.canon[newIndex[node]!] = canonical;
    }
    return ordered;
  }

  #insert(high: number, low: number): number {
    if (this.count === this.nodes.traits.length) this.#grow();
    const node = this.count++;
    this.nodes.high[node] = high;
    this.nodes.low[node] = low;
    insertNode(this.nodes, node);
    return node;
  }

  #grow(): void {
    const { high, low, traits, name } = this.nodes;
    this.nodes = stagedColumns(2 * this.count);
    this.nodes.high.set(high);
    this.nodes.low.set(low);
    this.nodes.traits.set(traits);
    this.nodes.name.set(name);
    for (let node = 0; node < this.count; node++) insertNode(this.nodes, node);
  }
}

function stagedColumns(capacity: number) {
  return { high: int32(capacity), low: int32(capacity), traits: uint16(capacity), name: int32(capacity), slots: hashSlots(capacity) };
}
