import { createHash } from 'node:crypto';
import type { Engine } from '../../../engine/engine.ts';
import { type CheckedRow, checkRows } from '../../../write/batch.ts';
import { Earlier } from '../../../write/earlier.ts';
import { planRows } from '../../../write/plan.ts';
import { type RowOutcome, reportOf } from '../../../write/report.ts';
import type { Target } from './target.ts';

/**
 * A target that writes nothing: each batch is checked and planned against the store, and the transaction is rolled back. A
 * batch sees the entities and sources that earlier batches would have written. Of their ties and events only a hash is in
 * memory: a later row about the same tie or event counts as unchanged where it is identical, else as updated.
 */
export function dryRun(engine: Engine, now: () => Date): Target {
  const earlier = new Earlier();
  const said = new Map<string, string>();
  return (rows) =>
    engine.write(async (transaction) => {
      const checked = checkRows(rows);
      const { space, outcomes } = await planRows(transaction, checked, { revision: 0, at: now().toISOString() }, { earlier });
      earlier.take(space);
      const told = outcomes.map((outcome, index) => againSaid(said, checked[index]!, outcome));
      return { commit: false, value: reportOf(checked, told, 0, false) };
    });
}

function againSaid(said: Map<string, string>, row: CheckedRow, outcome: RowOutcome): RowOutcome {
  if ('problems' in outcome || (row.kind !== 'events' && row.kind !== 'relationships')) return outcome;
  const words = createHash('sha256')
    .update(JSON.stringify('row' in row && row.row))
    .digest('base64')
    .slice(0, 12);
  const before = said.get(outcome.id);
  said.set(outcome.id, words);
  if (before === undefined || outcome.effect !== 'CREATED') return outcome;
  return { ...outcome, effect: before === words ? 'UNCHANGED' : 'UPDATED' };
}
