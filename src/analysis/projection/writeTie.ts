import type { TieColumns } from './columns.ts';
import { writeFacts } from './facts.ts';
import { CONFIDENCE_SCALE, type TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packed, statusIndex } from './types.ts';

/** Writes a record into the columns, except its ends. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: TieRecord): void {
  const typeStatus = packed(key.type, statusIndex(record.status));
  writeFacts(ties.facts, tie, record, typeStatus, Math.round(record.confidence * CONFIDENCE_SCALE));
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
