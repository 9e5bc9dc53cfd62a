import { describe, expect, test } from 'vitest';
import { isInside } from '../../../src/explorer/canvas/lasso.ts';

describe('a lasso', () => {
  const horseshoe = [
    [0, 0],
    [9, 0],
    [9, 9],
    [6, 9],
    [6, 3],
    [3, 3],
    [3, 9],
    [0, 9],
  ].map(([x, y]) => ({ x: x!, y: y! }));

  test.each([
    ['in its left arm', { x: 1, y: 8 }, true],
    ['in its right arm', { x: 8, y: 8 }, true],
    ['between its arms', { x: 4.5, y: 6 }, false],
    ['beside it', { x: 12, y: 1 }, false],
    ['above it', { x: 4, y: -1 }, false],
  ])('has or has not what is %s', (_, point, inside) => {
    expect(isInside(point, horseshoe)).toBe(inside);
    expect(isInside(point, horseshoe.toReversed())).toBe(inside);
  });

  test('without extent holds nothing', () => {
    expect(isInside({ x: 1, y: 1 }, [])).toBe(false);
    expect(isInside({ x: 1, y: 1 }, [{ x: 0, y: 0 }])).toBe(false);
  });
});
