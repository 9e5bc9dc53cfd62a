import type { Budget } from '../paths/budget.ts';
import type { SignedPairs } from './signedPairs.ts';

export interface Packing {
  /** No partition costs less. */
  readonly bound: number;
  /** The friendly pair on which most of the cycles lie; null where there are none. */
  readonly pair: readonly [number, number] | null;
}

/** Weights are divided into so many units, so that cycles can share a pair. */
const UNITS = 4;

/**
 * A lower bound of the cost of any partition: bad cycles, which have one hostile pair and are otherwise friendly, no pair in
 * more of them than its weight. In each at least one pair is against the partition. The shortest are packed first
 * (J.-H. Lange, A. Karrenbauer, B. Andres, Partial optimality and fast lower bounds for weighted correlation clustering,
 * 2018). Cycles are taken by a unit of weight each in turn, so that where three of them cross each can have a half.
 * Costs are whole numbers, so that the bound is rounded up.
 */
export function packBadCycles(pairs: SignedPairs, budget: Budget): Packing {
  const left = unitsOf(pairs);
  const usedBy = new Map<number, Map<number, number>>();
  let units = 0;
  for (let length = 2; length < pairs.size; length = nextLength(length, pairs.size)) {
    for (let packed = true; packed; ) {
      packed = false;
      for (const [a, row] of left) {
        for (const [b, weight] of row) {
          if (weight >= 0 || a > b) continue;
          const path = friendlyPath(left, a, b, length, budget);
          if (path) packed = take(path);
        }
      }
    }
  }
  return { bound: Math.ceil(units / UNITS), pair: mostUsed(usedBy) };

  function take(path: readonly number[]): true {
    add(left, path[0]!, path.at(-1)!, 1);
    for (let i = 1; i < path.length; i++) {
      add(left, path[i - 1]!, path[i]!, -1);
      count(path[i - 1]!, path[i]!);
    }
    units++;
    return true;
  }

  function count(a: number, b: number): void {
    const [low, high] = a < b ? [a, b] : [b, a];
    const row = usedBy.get(low) ?? new Map<number, number>();
    row.set(high, (row.get(high) ?? 0) + 1);
    usedBy.set(low, row);
  }
}

/** Triangles, then squares and pentagons, then everything. */
function nextLength(length: number, size: number): number {
  return length < 4 ? length + 1 : length < size - 1 ? size - 1 : size;
}

function unitsOf(pairs: SignedPairs): SignedPairs {
  return new Map(Array.from(pairs, ([vertex, row]) => [vertex, new Map(Array.from(row, ([other, weight]) => [other, UNITS * weight]))]));
}

function add(left: SignedPairs, a: number, b: number, units: number): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const row = left.get(from)!;
    const weight = row.get(to)! + units;
    if (weight === 0) row.delete(to);
    else row.set(to, weight);
  }
}

/** A shortest path of friendly pairs, of at most so many. */
function friendlyPath(left: SignedPairs, from: number, to: number, length: number, budget: Budget): readonly number[] | null {
  if (length === 2) return triangle(left, from, to, budget);
  const cameFrom = new Map([[from, from]]);
  let level = [from];
  for (let steps = 1; steps <= length && level.length > 0; steps++) {
    const next: number[] = [];
    for (const vertex of level) {
      const row = left.get(vertex)!;
      budget.spend(1 + row.size);
      for (const [other, weight] of row) {
        if (weight <= 0 || cameFrom.has(other)) continue;
        cameFrom.set(other, vertex);
        if (other === to) return pathBack(cameFrom, from, to);
        next.push(other);
      }
    }
    level = next;
  }
  return null;
}

/** The common friend over which most weight is left. */
function triangle(left: SignedPairs, from: number, to: number, budget: Budget): readonly number[] | null {
  const [a, b] = [left.get(from)!, left.get(to)!];
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  budget.spend(1 + short.size);
  let [middle, most] = [-1, 0];
  for (const [other, weight] of short) {
    const both = Math.min(weight, long.get(other) ?? 0);
    if (both > most) [middle, most] = [other, both];
  }
  return middle < 0 ? null : [from, middle, to];
}

function pathBack(cameFrom: ReadonlyMap<number, number>, from: number, to: number): readonly number[] {
  const path = [to];
  for (let vertex = to; vertex !== from; ) {
    vertex = cameFrom.get(vertex)!;
    path.push(vertex);
  }
  return path.reverse();
}

function mostUsed(usedBy: ReadonlyMap<number, ReadonlyMap<number, number>>): readonly [number, number] | null {
  let [pair, most]: [readonly [number, number] | null, number] = [null, 0];
  for (const [a, row] of usedBy) {
    for (const [b, times] of row) if (times > most) [pair, most] = [[a, b], times];
  }
  return pair;
}
