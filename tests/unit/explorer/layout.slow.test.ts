import { expect, test } from 'vitest';
import { computeLayout } from '../../../src/explorer/layout/computeLayout.ts';
import { powerLaw } from './support/madeGraphs.ts';
import { expectGoodPicture } from './support/pictures.ts';

const SEED = String(Math.floor(Math.random() * 1e9));
console.log(`Layout of 2,000: seed ${SEED}`);

test('2,000 actors, of which few have most ties, overlap nowhere and are no stick, whatever their order', () => {
  const input = powerLaw(2_000, 6_000, SEED);
  const positions = computeLayout(input);
  expectGoodPicture(input, positions);
  const other = computeLayout({ entities: input.entities.toReversed(), ties: input.ties.toReversed() });
  expect(new Map([...other].sort())).toEqual(new Map([...positions].sort()));
});
