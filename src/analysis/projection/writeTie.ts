import type { TieColumns } from './columns.ts';
import { writeFacts } from './facts.ts';
import { glanceOf } from './glance.ts';
import { setLead } from './leads.ts';
import { CONFIDENCE_SCALE, type TieRecord } from './records.ts';
import type { TieKey } from './tieKey.ts';
import { packed, statusIndex } from './types.ts';

/** Puts a record into the columns. Its ends are written as recorded. */
export function writeTie(ties: TieColumns, tie: number, key: TieKey, record: TieRecord): void {
  ties.from[tie] = key.from;
  const typeStatus = packed(key.type, statusIndex(record.status));
  writeFacts(ties.facts, tie, record, typeStatus, Math.round(record.confidence * CONFIDENCE_SCALE));
  setLead(ties.leads, tie, key.to, glanceOf(record, typeStatus));
  ties.ownHigh[tie] = key.ownHigh;
  ties.ownLow[tie] = key.ownLow;
}
