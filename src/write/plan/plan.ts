import { mapInTurns } from '../../model/turns.ts';
import { hasMerges } from '../load/entities.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { type BatchKind, type CheckedRow, isValid, type ValidRow } from '../validate/validate.ts';
import { reassess } from './assess.ts';
import type { RowOutcome } from './common.ts';
import { planCorrection } from './correction.ts';
import { planDocument } from './document.ts';
import { planActor, planPlace } from './entity.ts';
import { planEvent } from './event.ts';
import { planPassage } from './evidence.ts';
import { planMerge, planUnmerge } from './merge.ts';
import { planRelationship } from './relationship.ts';
import { planRestoration, planRetraction } from './retraction.ts';
import { planSameTies } from './sameTies.ts';
import { planSource } from './source.ts';

/**
 * Plans valid rows one after the other, in turns with other work. The planned changes are in the unit of work; the result is the
 * outcome of each row.
 */
export async function planRows(unit: UnitOfWork, checked: readonly CheckedRow[]): Promise<RowOutcome[]> {
  const outcomes = await mapInTurns(checked, (row) =>
    isValid(row) ? PLANS[row.kind](unit, row.row as never) : { problems: row.problems },
  );
  // Merges come last, and make voices one: also of passages that rows of the same write add.
  const spoken = hasMerges(checked) ? unit.evidence.changed().map(({ about }) => about) : [];
  for (const about of new Set([...unit.spokenOf, ...spoken])) reassess(unit, about);
  planSameTies(unit);
  return outcomes;
}

/** Each plans one row or command on top of those before it. A rejected row plans nothing. */
const PLANS: { readonly [Kind in BatchKind]: (unit: UnitOfWork, row: Extract<ValidRow, { kind: Kind }>['row']) => RowOutcome } = {
  sources: planSource,
  documents: planDocument,
  places: planPlace,
  actors: planActor,
  events: planEvent,
  relationships: planRelationship,
  passages: planPassage,
  corrections: planCorrection,
  retractions: planRetraction,
  restorations: planRestoration,
  merges: planMerge,
  unmerges: planUnmerge,
};
