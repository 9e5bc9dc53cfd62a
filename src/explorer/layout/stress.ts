import { seededRandom } from './random.ts';

/** A position that the layout changes. */
export interface Point {
  x: number;
  y: number;
}

/** Two points and how far apart they are to stand. */
export interface Targets {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly distance: Float32Array;
}

/** What remains of the first step, relative to the distance of the nearest pair, in the last one. */
const LAST_STEP = 0.03;

/**
 * Moves points towards their target distances: stress minimisation by stochastic gradient descent (Zheng, Pawar and Goodman 2018).
 * The order of the pairs is drawn by a seed, so that the same input has the same result.
 *
 * @param mobility share of a move that each point takes part in, 0 for one that stays; default: all alike
 */
export function reduceStress(points: readonly Point[], targets: Targets, rounds: number, mobility?: Float32Array): void {
  const { first, second, distance } = shuffled(targets);
  const count = distance.length;
  let [nearest, farthest] = [Number.POSITIVE_INFINITY, 0];
  for (const each of distance) [nearest, farthest] = [Math.min(nearest, each), Math.max(farthest, each)];
  const [start, end] = [farthest * farthest, nearest * nearest * LAST_STEP];
  const x = Float64Array.from(points, (point) => point.x);
  const y = Float64Array.from(points, (point) => point.y);
  const shares = mobility ?? new Float32Array(points.length).fill(1);
  for (let round = 0; round < rounds; round++) {
    const step = start * (end / start) ** (round / Math.max(1, rounds - 1));
    for (let at = 0; at < count; at++) {
      const a = first[at]!;
      const b = second[at]!;
      const target = distance[at]!;
      const dx = x[a]! - x[b]! || 1e-6 * (a + 1);
      const dy = y[a]! - y[b]! || 1e-6 * (b + 1);
      const length = Math.sqrt(dx * dx + dy * dy);
      const together = shares[a]! + shares[b]!;
      const by = (Math.min(1, step / (target * target)) * (length - target)) / (length * together);
      x[a]! -= dx * by * shares[a]!;
      y[a]! -= dy * by * shares[a]!;
      x[b]! += dx * by * shares[b]!;
      y[b]! += dy * by * shares[b]!;
    }
  }
  for (const [index, point] of points.entries()) [point.x, point.y] = [x[index]!, y[index]!];
}

/** The same pairs in a random order, which is always the same for their number. */
function shuffled({ first, second, distance }: Targets): Targets {
  const random = seededRandom(`${distance.length} pairs`);
  const result = { first: first.slice(), second: second.slice(), distance: distance.slice() };
  for (let last = distance.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    for (const values of [result.first, result.second, result.distance]) {
      const value = values[last]!;
      values[last] = values[at]!;
      values[at] = value;
    }
  }
  return result;
}
