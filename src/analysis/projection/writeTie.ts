import { CHI, CLO, FACTS, HI, LO, type TieColumns, WORTH } from './columns.ts';
import { CONFIDENCE_SCALE, type TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packed, statusIndex, worthOf } from './types.ts';

/** Puts a record into the columns. Its ends are written as recorded. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: TieRecord): void {
  ties.from[tie] = key.from;
  ties.to[tie] = key.to;
  const at = FACTS * tie;
  ties.facts[at + LO] = record.lo;
  ties.facts[at + HI] = record.hi;
  ties.facts[at + WORTH] = worthOf(packed(key.type, statusIndex(record.status)), Math.round(record.confidence * CONFIDENCE_SCALE));
  ties.facts[at + CLO] = record.clo;
  ties.facts[at + CHI] = record.chi;
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
