import type { Direction } from '../../model/kinds.ts';

/** FORWARD follows each tie from its `from` to its `to`, BACKWARD the other way; symmetric ties are followed both ways. */
export type PathDirection = 'FORWARD' | 'BACKWARD' | 'ANY';

/** On which side of a node its ties are looked for. */
export const SIDE: Record<PathDirection, Direction> = { FORWARD: 'OUT', BACKWARD: 'IN', ANY: 'ANY' };

export const OPPOSITE: Record<Direction, Direction> = { OUT: 'IN', IN: 'OUT', ANY: 'ANY' };
