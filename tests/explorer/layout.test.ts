import { describe, expect, test } from 'vitest';
import { arrange } from '../../src/explorer/layout/arrange.ts';
import { WORLD } from '../../src/explorer/state/picture.ts';

const ring = (size: number) => Array.from({ length: size }, (_, at) => ({ slug: `actor-${at}`, spot: null }));
const ties = (size: number) => Array.from({ length: size }, (_, at) => [`actor-${at}`, `actor-${(at * 7 + 1) % size}`] as const);

describe('the layout', () => {
  test('is deterministic', () => {
    const asked = { entities: ring(40), ties: ties(40) };
    expect([...arrange(asked)]).toEqual([...arrange(asked)]);
  });

  test('keeps entities apart, within the world', () => {
    const spots = [...arrange({ entities: ring(40), ties: ties(40) }).values()];
    expect(spots).toHaveLength(40);
    for (const { x, y } of spots) expect(Math.min(x, y) > 0 && Math.max(x, y) < WORLD).toBe(true);
    const apart = spots.flatMap((a, at) => spots.slice(at + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
    expect(Math.min(...apart)).toBeGreaterThan(600);
  });

  test('keeps existing positions, and places new entities near their neighbours', () => {
    const before = arrange({ entities: ring(20), ties: ties(20) });
    const standing = [...before].map(([slug, at]) => ({ slug, spot: at }));
    const grown = arrange({ entities: [...standing, { slug: 'new', spot: null }], ties: [...ties(20), ['new', 'actor-3']] });
    for (const each of standing) expect(grown.get(each.slug)).toEqual(each.spot);
    const [fresh, neighbour] = [grown.get('new')!, grown.get('actor-3')!];
    expect(Math.hypot(fresh.x - neighbour.x, fresh.y - neighbour.y)).toBeLessThan(WORLD / 4);
  });
});
