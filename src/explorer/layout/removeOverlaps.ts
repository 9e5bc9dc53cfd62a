import type { Position } from '../state/picture.ts';

const MAX_ROUNDS = 60;

/** Labels are wider than high: neighbors need more space side by side than one above the other. */
const LABEL_ASPECT_RATIO = 1.7;

/** Moves entities that are too close to each other apart, step by step; those in `fixed` stay. */
export function removeOverlaps(
  positions: ReadonlyMap<string, Position>,
  fixed: ReadonlySet<string>,
  spacing: number,
): Map<string, Position> {
  const bodies = [...positions].map(([slug, { x, y }]) => ({ slug, x, y, fixed: fixed.has(slug) }));
  for (let round = 0; round < MAX_ROUNDS && separateAll(bodies, spacing); round++);
  return new Map(bodies.map(({ slug, x, y }) => [slug, { x, y }]));
}

interface Body {
  x: number;
  y: number;
  readonly fixed: boolean;
}

/** One round over all pairs in the same or a neighboring cell; returns whether anything moved. */
function separateAll(all: readonly Body[], spacing: number): boolean {
  const width = spacing * LABEL_ASPECT_RATIO;
  const cells = new Map<string, Body[]>();
  const cellOf = ({ x, y }: Body) => [Math.floor(x / width), Math.floor(y / spacing)] as const;
  for (const each of all) {
    const key = cellOf(each).join();
    cells.set(key, [...(cells.get(key) ?? []), each]);
  }
  let moved = false;
  for (const each of all) {
    const [column, row] = cellOf(each);
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        for (const other of cells.get(`${column + dx},${row + dy}`) ?? [])
          if (other !== each) moved = separate(each, other, spacing) || moved;
      }
    }
  }
  return moved;
}

/** Moves a pair apart along the axis that needs the shorter move; returns whether it was too close. */
function separate(a: Body, b: Body, spacing: number): boolean {
  const [dx, dy] = [(a.x - b.x) / LABEL_ASPECT_RATIO, a.y - b.y];
  const [overlapX, overlapY] = [spacing - Math.abs(dx), spacing - Math.abs(dy)];
  if (overlapX <= 0 || overlapY <= 0 || (a.fixed && b.fixed)) return false;
  const share = a.fixed || b.fixed ? 1 : 0.5;
  const alongX = overlapX * LABEL_ASPECT_RATIO < overlapY;
  const direction = (alongX ? dx : dy) >= 0 ? 1 : -1;
  const by = (alongX ? overlapX * LABEL_ASPECT_RATIO : overlapY) * share * direction * 1.01;
  const axis = alongX ? 'x' : 'y';
  if (!a.fixed) a[axis] += by;
  if (!b.fixed) b[axis] -= by;
  return true;
}
