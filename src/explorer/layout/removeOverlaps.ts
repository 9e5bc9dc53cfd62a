import type { Point } from './stress.ts';

/** An entity with the space that it needs. */
export interface Body extends Point {
  /** Share of a move that it takes part in; 0: it stays. */
  readonly mobility: number;
  /** Radius of the entity itself with its gap, in world units: no two overlap. */
  readonly radius: number;
  /** Half the width and height of the entity with its label. */
  readonly width: number;
  readonly height: number;
}

const MAX_ROUNDS = 300;

/** Two discs whose distance is this share of what they need count as apart. */
const TOLERANCE = 0.95;

/** Moves bodies apart that overlap, step by step. Boxes of labels are separated in the first rounds only, entities until none overlap. */
export function removeOverlaps(bodies: readonly Body[], labelRounds: number): void {
  for (let round = 0; round < MAX_ROUNDS; round++) if (!separateAll(bodies, round < labelRounds)) return;
}

/** One round over all pairs of near cells; returns whether anything moved. */
function separateAll(bodies: readonly Body[], labels: boolean): boolean {
  const size = bodies.reduce((most, { radius, width }) => Math.max(most, radius, labels ? width : 0), 0) * 2;
  const cells = new Map<number, number[]>();
  const cellOf = (value: number) => Math.floor(value / size);
  for (const [index, body] of bodies.entries()) {
    const key = cellOf(body.x) * 65_536 + cellOf(body.y);
    const cell = cells.get(key);
    if (cell) cell.push(index);
    else cells.set(key, [index]);
  }
  let moved = false;
  for (const [index, body] of bodies.entries()) {
    const column = cellOf(body.x);
    const row = cellOf(body.y);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = cells.get((column + dx) * 65_536 + row + dy);
        if (!near) continue;
        for (const other of near) {
          if (other <= index) continue;
          if (labels && separateBoxes(body, bodies[other]!)) moved = true;
          if (separateDiscs(body, bodies[other]!)) moved = true;
        }
      }
    }
  }
  return moved;
}

/** Moves two discs apart along the line between them; returns whether they overlapped. */
function separateDiscs(a: Body, b: Body): boolean {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const least = a.radius + b.radius;
  if (Math.abs(dx) >= least || Math.abs(dy) >= least) return false;
  const distance = Math.hypot(dx, dy);
  if (distance >= least) return false;
  const by = (least - distance) * 1.02;
  const moved = distance < 1e-6 ? moveApart(a, b, by, 0) : moveApart(a, b, (dx / distance) * by, (dy / distance) * by);
  return moved && distance < least * TOLERANCE;
}

/** How much larger an ellipse is than the box that it stands for, so that it covers most of its corners. */
const ELLIPSE = 1.15;

/**
 * Moves two boxes apart along the line between them, as the ellipses around them; returns whether these overlapped. Moves along the
 * axes would line entities up in rows and columns.
 */
function separateBoxes(a: Body, b: Body): boolean {
  const [width, height] = [(a.width + b.width) * ELLIPSE, (a.height + b.height) * ELLIPSE];
  const [dx, dy] = [a.x - b.x, a.y - b.y];
  if (Math.abs(dx) >= width || Math.abs(dy) >= height) return false;
  const distance = Math.hypot(dx / width, dy / height);
  if (distance >= 1) return false;
  if (distance < 1e-6) return moveApart(a, b, 0, height);
  const by = Math.min(2, 1 / distance - 1) * 0.6;
  return moveApart(a, b, dx * by, dy * by);
}

function moveApart(a: Body, b: Body, x: number, y: number): boolean {
  const total = a.mobility + b.mobility;
  if (total === 0) return false;
  const [ofA, ofB] = [a.mobility / total, b.mobility / total];
  a.x += x * ofA;
  a.y += y * ofA;
  b.x -= x * ofB;
  b.y -= y * ofB;
  return true;
}
