import type { TieColumns } from './columns.ts';
import { writeFacts } from './facts.ts';
import { glanceOf } from './glance.ts';
import { CONFIDENCE_SCALE, type TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packed, statusIndex } from './types.ts';

/** Puts a record into the columns. Its ends are written as recorded. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: TieRecord): void {
  ties.from[tie] = key.from;
  ties.to[tie] = key.to;
  const typeStatus = packed(key.type, statusIndex(record.status));
  writeFacts(ties.facts, tie, record, typeStatus, Math.round(record.confidence * CONFIDENCE_SCALE));
  ties.glance[tie] = glanceOf(record, typeStatus);
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
