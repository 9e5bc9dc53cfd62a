import type { Direction } from '../../model/kinds.ts';

/** FORWARD follows each tie from its `from` to its `to`, BACKWARD in reverse; symmetric ties are followed both ways. */
export type PathDirection = 'FORWARD' | 'BACKWARD' | 'ANY';

/** The ties of a node that each direction follows. */
export const SIDE: Record<PathDirection, Direction> = { FORWARD: 'OUT', BACKWARD: 'IN', ANY: 'ANY' };

export const OPPOSITE: Record<Direction, Direction> = { OUT: 'IN', IN: 'OUT', ANY: 'ANY' };
