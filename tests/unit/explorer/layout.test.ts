import { describe, expect, test } from 'vitest';
import { computeLayout } from '../../../src/explorer/layout/computeLayout.ts';
import { MAX_COORDINATE } from '../../../src/explorer/state/picture.ts';

const ring = (size: number) => Array.from({ length: size }, (_, at) => ({ slug: `actor-${at}`, position: null }));
const ties = (size: number) => Array.from({ length: size }, (_, at) => [`actor-${at}`, `actor-${(at * 7 + 1) % size}`] as const);

describe('the layout', () => {
  test('is deterministic', () => {
    const input = { entities: ring(40), ties: ties(40) };
    expect([...computeLayout(input)]).toEqual([...computeLayout(input)]);
  });

  test('keeps entities apart, within the world', () => {
    const positions = [...computeLayout({ entities: ring(40), ties: ties(40) }).values()];
    expect(positions).toHaveLength(40);
    for (const { x, y } of positions) expect(Math.min(x, y) > 0 && Math.max(x, y) < MAX_COORDINATE).toBe(true);
    const apart = positions.flatMap((a, at) => positions.slice(at + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
    expect(Math.min(...apart)).toBeGreaterThan(600);
  });

  test('keeps existing positions, and places new entities near their neighbors', () => {
    const before = computeLayout({ entities: ring(20), ties: ties(20) });
    const placed = [...before].map(([slug, at]) => ({ slug, position: at }));
    const grown = computeLayout({ entities: [...placed, { slug: 'new', position: null }], ties: [...ties(20), ['new', 'actor-3']] });
    for (const each of placed) expect(grown.get(each.slug)).toEqual(each.position);
    const [fresh, neighbor] = [grown.get('new')!, grown.get('actor-3')!];
    expect(Math.hypot(fresh.x - neighbor.x, fresh.y - neighbor.y)).toBeLessThan(MAX_COORDINATE / 4);
  });
});
