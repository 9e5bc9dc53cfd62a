import type { LayoutTie } from '../../../../src/explorer/layout/pairs.ts';
import type { LayoutEntity, LayoutInput } from '../../../../src/explorer/layout/placing.ts';
import { seededRandom } from '../../../../src/explorer/layout/random.ts';

export const toPlace = (slug: string): LayoutEntity => ({ slug, position: null, pinned: false, label: 6 + (slug.length % 14) });

export const friends = (from: string, to: string): LayoutTie => ({ from, to, sign: 'COOPERATIVE', holds: true });
export const foes = (from: string, to: string): LayoutTie => ({ from, to, sign: 'HOSTILE', holds: true });

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

const graph = (slugs: readonly string[], ties: readonly LayoutTie[]): LayoutInput => ({ entities: slugs.map(toPlace), ties });

/** A hub with this many leaves. */
export const star = (leaves: number, tie = friends): LayoutInput =>
  graph(
    ['hub', ...names('leaf', leaves)],
    names('leaf', leaves).map((each) => tie('hub', each)),
  );

export const chain = (length: number): LayoutInput =>
  graph(
    names('link', length),
    names('link', length)
      .slice(1)
      .map((each, at) => friends(`link${at}`, each)),
  );

/** Two camps of friends; each member has two friends in its own camp and one foe in the other. */
export function twoCamps(size: number): LayoutInput {
  const camp = (prefix: string) =>
    names(prefix, size).flatMap((each, at) => [1, 2].map((step) => friends(each, `${prefix}${(at + step) % size}`)));
  return graph(
    [...names('red', size), ...names('blue', size)],
    [...camp('red'), ...camp('blue'), ...names('red', size).map((each, at) => foes(each, `blue${(at * 3) % size}`))],
  );
}

/** Pairs, chains and stars that nothing connects, and entities without any tie. */
export function forest(parts: number): LayoutInput {
  const made = Array.from({ length: parts }, (_, part) => {
    const slugs = names(`part${part}-`, 1 + (part % 5));
    return { slugs, ties: slugs.slice(1).map((each, at) => (part % 2 === 0 ? friends(slugs[0]!, each) : foes(slugs[at]!, each))) };
  });
  return graph(
    made.flatMap(({ slugs }) => slugs),
    made.flatMap(({ ties }) => ties),
  );
}

/** A random graph in which few entities have most ties: `ties` draws, two of three of them friends. */
export function powerLaw(size: number, ties: number, seed: string): LayoutInput {
  const random = seededRandom(seed);
  const end = () => `actor${Math.floor(size * random() ** 2.2)}`;
  return graph(
    names('actor', size),
    Array.from({ length: ties }, () => (random() < 0.67 ? friends : foes)(end(), end())),
  );
}

export const MADE: readonly (readonly [string, LayoutInput])[] = [
  ['a star of 6', star(5)],
  ['a star of foes', star(20, foes)],
  ['a hub with 200 leaves', star(200)],
  ['a chain of 5', chain(5)],
  ['a chain of 40', chain(40)],
  ['two camps of 8', twoCamps(8)],
  ['two camps of 25', twoCamps(25)],
  ['a forest of 40 parts', forest(40)],
  ['sixty that nothing connects', graph(names('alone', 60), [])],
  ['a power law of 60', powerLaw(60, 140, 'sixty')],
  ['a power law of 400', powerLaw(400, 1_000, 'four hundred')],
];
