import type { TieColumns } from './columns.ts';
import { ALIVE } from './columns.ts';
import { CONFIDENCE_SCALE, type TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packed, statusIndex } from './types.ts';

/** Puts a record into the columns. Its ends are written as recorded. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: TieRecord): void {
  ties.from[tie] = key.from;
  ties.to[tie] = key.to;
  ties.lo[tie] = record.lo;
  ties.hi[tie] = record.hi;
  ties.clo[tie] = record.clo;
  ties.chi[tie] = record.chi;
  ties.typeStatus[tie] = packed(key.type, statusIndex(record.status));
  ties.confidence[tie] = Math.round(record.confidence * CONFIDENCE_SCALE);
  ties.died[tie] = ALIVE;
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
