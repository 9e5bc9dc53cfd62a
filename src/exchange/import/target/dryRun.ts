import { createHash } from 'node:crypto';
import type { Engine } from '../../../engine/engine.ts';
import { DryRunOverlay } from '../../../write/load/dryRunOverlay.ts';
import { planRows } from '../../../write/plan/plan.ts';
import { createReport, type RowOutcome } from '../../../write/report.ts';
import { type CheckedRow, checkRows } from '../../../write/validate/validate.ts';
import type { Target } from './target.ts';

/**
 * A target that writes nothing: each batch is checked and planned against the store, and the transaction is rolled back. A
 * batch sees the entities and sources that earlier batches would have written. Of their ties and events only a hash is in
 * memory: a later row about the same tie or event counts as unchanged where it is identical, else as updated.
 */
export function dryRunTarget(engine: Engine, now: () => Date): Target {
  const overlay = new DryRunOverlay();
  const digests = new Map<string, string>();
  return (rows) =>
    engine.write(async (transaction) => {
      const checked = checkRows(rows);
      const { unit, outcomes } = await planRows(transaction, checked, { revision: 0, at: now().toISOString() }, { overlay });
      overlay.add(unit);
      const counted = outcomes.map((outcome, index) => withRepeats(digests, checked[index]!, outcome));
      return { commit: false, value: createReport(checked, counted, 0, false) };
    });
}

function withRepeats(digests: Map<string, string>, row: CheckedRow, outcome: RowOutcome): RowOutcome {
  if ('problems' in outcome || (row.kind !== 'events' && row.kind !== 'relationships')) return outcome;
  const digest = createHash('sha256')
    .update(JSON.stringify('row' in row && row.row))
    .digest('base64')
    .slice(0, 12);
  const previous = digests.get(outcome.id);
  digests.set(outcome.id, digest);
  if (previous === undefined || outcome.effect !== 'CREATED') return outcome;
  return { ...outcome, effect: previous === digest ? 'UNCHANGED' : 'UPDATED' };
}
