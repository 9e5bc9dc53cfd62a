import type { Spot } from '../state/picture.ts';

const ROUNDS = 60;

/** Labels are wider than high: neighbours need more space side by side than one above the other. */
const WIDE = 1.7;

/** Moves entities that are too close to each other apart, step by step; those in `fixed` stay. */
export function apart(spots: ReadonlyMap<string, Spot>, still: ReadonlySet<string>, room: number): Map<string, Spot> {
  const moving = [...spots].map(([slug, { x, y }]) => ({ slug, x, y, still: still.has(slug) }));
  for (let round = 0; round < ROUNDS && pushAll(moving, room); round++);
  return new Map(moving.map(({ slug, x, y }) => [slug, { x, y }]));
}

interface Moving {
  x: number;
  y: number;
  readonly still: boolean;
}

/** One round over all pairs in the same or a neighbouring cell; returns whether anything moved. */
function pushAll(all: readonly Moving[], room: number): boolean {
  const width = room * WIDE;
  const cells = new Map<string, Moving[]>();
  const cellOf = ({ x, y }: Moving) => [Math.floor(x / width), Math.floor(y / room)] as const;
  for (const each of all) {
    const key = cellOf(each).join();
    cells.set(key, [...(cells.get(key) ?? []), each]);
  }
  let moved = false;
  for (const each of all) {
    const [column, row] = cellOf(each);
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        for (const other of cells.get(`${column + dx},${row + dy}`) ?? []) if (other !== each) moved = push(each, other, room) || moved;
      }
    }
  }
  return moved;
}

/** Moves a pair apart along the axis that needs the shorter move; returns whether it was too close. */
function push(a: Moving, b: Moving, room: number): boolean {
  const [dx, dy] = [(a.x - b.x) / WIDE, a.y - b.y];
  const [lackX, lackY] = [room - Math.abs(dx), room - Math.abs(dy)];
  if (lackX <= 0 || lackY <= 0 || (a.still && b.still)) return false;
  const share = a.still || b.still ? 1 : 0.5;
  const alongX = lackX * WIDE < lackY;
  const way = (alongX ? dx : dy) >= 0 ? 1 : -1;
  const by = (alongX ? lackX * WIDE : lackY) * share * way * 1.01;
  const axis = alongX ? 'x' : 'y';
  if (!a.still) a[axis] += by;
  if (!b.still) b[axis] -= by;
  return true;
}
