import { describe, expect, test } from 'vitest';
import { computeLayout } from '../../../src/explorer/layout/computeLayout.ts';
import type { LayoutInput } from '../../../src/explorer/layout/placing.ts';
import { seededRandom } from '../../../src/explorer/layout/random.ts';
import { chain, foes, friends, MADE, powerLaw, star, toPlace, twoCamps } from './support/madeGraphs.ts';
import { distance, expectGoodPicture, extentOf, leastDistance, mean, type Positions } from './support/pictures.ts';

const SEED = String(Math.floor(Math.random() * 1e9));
console.log(`Layout: seed ${SEED}`);

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** A picture with its positions, and more friends of one entity, which have none. */
function expanded({ entities, ties }: LayoutInput, positions: Positions, of: string, count: number): LayoutInput {
  const added = Array.from({ length: count }, (_, at) => `${of}-friend${entities.length + at}`);
  return {
    entities: [...entities.map((each) => ({ ...each, position: positions.get(each.slug)! })), ...added.map(toPlace)],
    ties: [...ties, ...added.map((each) => friends(of, each))],
  };
}

describe.each(MADE)('the layout of %s', (_, input) => {
  const positions = computeLayout(input);

  test('overlaps nowhere, is no stick, and lies in the world', () => expectGoodPicture(input, positions));

  test('does not depend on the order of entities, of ties or of their ends', () => {
    const random = seededRandom(SEED);
    const ties = shuffled(input.ties, random).map((tie) => (random() < 0.5 ? tie : { ...tie, from: tie.to, to: tie.from }));
    const other = computeLayout({ entities: shuffled(input.entities, random), ties });
    expect(new Map([...other].sort())).toEqual(new Map([...positions].sort()));
  });

  test.each([1, 20])('moves the others little when an entity gets friends: %i', (count) => {
    const { slug } = input.entities[Math.floor(seededRandom(SEED + count)() * input.entities.length)]!;
    const grown = expanded(input, positions, slug, count);
    const after = computeLayout(grown);
    expectGoodPicture(grown, after);
    const moves = [...positions].map(([each, before]) => distance(before, after.get(each)!));
    expect(mean(moves) / extentOf(after), `${slug}, seed ${SEED}`).toBeLessThan(0.04);
  });
});

describe('the layout', () => {
  test.each([8, 25])('has camps of %i lie apart: friends pull, foes push', (size) => {
    const positions = computeLayout(twoCamps(size));
    const camp = (prefix: string) => [...positions].filter(([slug]) => slug.startsWith(prefix)).map(([, position]) => position);
    const [red, blue] = [camp('red'), camp('blue')];
    const within = [red, blue].flatMap((each) => each.flatMap((a, at) => each.slice(at + 1).map((b) => distance(a, b))));
    const between = red.flatMap((a) => blue.map((b) => distance(a, b)));
    expect(mean(between) / mean(within)).toBeGreaterThan(1.4);
  });

  test('counts a tie that does not hold at the selected time for less than one that does', () => {
    const { entities } = star(2);
    const [backer, enemy] = [friends('hub', 'leaf0'), foes('hub', 'leaf1')];
    const apart = (holds: boolean) => {
      const positions = computeLayout({ entities, ties: [backer, { ...enemy, holds }] });
      const [hub, friend, foe] = ['hub', 'leaf0', 'leaf1'].map((slug) => positions.get(slug)!);
      return distance(hub!, foe!) / distance(hub!, friend!);
    };
    expect(apart(true)).toBeGreaterThan(2.5);
    expect(apart(false)).toBeLessThan(apart(true) * 0.8);
  });

  test('is no stick after any expansion, of the farthest one again and again', () => {
    for (const start of [chain(5), star(5), twoCamps(8), powerLaw(60, 140, SEED)]) {
      let input = start;
      for (let step = 0; step < 5; step++) {
        const positions = computeLayout(input);
        expectGoodPicture(input, positions);
        const farthest = [...positions].sort(([, a], [, b]) => b.x - a.x)[0]![0];
        input = expanded(input, positions, farthest, 12);
      }
    }
  });

  test('does not move what is pinned, though others are placed around it', () => {
    const start = chain(12);
    const pins = new Map(start.entities.map(({ slug }, at) => [slug, { x: 20_000 + at * 600, y: 30_000 }]));
    const pinned = start.entities.map((each) => ({ ...each, position: pins.get(each.slug)!, pinned: true }));
    const added = Array.from({ length: 20 }, (_, at) => `leaf${at}`);
    const input = { entities: [...pinned, ...added.map(toPlace)], ties: [...start.ties, ...added.map((each) => friends('link6', each))] };
    const positions = computeLayout(input);
    for (const [slug, position] of pins) expect(positions.get(slug)).toEqual(position);
    expect(leastDistance(input, positions)).toBeGreaterThan(1);
  });

  test('places a new entity near its neighbors', () => {
    const start = twoCamps(25);
    const positions = computeLayout(start);
    const after = computeLayout(expanded(start, positions, 'red3', 1));
    expect(distance(after.get('red3-friend50')!, after.get('red3')!)).toBeLessThan(extentOf(after) / 5);
  });
});
