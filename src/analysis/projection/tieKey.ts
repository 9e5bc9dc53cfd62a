import type { NodeColumns } from './buffers.ts';
import { sixDigits, twoDigits } from './digits.ts';
import { nodeById } from './keys.ts';
import { TYPE_BY_CODE } from './types.ts';

/** A tie's id in numbers; the ends are the nodes it was recorded with, not those that they were merged into. */
export interface TieKey {
  readonly from: number;
  readonly type: number;
  readonly to: number;
  readonly ownHigh: number;
  readonly ownLow: number;
}

/** Where the parts of an id begin: from 12, type 2, to 12, own 12. */
const TYPE_AT = 12;
const TO_AT = 14;
const OWN_AT = 26;
const LENGTH = 38;

/** The key of a tie's id, null where an end of it is unknown. */
export function tieKeyOf(nodes: Pick<NodeColumns, 'high' | 'low' | 'slots'>, id: string): TieKey | null {
  if (id.length !== LENGTH) return null;
  const from = nodeById(nodes, id, 0);
  const to = nodeById(nodes, id, TO_AT);
  if (from < 0 || to < 0) return null;
  const type = TYPE_BY_CODE[twoDigits(id, TYPE_AT)]!;
  return { from, type, to, ownHigh: sixDigits(id, OWN_AT), ownLow: sixDigits(id, OWN_AT + 6) };
}
