import type { TieColumns } from './columns.ts';
import { writeFacts } from './facts.ts';
import { CONFIDENCE_SCALE, type ProjectionTie } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packTypeStatus, statusIndex } from './types.ts';

/** Writes a record into the columns, except its ends. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: ProjectionTie): void {
  const typeStatus = packTypeStatus(key.type, statusIndex(record.status));
  writeFacts(ties.facts, tie, record, typeStatus, Math.round(record.confidence * CONFIDENCE_SCALE));
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
