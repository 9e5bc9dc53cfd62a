import { type Pairs, waysOf } from './pairs.ts';
import { seededRandom } from './random.ts';
import { layFlat, makeRounder, roundness } from './shape.ts';
import { type Point, reduceStress, type Targets } from './stress.ts';

/**
 * Powers of the lengths of ways, tried one after the other until a component is round enough: a lower one draws what is far
 * closer, so that a chain bends.
 */
const POWERS = [0.85, 0.7, 0.55];
const ROUND_ENOUGH = 0.5;

/** The members of a component that has no position yet, around the origin; friends stand about `length` apart. */
export function freshLayout(slugs: readonly string[], pairs: Pairs, members: readonly number[], length: number): Point[] {
  const start = members.map((index) => startOf(slugs[index]!, members.length));
  if (members.length === 1) return [{ x: 0, y: 0 }];
  const targets = targetDistances(pairs, members);
  const rounds = members.length > 300 ? 30 : 80;
  let points: Point[] = [];
  for (const power of POWERS) {
    points = start.map(({ x, y }) => ({ x: x * length, y: y * length }));
    reduceStress(points, { ...targets, distance: targets.distance.map((each) => each ** power * length) }, rounds);
    if (members.length < 5 || roundness(points) >= ROUND_ENOUGH) break;
  }
  if (members.length >= 5) makeRounder(points, ROUND_ENOUGH, () => false);
  layFlat(points);
  return points;
}

/** A position in a circle of this many entities that a slug always starts from. */
export function startOf(slug: string, count: number): Point {
  const random = seededRandom(slug);
  const [radius, angle] = [Math.sqrt(count * random()), 2 * Math.PI * random()];
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** Above this number of members, a member has targets to those it is related with and to a sample of the others only. */
const ALL_PAIRS_UP_TO = 600;
const SAMPLE = 250;

/** How far apart the members of a component are to stand, by the lengths of the ways between them. */
function targetDistances(pairs: Pairs, members: readonly number[]): Targets {
  const [first, second, distance]: [number[], number[], number[]] = [[], [], []];
  const waysFrom = waysOf(pairs);
  const rowOf = new Map(members.map((index, row) => [index, row]));
  const random = seededRandom(`sample of ${members.length}`);
  for (const [row, index] of members.entries()) {
    const ways = waysFrom(index);
    const add = (other: number) => {
      first.push(row);
      second.push(other);
      distance.push(ways[members[other]!]!);
    };
    if (members.length <= ALL_PAIRS_UP_TO) for (let other = row + 1; other < members.length; other++) add(other);
    else {
      for (const neighbor of pairs.neighbors[index]!) if (neighbor > index) add(rowOf.get(neighbor)!);
      for (let drawn = 0; drawn < SAMPLE; drawn++) {
        const other = Math.floor(random() * members.length);
        if (other !== row) add(other);
      }
    }
  }
  return { first: Uint32Array.from(first), second: Uint32Array.from(second), distance: Float32Array.from(distance) };
}
